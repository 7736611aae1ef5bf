#include "coordinate_lstm_loops.hpp"

#include "vector_math.hpp"

namespace frugal::loops {
namespace {

constexpr int64_t lanes = coordinate_lanes;
using Vector = float __attribute__((vector_size(lanes * sizeof(float))));

// By reference: a vector as an argument or result would need the widest registers of every processor.
FRUGAL_INLINE void read(Vector &vector, const float *p) { __builtin_memcpy(&vector, p, sizeof vector); }
FRUGAL_INLINE void write(float *p, const Vector &vector) { __builtin_memcpy(p, &vector, sizeof vector); }

/// As many numbers as a register holds, worked on one by one in what the compiler turns into vector code.
struct Lanes {
    float v[lanes];

    FRUGAL_INLINE void read(const float *p) { __builtin_memcpy(v, p, sizeof v); }
    FRUGAL_INLINE void write(float *p) const { __builtin_memcpy(p, v, sizeof v); }
};

FRUGAL_INLINE float sigmoid(float x) { return 1.0F / (1.0F + exponential(-x)); }
FRUGAL_INLINE float bend(float x) { return 2.0F * sigmoid(2.0F * x) - 1.0F; }

/// Sums of a vector's lanes, in the order of a tree.
FRUGAL_INLINE float sum_of(const Vector &vector) {
    float parts[lanes];
    __builtin_memcpy(parts, &vector, sizeof parts);
    for (int64_t width = lanes / 2; width > 0; width /= 2) {
        for (int64_t i = 0; i < width; ++i) parts[i] += parts[i + width];
    }
    return parts[0];
}

/// Adds `count` rows of `weight` [rows, columns], times the columns that begin `apart` floats from each other, to `kept`.
template <int64_t count>
FRUGAL_INLINE void add_product(Vector (&kept)[count], const float *weight, int64_t columns, const float *x,
                               int64_t apart) {
    for (int64_t k = 0; k < columns; ++k) {
        Vector value;
        read(value, x + k * apart);
#pragma clang loop unroll(full)
        for (int64_t i = 0; i < count; ++i) kept[i] += value * weight[i * columns + k];
    }
}

/// Rows [first, first + count) of a layer's gates before their activations.
template <int64_t count>
FRUGAL_INLINE void gate_rows(const CoordinateLayer &layer, int64_t units, int64_t first, const float *x,
                             int64_t x_apart, const float *h, int64_t h_apart, float *gates, int64_t apart) {
    Vector kept[count];
#pragma clang loop unroll(full)
    for (int64_t i = 0; i < count; ++i) kept[i] = Vector{} + layer.bias[first + i];
    add_product<count>(kept, layer.input + first * layer.inputs, layer.inputs, x, x_apart);
    add_product<count>(kept, layer.hidden + first * units, units, h, h_apart);
#pragma clang loop unroll(full)
    for (int64_t i = 0; i < count; ++i) write(gates + (first + i) * apart, kept[i]);
}

FRUGAL_INLINE void layer_step(const CoordinateLayer &layer, const CoordinateMemory &memory, int64_t units,
                              int64_t steps, int64_t t, const float *x, int64_t x_apart) {
    int64_t apart = steps * lanes, longer = apart + lanes;
    float *gates = memory.gates + t * lanes;
    const float *h = memory.hidden + t * lanes;
    int64_t row = 0;
    for (; row + 8 <= 4 * units; row += 8) {
        gate_rows<8>(layer, units, row, x, x_apart, h, longer, gates, apart);
    }
    for (; row < 4 * units; ++row) gate_rows<1>(layer, units, row, x, x_apart, h, longer, gates, apart);
    for (int64_t u = 0; u < units; ++u) {
        float *in = gates + u * apart, *forget = in + units * apart, *fresh = forget + units * apart,
              *out = fresh + units * apart;
        float *before = memory.cell + u * longer + t * lanes, *bent = memory.bent + u * apart + t * lanes,
              *hidden = memory.hidden + u * longer + (t + 1) * lanes;
        // Copies that nothing else can point at: only then does the compiler make vectors of the loop.
        Lanes a, f, g, o, c, b, h;
        a.read(in), f.read(forget), g.read(fresh), o.read(out), c.read(before);
        for (int64_t i = 0; i < lanes; ++i) {
            a.v[i] = sigmoid(a.v[i]);
            f.v[i] = sigmoid(f.v[i]);
            g.v[i] = bend(g.v[i]);
            o.v[i] = sigmoid(o.v[i]);
            c.v[i] = f.v[i] * c.v[i] + a.v[i] * g.v[i];
            b.v[i] = bend(c.v[i]);
            h.v[i] = o.v[i] * b.v[i];
        }
        a.write(in), f.write(forget), g.write(fresh), o.write(out), c.write(before + lanes);
        b.write(bent), h.write(hidden);
    }
}

/// The gradients of a layer's gates before their activations, in place of the gates, and of the cell before.
FRUGAL_INLINE void gates_back(const CoordinateMemory &memory, int64_t units, int64_t steps, int64_t t) {
    int64_t apart = steps * lanes, longer = apart + lanes;
    for (int64_t u = 0; u < units; ++u) {
        float *in = memory.gates + u * apart + t * lanes, *forget = in + units * apart,
              *fresh = forget + units * apart, *out = fresh + units * apart;
        const float *before = memory.cell + u * longer + t * lanes, *bent = memory.bent + u * apart + t * lanes;
        const float *toward_h = memory.toward_h + u * lanes;
        float *toward_c = memory.toward_c + u * lanes;
        Lanes a, f, g, o, c, b, h, earlier;
        a.read(in), f.read(forget), g.read(fresh), o.read(out), b.read(bent);
        c.read(toward_c), h.read(toward_h), earlier.read(before);
        for (int64_t i = 0; i < lanes; ++i) {
            float cell = c.v[i] + h.v[i] * o.v[i] * (1.0F - b.v[i] * b.v[i]), kept = f.v[i], entry = a.v[i];
            a.v[i] = cell * g.v[i] * entry * (1.0F - entry);
            f.v[i] = cell * earlier.v[i] * kept * (1.0F - kept);
            g.v[i] = cell * entry * (1.0F - g.v[i] * g.v[i]);
            o.v[i] = h.v[i] * b.v[i] * o.v[i] * (1.0F - o.v[i]);
            c.v[i] = cell * kept;
        }
        a.write(in), f.write(forget), g.write(fresh), o.write(out), c.write(toward_c);
    }
}

template <int64_t count, bool adds>
FRUGAL_INLINE void product_rows(const float *weight, int64_t columns, const float *x, int64_t apart, float *result) {
    Vector kept[count];
#pragma clang loop unroll(full)
    for (int64_t i = 0; i < count; ++i) {
        kept[i] = Vector{};
        if constexpr (adds) read(kept[i], result + i * lanes);
    }
    add_product<count>(kept, weight, columns, x, apart);
#pragma clang loop unroll(full)
    for (int64_t i = 0; i < count; ++i) write(result + i * lanes, kept[i]);
}

/// `weight` [rows, columns] times columns `apart` floats from each other: [rows] vectors, added to what is there or not.
template <bool adds>
FRUGAL_INLINE void product(const float *weight, int64_t rows, int64_t columns, const float *x, int64_t apart,
                           float *result) {
    int64_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        product_rows<4, adds>(weight + row * columns, columns, x, apart, result + row * lanes);
    }
    for (; row < rows; ++row) {
        product_rows<1, adds>(weight + row * columns, columns, x, apart, result + row * lanes);
    }
}

/// Adds the products of four rows with `count` others, each `length` floats long, to `result` [4, columns].
template <int64_t count>
FRUGAL_INLINE void add_dots(const float *left, int64_t left_apart, const float *right, int64_t right_apart,
                            int64_t length, float *result, int64_t columns) {
    Vector kept[4][count] = {};
    for (int64_t i = 0; i < length; i += lanes) {
        Vector others[count];
#pragma clang loop unroll(full)
        for (int64_t c = 0; c < count; ++c) read(others[c], right + c * right_apart + i);
#pragma clang loop unroll(full)
        for (int64_t r = 0; r < 4; ++r) {
            Vector value;
            read(value, left + r * left_apart + i);
#pragma clang loop unroll(full)
            for (int64_t c = 0; c < count; ++c) kept[r][c] += value * others[c];
        }
    }
    for (int64_t r = 0; r < 4; ++r) {
        for (int64_t c = 0; c < count; ++c) result[r * columns + c] += sum_of(kept[r][c]);
    }
}

/// Adds the products of every row on the left with every one on the right: [rows, columns]; rows come in fours.
FRUGAL_INLINE void add_outer(const float *left, int64_t rows, int64_t left_apart, const float *right, int64_t columns,
                             int64_t right_apart, int64_t length, float *result) {
    for (int64_t r = 0; r < rows; r += 4) {
        const float *four = left + r * left_apart;
        int64_t c = 0;
        for (; c + 4 <= columns; c += 4) {
            add_dots<4>(four, left_apart, right + c * right_apart, right_apart, length, result + r * columns + c,
                        columns);
        }
        for (; c < columns; ++c) {
            add_dots<1>(four, left_apart, right + c * right_apart, right_apart, length, result + r * columns + c,
                        columns);
        }
    }
}

FRUGAL_INLINE float sum_of(const float *row, int64_t length) {
    Vector kept{};
    for (int64_t i = 0; i < length; i += lanes) {
        Vector value;
        read(value, row + i);
        kept += value;
    }
    return sum_of(kept);
}

}  // namespace

