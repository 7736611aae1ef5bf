// The memory-bound half of a convolution block, over channels-last images [N, H, W, C].
#pragma once

#include <cstdint>

namespace frugal::loops {

/// bfloat16 as the bits in memory.
struct bfloat16 {
    uint16_t bits;
};

struct Images {
    int64_t height, width, channels;  // of the convolution's output; pooled images are height / 2 by width / 2
};

/// Marks, in the table of winners, a window whose largest value ReLU cut to zero: no gradient passes.
constexpr uint8_t inactive = 4;

// Per-channel sums of rows [begin, end): the mean of the rows and the sum of squared distances from that mean.
void moments(const float *rows, int64_t begin, int64_t end, int64_t channels, float *mean, float *square);
void moments(const bfloat16 *rows, int64_t begin, int64_t end, int64_t channels, float *mean, float *square);

// pooled = maximum over each 2 x 2 window of max(0, scale * y + shift), and which of the four won, for pooled rows
// [begin, end) counted over all images. `winner` may be null where no gradient will be asked for.
void normalize_rectify_pool(const float *y, const Images &images, int64_t begin, int64_t end, const float *scale,
                            const float *shift, float *pooled, uint8_t *winner);
void normalize_rectify_pool(const bfloat16 *y, const Images &images, int64_t begin, int64_t end, const float *scale,
                            const float *shift, bfloat16 *pooled, uint8_t *winner);

// Per-channel sums over pooled rows [begin, end): of the gradients that pass, and of those times the normalised value
// (y - mean) * deviation_inverse at the winner.
void gradient_sums(const float *gradient, const float *y, const uint8_t *winner, const Images &images, int64_t begin,
                   int64_t end, const float *mean, const float *deviation_inverse, float *sum, float *product);
void gradient_sums(const bfloat16 *gradient, const bfloat16 *y, const uint8_t *winner, const Images &images,
                   int64_t begin, int64_t end, const float *mean, const float *deviation_inverse, float *sum,
                   float *product);

// dy = a * passed gradient + b * y + c, for image rows [begin, end) counted over all images.
void input_gradient(const float *gradient, const float *y, const uint8_t *winner, const Images &images, int64_t begin,
                    int64_t end, const float *a, const float *b, const float *c, float *dy);
void input_gradient(const bfloat16 *gradient, const bfloat16 *y, const uint8_t *winner, const Images &images,
                    int64_t begin, int64_t end, const float *a, const float *b, const float *c, bfloat16 *dy);

// The gradient of the gradient, given `u`, what reaches dy. Per-channel sums over image rows [begin, end): of u, of
// u (y - mean), and of u times the passed gradient; three rows of `sums`.
void second_sums(const float *u, const float *gradient, const float *y, const uint8_t *winner, const Images &images,
                 int64_t begin, int64_t end, const float *mean, float *sums);
void second_sums(const bfloat16 *u, const bfloat16 *gradient, const bfloat16 *y, const uint8_t *winner,
                 const Images &images, int64_t begin, int64_t end, const float *mean, float *sums);

// out = a * u + b * y + c at the winners, 0 where there is none, for pooled rows [begin, end).
void second_pooled(const float *u, const float *y, const uint8_t *winner, const Images &images, int64_t begin,
                   int64_t end, const float *a, const float *b, const float *c, float *out);
void second_pooled(const bfloat16 *u, const bfloat16 *y, const uint8_t *winner, const Images &images, int64_t begin,
                   int64_t end, const float *a, const float *b, const float *c, bfloat16 *out);

// out = a * u + b * passed gradient + c * y + d, for image rows [begin, end).
void second_input(const float *u, const float *gradient, const float *y, const uint8_t *winner, const Images &images,
                  int64_t begin, int64_t end, const float *a, const float *b, const float *c, const float *d,
                  float *out);
void second_input(const bfloat16 *u, const bfloat16 *gradient, const bfloat16 *y, const uint8_t *winner,
                  const Images &images, int64_t begin, int64_t end, const float *a, const float *b, const float *c,
                  const float *d, bfloat16 *out);

}  // namespace frugal::loops
