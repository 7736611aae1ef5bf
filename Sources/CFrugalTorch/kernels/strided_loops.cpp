#include "strided_loops.hpp"

#include <algorithm>

namespace frugal::loops {

#if defined(__x86_64__)

namespace {

#define FRUGAL_AVX512 __attribute__((target("avx512f")))

typedef float Lanes __attribute__((vector_size(64), aligned(4)));

/// Patches, or taps, worked on at a time: each with its own sums, so that no addition waits for the one before.
constexpr int together = 8;

FRUGAL_AVX512 inline Lanes load(const float *from) { return *reinterpret_cast<const Lanes *>(from); }
FRUGAL_AVX512 inline void store(float *to, Lanes lanes) { *reinterpret_cast<Lanes *>(to) = lanes; }

template <int vectors>
FRUGAL_AVX512 inline void convolve(const Patches &patches, const float *const *corners, const float *weight,
                                   int64_t outputs, Lanes (&sums)[together][vectors]) {
    for (int64_t run = 0; run < patches.run_count; ++run) {
        const float *p[together];
        for (int i = 0; i < together; ++i) p[i] = corners[i] + patches.runs[run];
        for (int64_t tap = 0; tap < patches.run_length; ++tap, weight += outputs) {
            Lanes factors[vectors];
            for (int v = 0; v < vectors; ++v) factors[v] = load(weight + strided_lanes * v);
            for (int i = 0; i < together; ++i) {
                for (int v = 0; v < vectors; ++v) sums[i][v] += p[i][tap] * factors[v];
            }
        }
    }
}

template <int vectors>
FRUGAL_AVX512 void outputs_of(const Patches &patches, const float *x, const float *weight, const float *bias,
                              int64_t outputs, float *out) {
    for (int64_t first = 0; first < patches.count; first += together) {
        int64_t count = std::min<int64_t>(together, patches.count - first);
        const float *corners[together];
        // Past the last patch the last is worked out again, and thrown away.
        for (int64_t i = 0; i < together; ++i) corners[i] = x + patches.corners[first + std::min(i, count - 1)];
        Lanes sums[together][vectors];
        for (int i = 0; i < together; ++i) {
            for (int v = 0; v < vectors; ++v) sums[i][v] = load(bias + strided_lanes * v);
        }
        convolve<vectors>(patches, corners, weight, outputs, sums);
        for (int64_t i = 0; i < count; ++i) {
            for (int v = 0; v < vectors; ++v) store(out + (first + i) * outputs + strided_lanes * v, sums[i][v]);
        }
    }
}

template <int vectors, int taps>
FRUGAL_AVX512 void gradient_of_taps(const Patches &patches, const float *x, const float *gradient, int64_t outputs,
                                    float *out) {
    Lanes sums[taps][vectors];
    for (int i = 0; i < taps; ++i) {
        for (int v = 0; v < vectors; ++v) sums[i][v] = load(out + i * outputs + strided_lanes * v);
    }
    for (int64_t patch = 0; patch < patches.count; ++patch, gradient += outputs) {
        const float *p = x + patches.corners[patch];
        Lanes factors[vectors];
        for (int v = 0; v < vectors; ++v) factors[v] = load(gradient + strided_lanes * v);
        for (int i = 0; i < taps; ++i) {
            for (int v = 0; v < vectors; ++v) sums[i][v] += p[i] * factors[v];
        }
    }
    for (int i = 0; i < taps; ++i) {
        for (int v = 0; v < vectors; ++v) store(out + i * outputs + strided_lanes * v, sums[i][v]);
    }
}

template <int vectors>
FRUGAL_AVX512 void gradient_of_weights(const Patches &patches, const float *x, const float *gradient, int64_t outputs,
                                       float *out) {
    for (int64_t run = 0; run < patches.run_count; ++run) {
        const float *shifted = x + patches.runs[run];
        int64_t tap = 0;
        for (; tap + together <= patches.run_length; tap += together, out += together * outputs) {
            gradient_of_taps<vectors, together>(patches, shifted + tap, gradient, outputs, out);
        }
        for (; tap < patches.run_length; ++tap, out += outputs) {
            gradient_of_taps<vectors, 1>(patches, shifted + tap, gradient, outputs, out);
        }
    }
}

/// Adds to `width` vectors of two patches.
template <int width>
FRUGAL_AVX512 inline void spread(const float *first, const float *second, const float *weight, int64_t outputs,
                                 int64_t taps, float *out, float *other) {
    Lanes sums[2][width] = {};
    for (int64_t k = 0; k < outputs; ++k, weight += taps) {
        for (int v = 0; v < width; ++v) {
            Lanes factor = load(weight + strided_lanes * v);
            sums[0][v] += first[k] * factor;
            sums[1][v] += second[k] * factor;
        }
    }
    for (int v = 0; v < width; ++v) store(out + strided_lanes * v, load(out + strided_lanes * v) + sums[0][v]);
    if (other == nullptr) return;
    for (int v = 0; v < width; ++v) store(other + strided_lanes * v, load(other + strided_lanes * v) + sums[1][v]);
}

}  // namespace

bool has_strided() {
    static const bool has = __builtin_cpu_supports("avx512f");
    return has;
}

FRUGAL_AVX512 void strided_taps(const float *weight, int64_t outputs, int64_t outer, int64_t inner, int64_t outer_step,
                                int64_t inner_step, float *out) {
    int64_t taps = outer * inner;
    for (int64_t i = 0; i < outer; ++i) {
        for (int64_t j = 0; j < inner; ++j) {
            const float *tap = weight + i * outer_step + j * inner_step;
            for (int64_t k = 0; k < outputs; ++k) *out++ = tap[k * taps];
        }
    }
}

FRUGAL_AVX512 void strided(const Patches &patches, const float *x, const float *weight, const float *bias,
                           int64_t outputs, float *out) {
    int64_t k = 0;
    for (; k + 2 * strided_lanes <= outputs; k += 2 * strided_lanes) {
        outputs_of<2>(patches, x, weight + k, bias + k, outputs, out + k);
    }
    if (k < outputs) outputs_of<1>(patches, x, weight + k, bias + k, outputs, out + k);
}

FRUGAL_AVX512 void strided_weight_gradient(const Patches &patches, const float *x, const float *gradient,
                                           int64_t outputs, float *out) {
    int64_t k = 0;
    for (; k + 2 * strided_lanes <= outputs; k += 2 * strided_lanes) {
        gradient_of_weights<2>(patches, x, gradient + k, outputs, out + k);
    }
    if (k < outputs) gradient_of_weights<1>(patches, x, gradient + k, outputs, out + k);
}

FRUGAL_AVX512 void strided_input_gradient(const Patches &patches, const float *gradient, const float *weight,
                                          int64_t outputs, float *out) {
    constexpr int width = 4;
    int64_t taps = patches.taps();
    for (int64_t patch = 0; patch < patches.count; patch += 2) {
        bool is_last = patch + 1 == patches.count;
        const float *first = gradient + patch * outputs, *second = is_last ? first : first + outputs;
        for (int64_t run = 0; run < patches.run_count; ++run) {
            float *here = out + patches.corners[patch] + patches.runs[run];
            float *there = is_last ? nullptr : out + patches.corners[patch + 1] + patches.runs[run];
            const float *factors = weight + run * patches.run_length;
            int64_t tap = 0;
            auto at = [&](float *place) { return place == nullptr ? nullptr : place + tap; };
            for (; tap + width * strided_lanes <= patches.run_length; tap += width * strided_lanes) {
                spread<width>(first, second, factors + tap, outputs, taps, here + tap, at(there));
            }
            for (; tap < patches.run_length; tap += strided_lanes) {
                spread<1>(first, second, factors + tap, outputs, taps, here + tap, at(there));
            }
        }
    }
}

#else

bool has_strided() { return false; }
void strided_taps(const float *, int64_t, int64_t, int64_t, int64_t, int64_t, float *) {}
void strided(const Patches &, const float *, const float *, const float *, int64_t, float *) {}
void strided_weight_gradient(const Patches &, const float *, const float *, int64_t, float *) {}
void strided_input_gradient(const Patches &, const float *, const float *, int64_t, float *) {}

#endif

}  // namespace frugal::loops
