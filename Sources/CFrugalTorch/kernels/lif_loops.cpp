#include "lif_loops.hpp"

#include <algorithm>

#include "multiversion.hpp"
#include "vector_math.hpp"

// A membrane that is rounded once instead of twice can miss its threshold: spikes would not be those of plain Swift.
#pragma clang fp contract(off)

namespace frugal::loops {

namespace {

constexpr float pi = 3.14159265358979F;

FRUGAL_INLINE float magnitude(float x) { return x < 0 ? -x : x; }

template <Surrogate kind> FRUGAL_INLINE float derivative(float x, float slope) {
    if constexpr (kind == Surrogate::fast_sigmoid) {
        float root = 1 + slope * magnitude(x);
        return 1 / (root * root);
    } else if constexpr (kind == Surrogate::arctangent) {
        float scaled = pi / 2 * slope * x;
        return slope / 2 / (1 + scaled * scaled);
    } else if constexpr (kind == Surrogate::triangle) {
        float height = 1 - slope * magnitude(x);
        return height > 0 ? height : 0;
    } else if constexpr (kind == Surrogate::straight_through) {
        return slope * magnitude(x) <= 1 ? 1.0F : 0.0F;
    } else {
        float s = 1 / (1 + exponential(-slope * x));
        return slope * s * (1 - s);
    }
}

/// The membranes before their reset, step by step.
FRUGAL_INLINE void retrace(const Lif &lif, int64_t begin, int64_t width, const float *current, float *workspace) {
    float membrane[lif_stretch] = {};
    const float decay = lif.decay, threshold = lif.threshold, kept = lif.subtracts ? 1.0F : 0.0F;
    for (int64_t t = 0; t < lif.steps; ++t) {
        const float *in = current + (lif.is_constant() ? 0 : t * lif.count) + begin;
        float *row = workspace + t * lif_stretch;
#pragma clang loop vectorize(assume_safety)
        for (int64_t i = 0; i < width; ++i) {
            float m = decay * membrane[i] + in[i];
            row[i] = m;
            membrane[i] = m >= threshold ? kept * (m - threshold) : m;
        }
    }
}

template <Surrogate kind>
FRUGAL_INLINE void backward(const Lif &lif, int64_t begin, int64_t width, const float *of_spikes,
                            const float *of_membranes, const float *workspace, float *of_current) {
    // What reaches the membrane after the step under way.
    float reaching[lif_stretch] = {}, sum[lif_stretch] = {};
    const float decay = lif.decay, threshold = lif.threshold, slope = lif.slope, kept = lif.subtracts ? 1.0F : 0.0F;
    for (int64_t t = lif.steps; t-- > 0;) {
        const float *row = workspace + t * lif_stretch;
        if (of_membranes != nullptr) {
            const float *own = of_membranes + t * lif.count + begin;
            for (int64_t i = 0; i < width; ++i) reaching[i] += own[i];
        }
        if (of_spikes != nullptr) {
            const float *own = of_spikes + t * lif.count + begin;
#pragma clang loop vectorize(assume_safety)
            for (int64_t i = 0; i < width; ++i) {
                float passed = row[i] >= threshold ? kept * reaching[i] : reaching[i];
                reaching[i] = passed + own[i] * derivative<kind>(row[i] - threshold, slope);
            }
        } else {
#pragma clang loop vectorize(assume_safety)
            for (int64_t i = 0; i < width; ++i) reaching[i] = row[i] >= threshold ? kept * reaching[i] : reaching[i];
        }
        if (lif.is_constant()) {
            for (int64_t i = 0; i < width; ++i) sum[i] += reaching[i];
        } else {
            std::copy_n(reaching, width, of_current + t * lif.count + begin);
        }
        for (int64_t i = 0; i < width; ++i) reaching[i] *= decay;
    }
    if (lif.is_constant()) std::copy_n(sum, width, of_current + begin);
}

/// Neurons that never spike: their membranes only sum.
FRUGAL_INLINE void backward_silent(const Lif &lif, int64_t begin, int64_t width, const float *of_membranes,
                                   float *of_current) {
    float reaching[lif_stretch] = {}, sum[lif_stretch] = {};
    for (int64_t t = lif.steps; t-- > 0;) {
        const float *own = of_membranes + t * lif.count + begin;
        for (int64_t i = 0; i < width; ++i) {
            reaching[i] = own[i] + lif.decay * reaching[i];
            sum[i] += reaching[i];
        }
        if (!lif.is_constant()) std::copy_n(reaching, width, of_current + t * lif.count + begin);
    }
    if (lif.is_constant()) std::copy_n(sum, width, of_current + begin);
}

}  // namespace

FRUGAL_MULTIVERSION void lif_forward(const Lif &lif, int64_t begin, int64_t end, const float *current,
                                     float *spikes, float *membranes) {
    float membrane[lif_stretch] = {};
    const float decay = lif.decay, threshold = lif.threshold, kept = lif.subtracts ? 1.0F : 0.0F;
    const int64_t width = end - begin;
    for (int64_t t = 0; t < lif.steps; ++t) {
        const float *in = current + (lif.is_constant() ? 0 : t * lif.count) + begin;
        if (lif.spikes) {
            float *out = spikes + t * lif.count + begin;
#pragma clang loop vectorize(assume_safety)
            for (int64_t i = 0; i < width; ++i) {
                float m = decay * membrane[i] + in[i];
                out[i] = m >= threshold ? 1.0F : 0.0F;
                membrane[i] = m >= threshold ? kept * (m - threshold) : m;
            }
        } else {
#pragma clang loop vectorize(assume_safety)
            for (int64_t i = 0; i < width; ++i) membrane[i] = decay * membrane[i] + in[i];
        }
        if (membranes != nullptr) std::copy_n(membrane, width, membranes + t * lif.count + begin);
    }
}

FRUGAL_MULTIVERSION void lif_backward(const Lif &lif, int64_t begin, int64_t end, const float *current,
                                      const float *of_spikes, const float *of_membranes, float *workspace,
                                      float *of_current) {
    const int64_t width = end - begin;
    if (!lif.spikes) return backward_silent(lif, begin, width, of_membranes, of_current);
    retrace(lif, begin, width, current, workspace);
#define FRUGAL_CASE(kind)                                                                                     \
    case Surrogate::kind:                                                                                     \
        return backward<Surrogate::kind>(lif, begin, width, of_spikes, of_membranes, workspace, of_current);
    switch (lif.surrogate) {
        FRUGAL_CASE(fast_sigmoid)
        FRUGAL_CASE(arctangent)
        FRUGAL_CASE(triangle)
        FRUGAL_CASE(straight_through)
        FRUGAL_CASE(sigmoid)
    }
#undef FRUGAL_CASE
}

FRUGAL_MULTIVERSION void poisson_row(const float *numbers, int64_t count, float rate, uint64_t seed, int64_t row,
                                     float *out) {
    // SplitMix64 of the place: every number has its own counter, so that nothing depends on who draws first.
    constexpr uint64_t golden = 0x9E3779B97F4A7C15;
    const uint64_t first = seed + golden * static_cast<uint64_t>(row * count + 1);
#pragma clang loop vectorize(assume_safety)
    for (int64_t i = 0; i < count; ++i) {
        uint64_t bits = first + golden * static_cast<uint64_t>(i);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        auto drawn = static_cast<float>(static_cast<int32_t>(bits >> 40)) * 0x1p-24F;
        out[i] = drawn < rate * numbers[i] ? 1.0F : 0.0F;
    }
}

}  // namespace frugal::loops
