#include "small_convolution_loops.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#define FRUGAL_AVX512 __attribute__((target("avx512f")))
#endif

namespace frugal::loops {

#if defined(__x86_64__)

namespace {

/// Pixels, or outputs, worked on at a time: with four vectors of sums each they fill the registers.
constexpr int together = 6;
constexpr int vectors = channel_block / 16;

/// Where the nine taps lie, from the upper left corner of a patch.
void tap_offsets(const Bordered &x, int64_t *offsets) {
    for (int tap = 0; tap < 9; ++tap) offsets[tap] = ((tap / 3) * (x.width + 2) + tap % 3) * x.channels;
}

FRUGAL_AVX512 inline void convolve_pixels(const float *const *patches, const int64_t *taps, int64_t channels,
                                          const float *weight, int64_t stride, __m512 (&sum)[together][vectors]) {
    for (int tap = 0; tap < 9; ++tap) {
        const float *w = weight + tap * channels * stride;
        const float *p[together];
        for (int i = 0; i < together; ++i) p[i] = patches[i] + taps[tap];
        for (int64_t c = 0; c < channels; ++c, w += stride) {
            __m512 factor[vectors];
            for (int v = 0; v < vectors; ++v) factor[v] = _mm512_loadu_ps(w + 16 * v);
            for (int i = 0; i < together; ++i) {
                __m512 value = _mm512_set1_ps(p[i][c]);
                for (int v = 0; v < vectors; ++v) sum[i][v] = _mm512_fmadd_ps(value, factor[v], sum[i][v]);
            }
        }
    }
}

template <int outputs_together>
FRUGAL_AVX512 inline void weight_gradient_block(const float *patches, const int64_t *corners, int64_t pixels,
                                                const float *gradient, int64_t outputs, float *out, int64_t stride) {
    __m512 sum[outputs_together][vectors];
    for (int i = 0; i < outputs_together; ++i) {
        for (int v = 0; v < vectors; ++v) sum[i][v] = _mm512_setzero_ps();
    }
    for (int64_t pixel = 0; pixel < pixels; ++pixel) {
        const float *p = patches + corners[pixel], *g = gradient + pixel * outputs;
        __m512 value[vectors];
        for (int v = 0; v < vectors; ++v) value[v] = _mm512_loadu_ps(p + 16 * v);
        for (int i = 0; i < outputs_together; ++i) {
            __m512 factor = _mm512_set1_ps(g[i]);
            for (int v = 0; v < vectors; ++v) sum[i][v] = _mm512_fmadd_ps(factor, value[v], sum[i][v]);
        }
    }
    for (int i = 0; i < outputs_together; ++i) {
        for (int v = 0; v < vectors; ++v) _mm512_storeu_ps(out + i * stride + 16 * v, sum[i][v]);
    }
}

}  // namespace

bool has_small_convolution() {
    static const bool has = __builtin_cpu_supports("avx512f");
    return has;
}

FRUGAL_AVX512 void small_convolution(const Bordered &x, const float *weight, int64_t outputs, int64_t begin,
                                     int64_t end, float *out) {
    int64_t taps[9];
    tap_offsets(x, taps);
    for (int64_t first = 0; first < outputs; first += channel_block) {
        for (int64_t at = begin; at < end; at += together) {
            const float *patches[together];
            int64_t count = end - at < together ? end - at : together;
            for (int64_t i = 0; i < together; ++i) {
                // Past the last pixel the last is worked out again, and thrown away.
                patches[i] = x.data + x.offset(at + (i < count ? i : count - 1));
            }
            __m512 sum[together][vectors];
            for (int i = 0; i < together; ++i) {
                for (int v = 0; v < vectors; ++v) sum[i][v] = _mm512_setzero_ps();
            }
            convolve_pixels(patches, taps, x.channels, weight + first, outputs, sum);
            for (int64_t i = 0; i < count; ++i) {
                float *place = out + (at + i) * outputs + first;
                for (int v = 0; v < vectors; ++v) _mm512_storeu_ps(place + 16 * v, sum[i][v]);
            }
        }
    }
}

FRUGAL_AVX512 void small_weight_gradient(const Bordered &x, const int64_t *corners, const float *gradient,
                                         int64_t outputs, int64_t tap, float *out) {
    int64_t taps[9], row = 9 * x.channels, pixels = x.pixels();
    tap_offsets(x, taps);
    for (int64_t first = 0; first < x.channels; first += channel_block) {
        const float *patches = x.data + taps[tap] + first;
        float *at = out + tap * x.channels + first;
        int64_t k = 0;
        for (; k + together <= outputs; k += together) {
            weight_gradient_block<together>(patches, corners, pixels, gradient + k, outputs, at + k * row, row);
        }
        for (; k + 2 <= outputs; k += 2) {
            weight_gradient_block<2>(patches, corners, pixels, gradient + k, outputs, at + k * row, row);
        }
    }
}

FRUGAL_AVX512 void transposed_taps(const float *weight, int64_t outputs, int64_t inputs, float *out) {
    auto row = static_cast<int>(9 * inputs);
    __m512i places = _mm512_mullo_epi32(_mm512_set1_epi32(row), _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
                                                                                  12, 13, 14, 15));
    for (int64_t k = 0; k < outputs; k += 16) {
        for (int64_t i = 0; i < row; ++i) {
            _mm512_storeu_ps(out + i * outputs + k, _mm512_i32gather_ps(places, weight + k * row + i, 4));
        }
    }
}

#else

bool has_small_convolution() { return false; }
void small_convolution(const Bordered &, const float *, int64_t, int64_t, int64_t, float *) {}
void small_weight_gradient(const Bordered &, const int64_t *, const float *, int64_t, int64_t, float *) {}
void transposed_taps(const float *, int64_t, int64_t, float *) {}

#endif

}  // namespace frugal::loops
