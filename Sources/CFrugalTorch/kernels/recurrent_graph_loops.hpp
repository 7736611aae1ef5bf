// The loops of a cell made of highway nodes; see recurrent_graph.hpp.
#pragma once

#include <cstdint>

namespace frugal::loops {

/// What a node bends its candidate with, by its number in a cell's string.
enum Bend : int64_t { bend_tanh = 0, bend_relu = 1, bend_sigmoid = 2, bend_identity = 3 };

/// One node of a step, for rows of `units` numbers.
struct HighwayNode {
    int64_t bend;
    int64_t rows, units;
    float *gates;        // [rows, 2 units]: candidate and gate before their activations, and after the call behind them
    const float *source; // [rows, units]: the state that goes in
    const float *mask;   // [rows, units], null for none
};

/// `state` = source + gate * (candidate - source), and that times the mask to `masked` (null for no mask).
void highway_forward(const HighwayNode &node, float *state, float *masked);

/// Given the gradient of the state: that of the gates before their activations goes to `toward_gates` [rows, 2 units],
/// and the part of the source that passes the gate is added to `toward_source`.
void highway_backward(const HighwayNode &node, const float *toward_state, float *toward_gates, float *toward_source);

/// `sum` += `values` * `mask` (null: all ones), for `count` numbers.
void add_masked(const float *values, const float *mask, float *sum, int64_t count);

}  // namespace frugal::loops
