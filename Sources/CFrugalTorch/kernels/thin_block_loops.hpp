// The loops of a convolution block over images of few channels; see thin_block.hpp.
#pragma once

#include <cstdint>

#include "convolution_block_loops.hpp"

namespace frugal::loops {

/// Images [N, height + 2, width + 2, inputs] with their border, and how many channels the 3 x 3 convolution makes of them.
struct ThinImages {
    int64_t height, width, inputs, outputs;
};

/// The patches, 9 * inputs values in the order row, column, channel, of image rows [begin, end) counted over all images:
/// `sums` [9 * inputs] of the values and `products` [9 * inputs, 9 * inputs] of every two of them.
void patch_moments(const float *padded, const ThinImages &images, int64_t begin, int64_t end, double *sums,
                   double *products);

/// Convolution by `weight` [9 * inputs, outputs] plus `shift`, rectified and pooled, for pooled rows [begin, end).
void thin_forward(const float *padded, const ThinImages &images, int64_t begin, int64_t end, const float *weight,
                  const float *shift, float *pooled, uint8_t *winner);
void thin_forward(const float *padded, const ThinImages &images, int64_t begin, int64_t end, const float *weight,
                  const float *shift, bfloat16 *pooled, uint8_t *winner);

/// Sums over pooled rows [begin, end) of the gradients that pass [outputs], and of those times the patch at the winner
/// [9 * inputs, outputs]; both are added to what is there.
void thin_gradient(const float *gradient, const uint8_t *winner, const float *padded, const ThinImages &images,
                   int64_t begin, int64_t end, float *sums, float *products);
void thin_gradient(const bfloat16 *gradient, const uint8_t *winner, const float *padded, const ThinImages &images,
                   int64_t begin, int64_t end, float *sums, float *products);

}  // namespace frugal::loops
