#include "lstm_gates_loops.hpp"

#include "multiversion.hpp"
#include "vector_math.hpp"

namespace frugal::loops {

namespace {

FRUGAL_INLINE float sigmoid(float x) { return 1.0F / (1.0F + exponential(-x)); }

/// Near zero, where the difference of the quotient loses digits, the Taylor series.
FRUGAL_INLINE float tangent_of(float x) {
    float square = x * x;
    float series = x * (1 + square * (-1.0F / 3 + square * (2.0F / 15 + square * (-17.0F / 315 + square * 62.0F / 2835))));
    float quotient = 1.0F - 2.0F / (1.0F + exponential(2.0F * x));
    return square < 0.0625F ? series : quotient;
}

}  // namespace

FRUGAL_MULTIVERSION void lstm_gates(const LstmGates &size, const float *__restrict product,
                                    const float *__restrict cell, float *__restrict gates, float *__restrict next,
                                    float *__restrict tangent, float *__restrict hidden) {
    int64_t units = size.units, output = size.output(), candidate = size.candidate();
    for (int64_t row = 0; row < size.rows; ++row) {
#pragma clang loop vectorize(assume_safety)
        for (int64_t j = 0; j < units; ++j) {
            float i = sigmoid(product[j]), f = sigmoid(product[units + j]), o = sigmoid(product[output + j]);
            float g = tangent_of(product[candidate + j]), c = f * cell[j] + i * g, t = tangent_of(c);
            gates[j] = i;
            gates[units + j] = f;
            gates[output + j] = o;
            gates[candidate + j] = g;
            next[j] = c;
            tangent[j] = t;
            hidden[j] = o * t;
        }
        product += 4 * units;
        gates += 4 * units;
        cell += units;
        next += units;
        tangent += units;
        hidden += units;
    }
}

FRUGAL_MULTIVERSION void lstm_gates_gradient(const LstmGates &size, const float *__restrict gates,
                                             const float *__restrict cell, const float *__restrict tangent,
                                             const float *__restrict of_hidden, const float *__restrict of_next,
                                             float *__restrict of_product, float *__restrict of_cell) {
    int64_t units = size.units, output = size.output(), candidate = size.candidate();
    for (int64_t row = 0; row < size.rows; ++row) {
#pragma clang loop vectorize(assume_safety)
        for (int64_t j = 0; j < units; ++j) {
            float i = gates[j], f = gates[units + j], o = gates[output + j], g = gates[candidate + j], t = tangent[j];
            float d = of_hidden[j] * o * (1 - t * t) + (of_next == nullptr ? 0 : of_next[j]);
            of_product[j] = d * g * i * (1 - i);
            of_product[units + j] = d * cell[j] * f * (1 - f);
            of_product[output + j] = of_hidden[j] * t * o * (1 - o);
            of_product[candidate + j] = d * i * (1 - g * g);
            of_cell[j] = d * f;
        }
        gates += 4 * units;
        of_product += 4 * units;
        cell += units;
        tangent += units;
        of_hidden += units;
        of_cell += units;
        if (of_next != nullptr) of_next += units;
    }
}

}  // namespace frugal::loops
