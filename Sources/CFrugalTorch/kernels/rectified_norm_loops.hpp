// Batch normalisation, a sum and ReLU over rows of channels, as channels-last images are in memory; see rectified_norm.cpp.
#pragma once

#include <cstdint>

#include "convolution_block_loops.hpp"

namespace frugal::loops {

// out = max(0, scale * y + shift + residue) for rows [begin, end) of `channels` values; `residue` may be null.
void normalize_rectify(const float *y, const float *residue, int64_t begin, int64_t end, int64_t channels,
                       const float *scale, const float *shift, float *out);
void normalize_rectify(const bfloat16 *y, const bfloat16 *residue, int64_t begin, int64_t end, int64_t channels,
                       const float *scale, const float *shift, bfloat16 *out);

// Per-channel sums over rows [begin, end): of the gradients that pass where `out` is above 0, and of those times
// (y - mean).
void rectified_sums(const float *gradient, const float *out, const float *y, int64_t begin, int64_t end,
                    int64_t channels, const float *mean, float *sum, float *product);
void rectified_sums(const bfloat16 *gradient, const bfloat16 *out, const bfloat16 *y, int64_t begin, int64_t end,
                    int64_t channels, const float *mean, float *sum, float *product);

// dy = a * passed gradient + b * y + c, for rows [begin, end); the passed gradient itself goes to `passed`, which may be
// null.
void rectified_gradient(const float *gradient, const float *out, const float *y, int64_t begin, int64_t end,
                        int64_t channels, const float *a, const float *b, const float *c, float *dy, float *passed);
void rectified_gradient(const bfloat16 *gradient, const bfloat16 *out, const bfloat16 *y, int64_t begin, int64_t end,
                        int64_t channels, const float *a, const float *b, const float *c, bfloat16 *dy,
                        bfloat16 *passed);

}  // namespace frugal::loops
