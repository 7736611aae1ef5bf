#include "recurrent_graph_loops.hpp"

#include "vector_math.hpp"

namespace frugal::loops {
namespace {

FRUGAL_INLINE float sigmoid(float x) { return 1.0F / (1.0F + exponential(-x)); }

template <int64_t kind> FRUGAL_INLINE float bent(float x) {
    if constexpr (kind == bend_tanh) return 2.0F * sigmoid(2.0F * x) - 1.0F;
    if constexpr (kind == bend_relu) return x > 0 ? x : (x != x ? x : 0.0F);
    if constexpr (kind == bend_sigmoid) return sigmoid(x);
    return x;
}

/// The derivative, from the value.
template <int64_t kind> FRUGAL_INLINE float slope(float y) {
    if constexpr (kind == bend_tanh) return 1.0F - y * y;
    if constexpr (kind == bend_relu) return y > 0 ? 1.0F : 0.0F;
    if constexpr (kind == bend_sigmoid) return y * (1.0F - y);
    return 1.0F;
}

template <int64_t kind>
FRUGAL_INLINE void forward_row(float *__restrict candidate, float *__restrict gate, const float *__restrict source,
                               float *__restrict state, int64_t units) {
    for (int64_t u = 0; u < units; ++u) {
        float f = bent<kind>(candidate[u]), g = sigmoid(gate[u]);
        candidate[u] = f;
        gate[u] = g;
        state[u] = source[u] + g * (f - source[u]);
    }
}

template <int64_t kind> FRUGAL_INLINE void forward_rows(const HighwayNode &node, float *state, float *masked) {
    int64_t units = node.units;
    for (int64_t r = 0; r < node.rows; ++r) {
        float *gates = node.gates + 2 * r * units, *own = state + r * units;
        forward_row<kind>(gates, gates + units, node.source + r * units, own, units);
        if (masked == nullptr) continue;
        const float *mask = node.mask + r * units;
        float *scaled = masked + r * units;
        for (int64_t u = 0; u < units; ++u) scaled[u] = own[u] * mask[u];
    }
}

template <int64_t kind>
FRUGAL_INLINE void backward_rows(const HighwayNode &node, const float *__restrict toward_state,
                                 float *__restrict toward_gates, float *__restrict toward_source) {
    int64_t units = node.units;
    for (int64_t r = 0; r < node.rows; ++r) {
        const float *candidate = node.gates + 2 * r * units, *gate = candidate + units,
                    *source = node.source + r * units, *toward = toward_state + r * units;
        float *to_candidate = toward_gates + 2 * r * units, *to_gate = to_candidate + units,
              *to_source = toward_source + r * units;
        for (int64_t u = 0; u < units; ++u) {
            float d = toward[u], f = candidate[u], g = gate[u];
            to_candidate[u] = d * g * slope<kind>(f);
            to_gate[u] = d * (f - source[u]) * g * (1.0F - g);
            to_source[u] += d * (1.0F - g);
        }
    }
}

}  // namespace

FRUGAL_MULTIVERSION void highway_forward(const HighwayNode &node, float *state, float *masked) {
    switch (node.bend) {
    case bend_tanh: return forward_rows<bend_tanh>(node, state, masked);
    case bend_relu: return forward_rows<bend_relu>(node, state, masked);
    case bend_sigmoid: return forward_rows<bend_sigmoid>(node, state, masked);
    default: return forward_rows<bend_identity>(node, state, masked);
    }
}

FRUGAL_MULTIVERSION void highway_backward(const HighwayNode &node, const float *toward_state, float *toward_gates,
                                          float *toward_source) {
    switch (node.bend) {
    case bend_tanh: return backward_rows<bend_tanh>(node, toward_state, toward_gates, toward_source);
    case bend_relu: return backward_rows<bend_relu>(node, toward_state, toward_gates, toward_source);
    case bend_sigmoid: return backward_rows<bend_sigmoid>(node, toward_state, toward_gates, toward_source);
    default: return backward_rows<bend_identity>(node, toward_state, toward_gates, toward_source);
    }
}

FRUGAL_MULTIVERSION void add_masked(const float *values, const float *mask, float *sum, int64_t count) {
    if (mask == nullptr) {
        for (int64_t i = 0; i < count; ++i) sum[i] += values[i];
    } else {
        for (int64_t i = 0; i < count; ++i) sum[i] += values[i] * mask[i];
    }
}

}  // namespace frugal::loops