FRUGAL_MULTIVERSION void coordinate_forward(const CoordinateStack &stack, const float *inputs, float *outputs) {
    int64_t apart = stack.steps * lanes, longer = apart + lanes, units = stack.units;
    for (int64_t t = 0; t < stack.steps; ++t) {
        const float *x = inputs + t * lanes;
        int64_t x_apart = apart;
        for (int64_t l = 0; l < stack.depth; ++l) {
            layer_step(stack.layers[l], stack.memory[l], units, stack.steps, t, x, x_apart);
            x = stack.memory[l].hidden + (t + 1) * lanes;
            x_apart = longer;
        }
        Vector result = Vector{} + stack.output_bias;
        for (int64_t u = 0; u < units; ++u) {
            Vector value;
            read(value, x + u * longer);
            result += value * stack.output[u];
        }
        write(outputs + t * lanes, result);
    }
}

FRUGAL_MULTIVERSION void coordinate_backward(const CoordinateStack &stack, const float *inputs,
                                             const float *toward_outputs, const CoordinateGradients *gradients,
                                             float *output) {
    int64_t apart = stack.steps * lanes, longer = apart + lanes, units = stack.units, depth = stack.depth;
    for (int64_t l = 0; l < depth; ++l) {
        for (int64_t i = 0; i < units * lanes; ++i) stack.memory[l].toward_h[i] = stack.memory[l].toward_c[i] = 0;
    }
    for (int64_t t = stack.steps - 1; t >= 0; --t) {
        float *top = stack.memory[depth - 1].toward_h;
        for (int64_t u = 0; u < units; ++u) {
            for (int64_t i = 0; i < lanes; ++i) {
                top[u * lanes + i] += stack.output[u] * toward_outputs[t * lanes + i];
            }
        }
        for (int64_t l = depth - 1; l >= 0; --l) {
            const CoordinateLayer &layer = stack.layers[l];
            gates_back(stack.memory[l], units, stack.steps, t);
            const float *gates = stack.memory[l].gates + t * lanes;
            product<false>(layer.hidden_turned, units, 4 * units, gates, apart, stack.memory[l].toward_h);
            if (l > 0) {
                product<true>(layer.input_turned, units, 4 * units, gates, apart, stack.memory[l - 1].toward_h);
            }
        }
    }
    for (int64_t l = 0; l < depth; ++l) {
        const CoordinateMemory &memory = stack.memory[l];
        // The state before each step begins one slot earlier than the state after it.
        const float *x = l == 0 ? inputs : stack.memory[l - 1].hidden + lanes;
        add_outer(memory.gates, 4 * units, apart, x, stack.layers[l].inputs, l == 0 ? apart : longer, apart,
                  gradients[l].input);
        add_outer(memory.gates, 4 * units, apart, memory.hidden, units, longer, apart, gradients[l].hidden);
        for (int64_t r = 0; r < 4 * units; ++r) gradients[l].bias[r] += sum_of(memory.gates + r * apart, apart);
    }
    for (int64_t u = 0; u < units; ++u) {
        const float *hidden = stack.memory[depth - 1].hidden + u * longer + lanes;
        Vector kept{};
        for (int64_t i = 0; i < apart; i += lanes) {
            Vector value, toward;
            read(value, hidden + i);
            read(toward, toward_outputs + i);
            kept += value * toward;
        }
        output[u] += sum_of(kept);
    }
    output[units] += sum_of(toward_outputs, apart);
}

}  // namespace frugal::loops
