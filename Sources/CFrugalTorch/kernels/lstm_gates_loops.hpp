// The gates of a step of long short-term memory, and their gradients, in float32.
#pragma once

#include <cstdint>

namespace frugal::loops {

/// Rows of 4 * units numbers: the input's gate, the forget gate, then the output's gate and the candidate in either order.
struct LstmGates {
    int64_t rows, units;
    bool candidate_last;

    int64_t output() const { return (candidate_last ? 2 : 3) * units; }
    int64_t candidate() const { return (candidate_last ? 3 : 2) * units; }
};

// From gates before their activations [rows, 4 units] and cells [rows, units] to gates after them, the next cells, their
// tangents and the hidden states.
void lstm_gates(const LstmGates &size, const float *product, const float *cell, float *gates, float *next, float *tangent,
                float *hidden);

// `of_next` may be null.
void lstm_gates_gradient(const LstmGates &size, const float *gates, const float *cell, const float *tangent,
                         const float *of_hidden, const float *of_next, float *of_product, float *of_cell);

}  // namespace frugal::loops
