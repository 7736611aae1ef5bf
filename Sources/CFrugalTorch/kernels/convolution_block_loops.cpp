#include "convolution_block_loops.hpp"

#include <algorithm>

#include "bfloat16_memory.hpp"

namespace frugal::loops {
namespace {

/// Channels handled at a time: their sums stay in registers.
constexpr int64_t lanes = 32;

template <class Number, bool squares>
FRUGAL_INLINE void add_lanes(const Number *rows, int64_t count, int64_t channels, const float *mean, float *sum) {
    float kept[lanes];
    for (int64_t k = 0; k < lanes; ++k) kept[k] = 0;
    for (int64_t row = 0; row < count; ++row) {
        const Number *p = rows + row * channels;
        for (int64_t k = 0; k < lanes; ++k) {
            float value = load(p + k);
            float distance = squares ? value - mean[k] : value;
            kept[k] += squares ? distance * distance : distance;
        }
    }
    for (int64_t k = 0; k < lanes; ++k) sum[k] = kept[k];
}

template <class Number, bool squares>
FRUGAL_INLINE void add_rest(const Number *rows, int64_t count, int64_t channels, int64_t width, const float *mean,
                            float *sum) {
    for (int64_t k = 0; k < width; ++k) sum[k] = 0;
    for (int64_t row = 0; row < count; ++row) {
        const Number *p = rows + row * channels;
        for (int64_t k = 0; k < width; ++k) {
            float value = load(p + k);
            float distance = squares ? value - mean[k] : value;
            sum[k] += squares ? distance * distance : distance;
        }
    }
}

template <class Number>
FRUGAL_INLINE void moments_of(const Number *rows, int64_t begin, int64_t end, int64_t channels, float *mean,
                              float *square) {
    const Number *start = rows + begin * channels;
    int64_t count = end - begin, c = 0;
    for (; c + lanes <= channels; c += lanes) {
        add_lanes<Number, false>(start + c, count, channels, nullptr, mean + c);
        for (int64_t k = 0; k < lanes; ++k) mean[c + k] /= static_cast<float>(count);
        add_lanes<Number, true>(start + c, count, channels, mean + c, square + c);
    }
    if (c < channels) {
        add_rest<Number, false>(start + c, count, channels, channels - c, nullptr, mean + c);
        for (int64_t k = c; k < channels; ++k) mean[k] /= static_cast<float>(count);
        add_rest<Number, true>(start + c, count, channels, channels - c, mean + c, square + c);
    }
}

/// Where the four members of a pooled row's windows begin.
template <class Number> struct Window {
    const Number *top, *bottom;
    int64_t pooled_width;
};

template <class Number>
FRUGAL_INLINE Window<Number> window(const Number *y, const Images &images, int64_t pooled_row) {
    int64_t pooled_height = images.height / 2;
    int64_t image = pooled_row / pooled_height, row = pooled_row % pooled_height;
    const Number *top = y + (image * images.height + 2 * row) * images.width * images.channels;
    return {top, top + images.width * images.channels, images.width / 2};
}

template <class Number, bool marks>
FRUGAL_INLINE void pool_pixel(const Number *__restrict a, const Number *__restrict b, const Number *__restrict c,
                              const Number *__restrict d, int64_t channels, const float *__restrict scale,
                              const float *__restrict shift, Number *__restrict pooled, uint8_t *__restrict winner) {
    for (int64_t k = 0; k < channels; ++k) {
        float first = load(a + k) * scale[k] + shift[k], second = load(b + k) * scale[k] + shift[k];
        float third = load(c + k) * scale[k] + shift[k], fourth = load(d + k) * scale[k] + shift[k];
        float best = first;
        int32_t which = 0;
        which = second > best ? 1 : which;
        best = second > best ? second : best;
        which = third > best ? 2 : which;
        best = third > best ? third : best;
        which = fourth > best ? 3 : which;
        best = fourth > best ? fourth : best;
        // Written so that not-a-number is passed on rather than cut to zero.
        store(pooled + k, best <= 0 ? 0.0F : best);
        if constexpr (marks) winner[k] = static_cast<uint8_t>(best <= 0 ? inactive : which);
    }
}

template <class Number>
FRUGAL_INLINE void pool_rows(const Number *y, const Images &images, int64_t begin, int64_t end, const float *scale,
                             const float *shift, Number *pooled, uint8_t *winner) {
    int64_t channels = images.channels;
    for (int64_t row = begin; row < end; ++row) {
        auto rows = window(y, images, row);
        for (int64_t x = 0; x < rows.pooled_width; ++x) {
            const Number *top = rows.top + 2 * x * channels, *bottom = rows.bottom + 2 * x * channels;
            int64_t at = (row * rows.pooled_width + x) * channels;
            if (winner != nullptr) {
                pool_pixel<Number, true>(top, top + channels, bottom, bottom + channels, channels, scale, shift,
                                         pooled + at, winner + at);
            } else {
                pool_pixel<Number, false>(top, top + channels, bottom, bottom + channels, channels, scale, shift,
                                          pooled + at, nullptr);
            }
        }
    }
}

template <class Number>
FRUGAL_INLINE void sum_pixel(const Number *__restrict g, const uint8_t *__restrict winner, const Number *__restrict a,
                             const Number *__restrict b, const Number *__restrict c, const Number *__restrict d,
                             int64_t channels, const float *__restrict mean, float *__restrict sum,
                             float *__restrict product) {
    for (int64_t k = 0; k < channels; ++k) {
        // All four are read whatever won: a load that depends on the winner would keep the loop from being vectorised.
        float first = load(a + k), second = load(b + k), third = load(c + k), fourth = load(d + k), any = load(g + k);
        int32_t which = winner[k];
        float top = which == 1 ? second : first, bottom = which == 3 ? fourth : third;
        float value = which >= 2 ? bottom : top;
        float passed = which == inactive ? 0.0F : any;
        sum[k] += passed;
        product[k] += passed * (value - mean[k]);
    }
}

template <class Number>
FRUGAL_INLINE void sum_rows(const Number *gradient, const Number *y, const uint8_t *winner, const Images &images,
                            int64_t begin, int64_t end, const float *mean, const float *deviation_inverse, float *sum,
                            float *product) {
    int64_t channels = images.channels;
    for (int64_t k = 0; k < channels; ++k) sum[k] = product[k] = 0;
    for (int64_t row = begin; row < end; ++row) {
        auto rows = window(y, images, row);
        for (int64_t x = 0; x < rows.pooled_width; ++x) {
            const Number *top = rows.top + 2 * x * channels, *bottom = rows.bottom + 2 * x * channels;
            int64_t at = (row * rows.pooled_width + x) * channels;
            sum_pixel(gradient + at, winner + at, top, top + channels, bottom, bottom + channels, channels, mean, sum,
                      product);
        }
    }
    for (int64_t k = 0; k < channels; ++k) product[k] *= deviation_inverse[k];
}

template <class Number>
FRUGAL_INLINE void gradient_pixel(const Number *__restrict g, const uint8_t *__restrict w,
                                  const Number *__restrict y, int32_t place, int64_t channels,
                                  const float *__restrict a, const float *__restrict b, const float *__restrict c,
                                  Number *__restrict dy) {
    for (int64_t k = 0; k < channels; ++k) {
        float passed = w[k] == place ? load(g + k) : 0.0F;
        store(dy + k, a[k] * passed + b[k] * load(y + k) + c[k]);
    }
}

template <class Number>
FRUGAL_INLINE void plain_pixels(const Number *__restrict y, int64_t pixels, int64_t channels,
                                const float *__restrict b, const float *__restrict c, Number *__restrict dy) {
    for (int64_t p = 0; p < pixels; ++p) {
        for (int64_t k = 0; k < channels; ++k) {
            store(dy + p * channels + k, b[k] * load(y + p * channels + k) + c[k]);
        }
    }
}

template <class Number>
FRUGAL_INLINE void gradient_rows(const Number *gradient, const Number *y, const uint8_t *winner, const Images &images,
                                 int64_t begin, int64_t end, const float *a, const float *b, const float *c,
                                 Number *dy) {
    int64_t channels = images.channels, pooled_height = images.height / 2, pooled_width = images.width / 2;
    for (int64_t row = begin; row < end; ++row) {
        int64_t image = row / images.height, r = row % images.height;
        int64_t start = row * images.width * channels;
        if (r / 2 >= pooled_height) {
            // The last row of an odd height lies in no window.
            plain_pixels(y + start, images.width, channels, b, c, dy + start);
            continue;
        }
        int64_t pooled_row = image * pooled_height + r / 2;
        for (int64_t x = 0; x < 2 * pooled_width; ++x) {
            int64_t at = (pooled_row * pooled_width + x / 2) * channels, pixel = start + x * channels;
            auto place = static_cast<int32_t>(2 * (r % 2) + x % 2);
            gradient_pixel(gradient + at, winner + at, y + pixel, place, channels, a, b, c, dy + pixel);
        }
        int64_t rest = start + 2 * pooled_width * channels;
        plain_pixels(y + rest, images.width % 2, channels, b, c, dy + rest);
    }
}

}  // namespace

FRUGAL_MULTIVERSION void moments(const float *rows, int64_t begin, int64_t end, int64_t channels, float *mean,
                                 float *square) {
    moments_of(rows, begin, end, channels, mean, square);
}

FRUGAL_MULTIVERSION void moments(const bfloat16 *rows, int64_t begin, int64_t end, int64_t channels, float *mean,
                                 float *square) {
    moments_of(rows, begin, end, channels, mean, square);
}

FRUGAL_MULTIVERSION void normalize_rectify_pool(const float *y, const Images &images, int64_t begin, int64_t end,
                                                const float *scale, const float *shift, float *pooled,
                                                uint8_t *winner) {
    pool_rows(y, images, begin, end, scale, shift, pooled, winner);
}

FRUGAL_MULTIVERSION void normalize_rectify_pool(const bfloat16 *y, const Images &images, int64_t begin, int64_t end,
                                                const float *scale, const float *shift, bfloat16 *pooled,
                                                uint8_t *winner) {
    pool_rows(y, images, begin, end, scale, shift, pooled, winner);
}

FRUGAL_MULTIVERSION void gradient_sums(const float *gradient, const float *y, const uint8_t *winner,
                                       const Images &images, int64_t begin, int64_t end, const float *mean,
                                       const float *deviation_inverse, float *sum, float *product) {
    sum_rows(gradient, y, winner, images, begin, end, mean, deviation_inverse, sum, product);
}

FRUGAL_MULTIVERSION void gradient_sums(const bfloat16 *gradient, const bfloat16 *y, const uint8_t *winner,
                                       const Images &images, int64_t begin, int64_t end, const float *mean,
                                       const float *deviation_inverse, float *sum, float *product) {
    sum_rows(gradient, y, winner, images, begin, end, mean, deviation_inverse, sum, product);
}

FRUGAL_MULTIVERSION void input_gradient(const float *gradient, const float *y, const uint8_t *winner,
                                        const Images &images, int64_t begin, int64_t end, const float *a,
                                        const float *b, const float *c, float *dy) {
    gradient_rows(gradient, y, winner, images, begin, end, a, b, c, dy);
}

FRUGAL_MULTIVERSION void input_gradient(const bfloat16 *gradient, const bfloat16 *y, const uint8_t *winner,
                                        const Images &images, int64_t begin, int64_t end, const float *a,
                                        const float *b, const float *c, bfloat16 *dy) {
    gradient_rows(gradient, y, winner, images, begin, end, a, b, c, dy);
}

}  // namespace frugal::loops
