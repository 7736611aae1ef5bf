// Work shared out over the engine's threads.
//
// `at::parallel_for` must not be used here: it is a header template, serial in every file that is not itself compiled for
// the engine's own OpenMP. An iteration over a tensor, however, is shared out inside the engine.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <ATen/ops/empty.h>

#include <algorithm>

namespace frugal {

/// Runs `run(begin, end)` over parts of `0..<count`, one part a thread, on the engine's threads.
template <class Run> void over_parts(int64_t count, const Run &run) {
    if (count <= 0) return;
    at::Tensor indices = at::empty({count}, at::kByte);
    auto *first = static_cast<char *>(indices.mutable_data_ptr());
    auto iterator = at::TensorIteratorConfig()
                        .check_all_same_dtype(false)
                        .resize_outputs(false)
                        .declare_static_shape({count})
                        .add_output(indices)
                        .build();
    iterator.for_each(
        [&](char **data, const int64_t *, int64_t n) {
            int64_t begin = data[0] - first;
            run(begin, begin + n);
        },
        1);
}

/// Runs `run(i)` for every i of `0..<count`, on the engine's threads.
template <class Run> void over_each(int64_t count, const Run &run) {
    over_parts(count, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) run(i);
    });
}

/// Numbers to work on below which another thread is not worth waking.
constexpr int64_t worth_sharing = 32768;

/// Blocks of `count` things for sums that are kept apart and added up afterwards: about four a thread.
inline int64_t blocks_of(int64_t count) {
    return std::max<int64_t>(1, std::min<int64_t>(count, 4 * at::get_num_threads()));
}

/// Runs `run(i, begin, end)` for `blocks` blocks of `0..<count`, on the engine's threads.
template <class Run> void over_blocks(int64_t count, int64_t blocks, const Run &run) {
    over_each(blocks, [&](int64_t i) { run(i, i * count / blocks, (i + 1) * count / blocks); });
}

}  // namespace frugal
