#include "thin_block_loops.hpp"

#include <algorithm>

#include "bfloat16_memory.hpp"

namespace frugal::loops {
namespace {

/// One register of the widest kind; narrower processors use several.
constexpr int64_t lanes = 16;
using Vector = float __attribute__((vector_size(lanes * sizeof(float))));

// By reference: a vector as an argument or result would need the widest registers of every processor.
FRUGAL_INLINE void read(Vector &vector, const float *p) { __builtin_memcpy(&vector, p, sizeof vector); }
FRUGAL_INLINE void write(float *p, const Vector &vector) { __builtin_memcpy(p, &vector, sizeof vector); }

/// Where the patch at a pixel of the image begins in the padded images.
FRUGAL_INLINE const float *patch_at(const float *padded, const ThinImages &images, int64_t image, int64_t row,
                                    int64_t column) {
    return padded + ((image * (images.height + 2) + row) * (images.width + 2) + column) * images.inputs;
}

template <int64_t inputs>
FRUGAL_INLINE void moments_of_patches(const float *padded, const ThinImages &images, int64_t begin, int64_t end,
                                      double *sums, double *products) {
    constexpr int64_t taps = 9 * inputs, vectors = (taps + 1 + lanes - 1) / lanes, together = 4;
    int64_t line = (images.width + 2) * inputs;
    float packed[32][vectors * lanes];
    for (int64_t row = begin; row < end; ++row) {
        const float *start = patch_at(padded, images, row / images.height, row % images.height, 0);
        for (int64_t first = 0; first < images.width; first += 32) {
            int64_t count = std::min<int64_t>(32, images.width - first);
            for (int64_t x = 0; x < count; ++x) {
                for (int64_t t = 0; t < taps; ++t) {
                    packed[x][t] = start[t / (3 * inputs) * line + (first + x) * inputs + t % (3 * inputs)];
                }
                // One more tap that is always one: its products are the sums.
                for (int64_t t = taps; t < vectors * lanes; ++t) packed[x][t] = t == taps ? 1.0F : 0.0F;
            }
            for (int64_t t = 0; t < taps; t += together) {
                Vector kept[together][vectors] = {};
                for (int64_t x = 0; x < count; ++x) {
#pragma clang loop unroll(full)
                    for (int64_t v = 0; v < vectors; ++v) {
                        Vector values;
                        read(values, packed[x] + v * lanes);
                        for (int64_t i = 0; i < together; ++i) kept[i][v] += values * packed[x][t + i];
                    }
                }
                for (int64_t i = 0; i < std::min(together, taps - t); ++i) {
                    for (int64_t u = 0; u < taps; ++u) {
                        products[(t + i) * taps + u] += static_cast<double>(kept[i][u / lanes][u % lanes]);
                    }
                    sums[t + i] += static_cast<double>(kept[i][taps / lanes][taps % lanes]);
                }
            }
        }
    }
}

/// The convolution at a window's four pixels, for `vectors` vectors of channels.
template <int64_t inputs, int64_t vectors>
FRUGAL_INLINE void convolve_window(const float *top, int64_t line, const float *weight, const float *shift,
                                   int64_t outputs, float *value) {
    Vector kept[4][vectors];
    for (int64_t v = 0; v < vectors; ++v) {
        read(kept[0][v], shift + v * lanes);
        kept[1][v] = kept[2][v] = kept[3][v] = kept[0][v];
    }
    for (int64_t y = 0; y < 3; ++y) {
        const float *upper = top + y * line, *lower = upper + line, *w = weight + y * 3 * inputs * outputs;
#pragma clang loop unroll(full)
        for (int64_t t = 0; t < 3 * inputs; ++t) {
#pragma clang loop unroll(full)
            for (int64_t v = 0; v < vectors; ++v) {
                Vector factor;
                read(factor, w + t * outputs + v * lanes);
                kept[0][v] += factor * upper[t];
                kept[1][v] += factor * upper[t + inputs];
                kept[2][v] += factor * lower[t];
                kept[3][v] += factor * lower[t + inputs];
            }
        }
    }
    for (int64_t place = 0; place < 4; ++place) {
        for (int64_t v = 0; v < vectors; ++v) {
            write(value + (place * vectors + v) * lanes, kept[place][v]);
        }
    }
}

/// The same for fewer channels than fill a vector.
template <int64_t inputs>
FRUGAL_INLINE void convolve_rest(const float *top, int64_t line, const float *weight, const float *shift,
                                 int64_t outputs, int64_t width, float *value) {
    for (int64_t place = 0; place < 4; ++place) {
        const float *corner = top + place / 2 * line + place % 2 * inputs;
        for (int64_t k = 0; k < width; ++k) {
            float sum = shift[k];
            for (int64_t t = 0; t < 9 * inputs; ++t) {
                sum += weight[t * outputs + k] * corner[t / (3 * inputs) * line + t % (3 * inputs)];
            }
            value[place * lanes + k] = sum;
        }
    }
}

/// The largest of a window's four values, rectified; those of one pixel lie `apart` from those of the next.
template <class Number>
FRUGAL_INLINE void pool(const float *__restrict value, int64_t apart, int64_t width, Number *__restrict pooled,
                        uint8_t *__restrict winner) {
    for (int64_t k = 0; k < width; ++k) {
        float best = value[k];
        int32_t which = 0;
        for (int32_t place = 1; place < 4; ++place) {
            float other = value[place * apart + k];
            which = other > best ? place : which;
            best = other > best ? other : best;
        }
        // Written so that not-a-number is passed on rather than cut to zero.
        store(pooled + k, best <= 0 ? 0.0F : best);
        winner[k] = static_cast<uint8_t>(best <= 0 ? inactive : which);
    }
}

template <int64_t inputs, class Number>
FRUGAL_INLINE void forward_rows(const float *padded, const ThinImages &images, int64_t begin, int64_t end,
                                const float *weight, const float *shift, Number *pooled, uint8_t *winner) {
    constexpr int64_t together = 4;
    int64_t pooled_height = images.height / 2, pooled_width = images.width / 2, line = (images.width + 2) * inputs;
    float value[4 * together * lanes];
    for (int64_t row = begin; row < end; ++row) {
        const float *start = patch_at(padded, images, row / pooled_height, 2 * (row % pooled_height), 0);
        for (int64_t x = 0; x < pooled_width; ++x) {
            const float *top = start + 2 * x * inputs;
            int64_t at = (row * pooled_width + x) * images.outputs, k = 0;
            for (; k + together * lanes <= images.outputs; k += together * lanes) {
                convolve_window<inputs, together>(top, line, weight + k, shift + k, images.outputs, value);
                pool(value, together * lanes, together * lanes, pooled + at + k, winner + at + k);
            }
            for (; k + lanes <= images.outputs; k += lanes) {
                convolve_window<inputs, 1>(top, line, weight + k, shift + k, images.outputs, value);
                pool(value, lanes, lanes, pooled + at + k, winner + at + k);
            }
            if (k < images.outputs) {
                convolve_rest<inputs>(top, line, weight + k, shift + k, images.outputs, images.outputs - k, value);
                pool(value, lanes, images.outputs - k, pooled + at + k, winner + at + k);
            }
        }
    }
}

/// Gradients of a window by the place that won.
template <class Number>
FRUGAL_INLINE void sort_by_winner(const Number *__restrict gradient, const uint8_t *__restrict winner, int64_t width,
                                  float (*__restrict passed)[lanes]) {
    for (int64_t i = 0; i < width; ++i) {
        float value = load(gradient + i);
        int32_t which = winner[i];
        for (int32_t place = 0; place < 4; ++place) passed[place][i] = which == place ? value : 0.0F;
    }
}

template <int64_t inputs, class Number>
FRUGAL_INLINE void gradient_rows(const Number *gradient, const uint8_t *winner, const float *padded,
                                 const ThinImages &images, int64_t begin, int64_t end, float *sums, float *products) {
    constexpr int64_t taps = 9 * inputs;
    int64_t pooled_height = images.height / 2, pooled_width = images.width / 2, line = (images.width + 2) * inputs;
    for (int64_t k = 0; k < images.outputs; k += lanes) {
        int64_t width = std::min(lanes, images.outputs - k);
        Vector kept[taps] = {}, sum = {};
        float passed[4][lanes] = {};
        for (int64_t row = begin; row < end; ++row) {
            const float *start = patch_at(padded, images, row / pooled_height, 2 * (row % pooled_height), 0);
            for (int64_t x = 0; x < pooled_width; ++x) {
                int64_t at = (row * pooled_width + x) * images.outputs + k;
                if (width == lanes) {
                    sort_by_winner(gradient + at, winner + at, lanes, passed);
                } else {
                    sort_by_winner(gradient + at, winner + at, width, passed);
                }
#pragma clang loop unroll(full)
                for (int64_t place = 0; place < 4; ++place) {
                    const float *corner = start + 2 * x * inputs + place / 2 * line + place % 2 * inputs;
                    const float *lines[3] = {corner, corner + line, corner + 2 * line};
                    Vector values;
                    read(values, passed[place]);
                    sum += values;
#pragma clang loop unroll(full)
                    for (int64_t t = 0; t < taps; ++t) {
                        kept[t] += values * lines[t / (3 * inputs)][t % (3 * inputs)];
                    }
                }
            }
        }
        for (int64_t i = 0; i < width; ++i) {
            sums[k + i] += sum[i];
            for (int64_t t = 0; t < taps; ++t) products[t * images.outputs + k + i] += kept[t][i];
        }
    }
}

}  // namespace

FRUGAL_MULTIVERSION void patch_moments(const float *padded, const ThinImages &images, int64_t begin, int64_t end,
                                       double *sums, double *products) {
    if (images.inputs == 1) return moments_of_patches<1>(padded, images, begin, end, sums, products);
    if (images.inputs == 2) return moments_of_patches<2>(padded, images, begin, end, sums, products);
    moments_of_patches<3>(padded, images, begin, end, sums, products);
}

FRUGAL_MULTIVERSION void thin_forward(const float *padded, const ThinImages &images, int64_t begin, int64_t end,
                                      const float *weight, const float *shift, float *pooled, uint8_t *winner) {
    if (images.inputs == 1) return forward_rows<1>(padded, images, begin, end, weight, shift, pooled, winner);
    if (images.inputs == 2) return forward_rows<2>(padded, images, begin, end, weight, shift, pooled, winner);
    forward_rows<3>(padded, images, begin, end, weight, shift, pooled, winner);
}

FRUGAL_MULTIVERSION void thin_forward(const float *padded, const ThinImages &images, int64_t begin, int64_t end,
                                      const float *weight, const float *shift, bfloat16 *pooled, uint8_t *winner) {
    if (images.inputs == 1) return forward_rows<1>(padded, images, begin, end, weight, shift, pooled, winner);
    if (images.inputs == 2) return forward_rows<2>(padded, images, begin, end, weight, shift, pooled, winner);
    forward_rows<3>(padded, images, begin, end, weight, shift, pooled, winner);
}

FRUGAL_MULTIVERSION void thin_gradient(const float *gradient, const uint8_t *winner, const float *padded,
                                       const ThinImages &images, int64_t begin, int64_t end, float *sums,
                                       float *products) {
    if (images.inputs == 1) return gradient_rows<1>(gradient, winner, padded, images, begin, end, sums, products);
    if (images.inputs == 2) return gradient_rows<2>(gradient, winner, padded, images, begin, end, sums, products);
    gradient_rows<3>(gradient, winner, padded, images, begin, end, sums, products);
}

FRUGAL_MULTIVERSION void thin_gradient(const bfloat16 *gradient, const uint8_t *winner, const float *padded,
                                       const ThinImages &images, int64_t begin, int64_t end, float *sums,
                                       float *products) {
    if (images.inputs == 1) return gradient_rows<1>(gradient, winner, padded, images, begin, end, sums, products);
    if (images.inputs == 2) return gradient_rows<2>(gradient, winner, padded, images, begin, end, sums, products);
    gradient_rows<3>(gradient, winner, padded, images, begin, end, sums, products);
}

}  // namespace frugal::loops
