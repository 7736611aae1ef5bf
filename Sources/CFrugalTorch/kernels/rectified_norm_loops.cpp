#include "rectified_norm_loops.hpp"

#include "bfloat16_memory.hpp"

namespace frugal::loops {
namespace {

/// Channels whose sums stay in registers.
constexpr int64_t lanes = 32;

template <class Number, bool adds>
FRUGAL_INLINE void rectify_rows(const Number *__restrict y, const Number *__restrict residue, int64_t begin,
                                int64_t end, int64_t channels, const float *__restrict scale,
                                const float *__restrict shift, Number *__restrict out) {
    for (int64_t row = begin; row < end; ++row) {
        int64_t start = row * channels;
        for (int64_t k = 0; k < channels; ++k) {
            float value = load(y + start + k) * scale[k] + shift[k];
            if constexpr (adds) value += load(residue + start + k);
            // Written so that not-a-number is passed on rather than cut to zero.
            store(out + start + k, value <= 0 ? 0.0F : value);
        }
    }
}

template <class Number>
FRUGAL_INLINE void sum_lanes(const Number *__restrict g, const Number *__restrict out, const Number *__restrict y,
                             int64_t count, int64_t channels, int64_t width, const float *__restrict mean,
                             float *__restrict sum, float *__restrict product) {
    float sums[lanes], products[lanes];
    for (int64_t k = 0; k < lanes; ++k) sums[k] = products[k] = 0;
    for (int64_t row = 0; row < count; ++row) {
        int64_t start = row * channels;
        for (int64_t k = 0; k < width; ++k) {
            float passed = load(out + start + k) <= 0 ? 0.0F : load(g + start + k);
            sums[k] += passed;
            products[k] += passed * (load(y + start + k) - mean[k]);
        }
    }
    for (int64_t k = 0; k < width; ++k) {
        sum[k] = sums[k];
        product[k] = products[k];
    }
}

template <class Number>
FRUGAL_INLINE void sum_rows(const Number *g, const Number *out, const Number *y, int64_t begin, int64_t end,
                            int64_t channels, const float *mean, float *sum, float *product) {
    int64_t start = begin * channels, c = 0;
    for (; c + lanes <= channels; c += lanes) {
        sum_lanes(g + start + c, out + start + c, y + start + c, end - begin, channels, lanes, mean + c, sum + c,
                  product + c);
    }
    if (c < channels) {
        sum_lanes(g + start + c, out + start + c, y + start + c, end - begin, channels, channels - c, mean + c,
                  sum + c, product + c);
    }
}

template <class Number, bool passes>
FRUGAL_INLINE void gradient_rows(const Number *__restrict g, const Number *__restrict out, const Number *__restrict y,
                                 int64_t begin, int64_t end, int64_t channels, const float *__restrict a,
                                 const float *__restrict b, const float *__restrict c, Number *__restrict dy,
                                 Number *__restrict passed) {
    for (int64_t row = begin; row < end; ++row) {
        int64_t start = row * channels;
        for (int64_t k = 0; k < channels; ++k) {
            float gradient = load(out + start + k) <= 0 ? 0.0F : load(g + start + k);
            store(dy + start + k, a[k] * gradient + b[k] * load(y + start + k) + c[k]);
            if constexpr (passes) store(passed + start + k, gradient);
        }
    }
}

template <class Number>
FRUGAL_INLINE void rectify(const Number *y, const Number *residue, int64_t begin, int64_t end, int64_t channels,
                           const float *scale, const float *shift, Number *out) {
    if (residue == nullptr) {
        rectify_rows<Number, false>(y, residue, begin, end, channels, scale, shift, out);
    } else {
        rectify_rows<Number, true>(y, residue, begin, end, channels, scale, shift, out);
    }
}

template <class Number>
FRUGAL_INLINE void gradients(const Number *g, const Number *out, const Number *y, int64_t begin, int64_t end,
                             int64_t channels, const float *a, const float *b, const float *c, Number *dy,
                             Number *passed) {
    if (passed == nullptr) {
        gradient_rows<Number, false>(g, out, y, begin, end, channels, a, b, c, dy, passed);
    } else {
        gradient_rows<Number, true>(g, out, y, begin, end, channels, a, b, c, dy, passed);
    }
}

}  // namespace

FRUGAL_MULTIVERSION void normalize_rectify(const float *y, const float *residue, int64_t begin, int64_t end,
                                           int64_t channels, const float *scale, const float *shift, float *out) {
    rectify(y, residue, begin, end, channels, scale, shift, out);
}

FRUGAL_MULTIVERSION void normalize_rectify(const bfloat16 *y, const bfloat16 *residue, int64_t begin, int64_t end,
                                           int64_t channels, const float *scale, const float *shift, bfloat16 *out) {
    rectify(y, residue, begin, end, channels, scale, shift, out);
}

FRUGAL_MULTIVERSION void rectified_sums(const float *gradient, const float *out, const float *y, int64_t begin,
                                        int64_t end, int64_t channels, const float *mean, float *sum, float *product) {
    sum_rows(gradient, out, y, begin, end, channels, mean, sum, product);
}

FRUGAL_MULTIVERSION void rectified_sums(const bfloat16 *gradient, const bfloat16 *out, const bfloat16 *y,
                                        int64_t begin, int64_t end, int64_t channels, const float *mean, float *sum,
                                        float *product) {
    sum_rows(gradient, out, y, begin, end, channels, mean, sum, product);
}

FRUGAL_MULTIVERSION void rectified_gradient(const float *gradient, const float *out, const float *y, int64_t begin,
                                            int64_t end, int64_t channels, const float *a, const float *b,
                                            const float *c, float *dy, float *passed) {
    gradients(gradient, out, y, begin, end, channels, a, b, c, dy, passed);
}

FRUGAL_MULTIVERSION void rectified_gradient(const bfloat16 *gradient, const bfloat16 *out, const bfloat16 *y,
                                            int64_t begin, int64_t end, int64_t channels, const float *a,
                                            const float *b, const float *c, bfloat16 *dy, bfloat16 *passed) {
    gradients(gradient, out, y, begin, end, channels, a, b, c, dy, passed);
}

}  // namespace frugal::loops
