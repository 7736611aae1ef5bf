// Convolutions that step over several pixels at once, over images in either order of memory.
#pragma once

#include <cstdint>

namespace frugal::loops {

/// Numbers of outputs are multiples of this.
constexpr int64_t strided_lanes = 16;

/// Whether this processor has the instructions.
bool has_strided();

/// A patch as runs of numbers that lie side by side: the columns of a kernel, channel by channel and row by row, or, where
/// channels are last, its rows.
struct Patches {
    const int64_t *corners;  // of every patch, from the first image on
    int64_t count;
    const int64_t *runs;  // from a corner on
    int64_t run_count, run_length;

    int64_t taps() const { return run_count * run_length; }
};

// out[i][j][k] = weight[k][i * outer_step + j * inner_step], for i of `outer` and j of `inner`.
void strided_taps(const float *weight, int64_t outputs, int64_t outer, int64_t inner, int64_t outer_step,
                  int64_t inner_step, float *out);

// out[patch][k] = bias[k] + sum over taps of the patch times weight[tap][k].
void strided(const Patches &patches, const float *x, const float *weight, const float *bias, int64_t outputs, float *out);

// out[tap][k] += sum over patches of the patch times gradient[patch][k].
void strided_weight_gradient(const Patches &patches, const float *x, const float *gradient, int64_t outputs, float *out);

// The patches of out += sum over k of gradient[patch][k] times weight[k][tap]; runs are multiples of the lanes.
void strided_input_gradient(const Patches &patches, const float *gradient, const float *weight, int64_t outputs,
                            float *out);

}  // namespace frugal::loops
