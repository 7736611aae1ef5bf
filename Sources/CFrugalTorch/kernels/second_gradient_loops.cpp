// The loops behind the gradient of the gradient of `normalized_pool.cpp`.
#include "bfloat16_memory.hpp"
#include "convolution_block_loops.hpp"

namespace frugal::loops {
namespace {

/// A row of pixels beside the pooled row that its windows belong to.
struct Row {
    int64_t start;       // the first number of the row
    int64_t pooled;      // the first number of the pooled row
    int64_t in_windows;  // pixels that lie in windows
    int32_t below;       // 2 in the lower row of a window, else 0
};

FRUGAL_INLINE Row row_of(const Images &images, int64_t row) {
    int64_t pooled_height = images.height / 2, pooled_width = images.width / 2;
    int64_t image = row / images.height, r = row % images.height;
    return {row * images.width * images.channels,
            (image * pooled_height + r / 2) * pooled_width * images.channels,
            // The last row of an odd height lies in no window.
            r / 2 < pooled_height ? 2 * pooled_width : 0, static_cast<int32_t>(2 * (r % 2))};
}

template <class Number>
FRUGAL_INLINE void add_pixel(const Number *__restrict u, const Number *__restrict g, const uint8_t *__restrict w,
                             const Number *__restrict y, int32_t place, int64_t channels,
                             const float *__restrict mean, float *__restrict sum, float *__restrict product,
                             float *__restrict passed) {
    for (int64_t k = 0; k < channels; ++k) {
        float value = load(u + k);
        sum[k] += value;
        product[k] += value * (load(y + k) - mean[k]);
        passed[k] += w[k] == place ? value * load(g + k) : 0.0F;
    }
}

template <class Number>
FRUGAL_INLINE void add_plain(const Number *__restrict u, const Number *__restrict y, int64_t channels,
                             const float *__restrict mean, float *__restrict sum, float *__restrict product) {
    for (int64_t k = 0; k < channels; ++k) {
        float value = load(u + k);
        sum[k] += value;
        product[k] += value * (load(y + k) - mean[k]);
    }
}

template <class Number>
FRUGAL_INLINE void sums_of(const Number *u, const Number *gradient, const Number *y, const uint8_t *winner,
                           const Images &images, int64_t begin, int64_t end, const float *mean, float *sums) {
    int64_t channels = images.channels;
    float *sum = sums, *product = sums + channels, *passed = sums + 2 * channels;
    for (int64_t k = 0; k < 3 * channels; ++k) sums[k] = 0;
    for (int64_t row = begin; row < end; ++row) {
        Row at = row_of(images, row);
        for (int64_t x = 0; x < at.in_windows; ++x) {
            int64_t pixel = at.start + x * channels, pooled = at.pooled + (x / 2) * channels;
            add_pixel(u + pixel, gradient + pooled, winner + pooled, y + pixel,
                      at.below + static_cast<int32_t>(x % 2), channels, mean, sum, product, passed);
        }
        for (int64_t x = at.in_windows; x < images.width; ++x) {
            int64_t pixel = at.start + x * channels;
            add_plain(u + pixel, y + pixel, channels, mean, sum, product);
        }
    }
}

template <class Number>
FRUGAL_INLINE void pooled_pixel(const Number *__restrict u, const Number *__restrict y, const uint8_t *__restrict w,
                                int64_t below, int64_t channels, const float *__restrict a,
                                const float *__restrict b, const float *__restrict c, Number *__restrict out) {
    for (int64_t k = 0; k < channels; ++k) {
        // All four are worked out whatever won: a load that depends on the winner would keep the loop from being
        // vectorised.
        float first = a[k] * load(u + k) + b[k] * load(y + k);
        float second = a[k] * load(u + channels + k) + b[k] * load(y + channels + k);
        float third = a[k] * load(u + below + k) + b[k] * load(y + below + k);
        float fourth = a[k] * load(u + below + channels + k) + b[k] * load(y + below + channels + k);
        int32_t which = w[k];
        float top = which == 1 ? second : first, bottom = which == 3 ? fourth : third;
        float value = (which >= 2 ? bottom : top) + c[k];
        store(out + k, which == inactive ? 0.0F : value);
    }
}

template <class Number>
FRUGAL_INLINE void pooled_of(const Number *u, const Number *y, const uint8_t *winner, const Images &images,
                             int64_t begin, int64_t end, const float *a, const float *b, const float *c,
                             Number *out) {
    int64_t channels = images.channels, pooled_height = images.height / 2, pooled_width = images.width / 2;
    int64_t below = images.width * channels;
    for (int64_t row = begin; row < end; ++row) {
        int64_t top = ((row / pooled_height) * images.height + 2 * (row % pooled_height)) * below;
        for (int64_t x = 0; x < pooled_width; ++x) {
            int64_t at = (row * pooled_width + x) * channels, pixel = top + 2 * x * channels;
            pooled_pixel(u + pixel, y + pixel, winner + at, below, channels, a, b, c, out + at);
        }
    }
}

template <class Number>
FRUGAL_INLINE void input_pixel(const Number *__restrict u, const Number *__restrict g, const uint8_t *__restrict w,
                               const Number *__restrict y, int32_t place, int64_t channels,
                               const float *__restrict a, const float *__restrict b, const float *__restrict c,
                               const float *__restrict d, Number *__restrict out) {
    for (int64_t k = 0; k < channels; ++k) {
        float passed = w[k] == place ? load(g + k) : 0.0F;
        store(out + k, a[k] * load(u + k) + b[k] * passed + c[k] * load(y + k) + d[k]);
    }
}

template <class Number>
FRUGAL_INLINE void plain_pixel(const Number *__restrict u, const Number *__restrict y, int64_t channels,
                               const float *__restrict a, const float *__restrict c, const float *__restrict d,
                               Number *__restrict out) {
    for (int64_t k = 0; k < channels; ++k) store(out + k, a[k] * load(u + k) + c[k] * load(y + k) + d[k]);
}

template <class Number>
FRUGAL_INLINE void input_of(const Number *u, const Number *gradient, const Number *y, const uint8_t *winner,
                            const Images &images, int64_t begin, int64_t end, const float *a, const float *b,
                            const float *c, const float *d, Number *out) {
    int64_t channels = images.channels;
    for (int64_t row = begin; row < end; ++row) {
        Row at = row_of(images, row);
        for (int64_t x = 0; x < at.in_windows; ++x) {
            int64_t pixel = at.start + x * channels, pooled = at.pooled + (x / 2) * channels;
            input_pixel(u + pixel, gradient + pooled, winner + pooled, y + pixel,
                        at.below + static_cast<int32_t>(x % 2), channels, a, b, c, d, out + pixel);
        }
        for (int64_t x = at.in_windows; x < images.width; ++x) {
            int64_t pixel = at.start + x * channels;
            plain_pixel(u + pixel, y + pixel, channels, a, c, d, out + pixel);
        }
    }
}

}  // namespace

FRUGAL_MULTIVERSION void second_sums(const float *u, const float *gradient, const float *y, const uint8_t *winner,
                                     const Images &images, int64_t begin, int64_t end, const float *mean,
                                     float *sums) {
    sums_of(u, gradient, y, winner, images, begin, end, mean, sums);
}

FRUGAL_MULTIVERSION void second_sums(const bfloat16 *u, const bfloat16 *gradient, const bfloat16 *y,
                                     const uint8_t *winner, const Images &images, int64_t begin, int64_t end,
                                     const float *mean, float *sums) {
    sums_of(u, gradient, y, winner, images, begin, end, mean, sums);
}

FRUGAL_MULTIVERSION void second_pooled(const float *u, const float *y, const uint8_t *winner, const Images &images,
                                       int64_t begin, int64_t end, const float *a, const float *b, const float *c,
                                       float *out) {
    pooled_of(u, y, winner, images, begin, end, a, b, c, out);
}

FRUGAL_MULTIVERSION void second_pooled(const bfloat16 *u, const bfloat16 *y, const uint8_t *winner,
                                       const Images &images, int64_t begin, int64_t end, const float *a,
                                       const float *b, const float *c, bfloat16 *out) {
    pooled_of(u, y, winner, images, begin, end, a, b, c, out);
}

FRUGAL_MULTIVERSION void second_input(const float *u, const float *gradient, const float *y, const uint8_t *winner,
                                      const Images &images, int64_t begin, int64_t end, const float *a,
                                      const float *b, const float *c, const float *d, float *out) {
    input_of(u, gradient, y, winner, images, begin, end, a, b, c, d, out);
}

FRUGAL_MULTIVERSION void second_input(const bfloat16 *u, const bfloat16 *gradient, const bfloat16 *y,
                                      const uint8_t *winner, const Images &images, int64_t begin, int64_t end,
                                      const float *a, const float *b, const float *c, const float *d, bfloat16 *out) {
    input_of(u, gradient, y, winner, images, begin, end, a, b, c, d, out);
}

}  // namespace frugal::loops
