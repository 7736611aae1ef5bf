#include "include/frugal_embedding.h"

#include <ATen/ops/embedding.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/mul.h>

#include "internal.hpp"
#include "random.hpp"

using namespace frugal;

namespace {
at::Tensor fresh(const frugal_int *shape, frugal_int rank, int32_t dtype) {
    return at::empty(list(shape, rank), at::TensorOptions().dtype(scalar_type(dtype)));
}
}  // namespace

extern "C" {

frugal_status frugal_embedding(frugal_tensor table, frugal_tensor indices, frugal_int padding, frugal_tensor *out) {
    return attempt([&] { *out = give(at::embedding(borrow(table), borrow(indices), padding)); });
}

frugal_status frugal_dropout(frugal_tensor x, double probability, bool whole_channels, uint64_t seed,
                             frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(x);
        TORCH_CHECK_VALUE(probability >= 0 && probability <= 1, "a probability lies between 0 and 1, got ", probability);
        if (probability == 1) {
            // Multiplied rather than made anew, so that a gradient (of zero) still flows.
            *out = give(at::mul(a, 0));
            return;
        }
        TORCH_CHECK_VALUE(!whole_channels || a.dim() > 2, "dropping channels needs [N, C, ...], got ", a.sizes());
        at::Tensor keep;
        if (whole_channels) {
            std::vector<int64_t> shape(static_cast<size_t>(a.dim()), 1);
            shape[0] = a.size(0);
            shape[1] = a.size(1);
            keep = at::empty(shape, a.options());
        } else {
            keep = at::empty_like(a.detach());
        }
        keep.bernoulli_(1 - probability, generator_for(a.device(), seed)).div_(1 - probability);
        *out = give(at::mul(a, keep));
    });
}

frugal_status frugal_random_truncated_normal(const frugal_int *shape, frugal_int rank, double mean, double deviation,
                                             double low, double high, int32_t dtype, uint64_t seed,
                                             frugal_tensor *out) {
    return attempt([&] {
        TORCH_CHECK_VALUE(deviation > 0 && low < high && low <= mean && mean <= high,
                          "a truncated normal needs a deviation above 0 and a mean between its bounds");
        // Through the inverse of the distribution function, as PyTorch's trunc_normal_ does.
        auto below = [&](double x) { return 0.5 * (1 + std::erf((x - mean) / (deviation * std::sqrt(2.0)))); };
        double from = 2 * below(low) - 1, to = 2 * below(high) - 1;
        at::Tensor draw = fresh(shape, rank, dtype).uniform_(from, to, generator_for(at::kCPU, seed));
        *out = give(draw.erfinv_().mul_(deviation * std::sqrt(2.0)).add_(mean).clamp_(low, high));
    });
}

frugal_status frugal_random_orthogonal(const frugal_int *shape, frugal_int rank, double gain, int32_t dtype,
                                       uint64_t seed, frugal_tensor *out) {
    return attempt([&] {
        TORCH_CHECK_VALUE(rank >= 2, "an orthogonal start needs at least two dimensions, got ", rank);
        at::Tensor result = fresh(shape, rank, dtype);
        if (result.numel() == 0) {
            *out = give(std::move(result));
            return;
        }
        int64_t rows = result.size(0), columns = result.numel() / rows;
        at::Tensor draw = at::empty({std::max(rows, columns), std::min(rows, columns)},
                                    at::TensorOptions().dtype(at::kDouble));
        auto [q, r] = at::linalg_qr(draw.normal_(0, 1, generator_for(at::kCPU, seed)), "reduced");
        // The signs of r's diagonal make the draw even over all such matrices (Mezzadri 2007).
        q.mul_(r.diagonal().sign()).mul_(gain);
        result.copy_((rows < columns ? q.t() : q).reshape(result.sizes()));
        *out = give(std::move(result));
    });
}

}  // extern "C"
