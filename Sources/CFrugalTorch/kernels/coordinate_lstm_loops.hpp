// The loops of a small LSTM that runs over very many coordinates; see coordinate_lstm.hpp.
#pragma once

#include <cstdint>

namespace frugal::loops {

/// Coordinates worked on at once: one register of the widest kind; narrower processors use several.
constexpr int64_t coordinate_lanes = 16;

/// One layer's weights, gates i, f, g, o, and their transposes. Row-major.
struct CoordinateLayer {
    const float *input;         // [4 units, inputs]
    const float *hidden;        // [4 units, units]
    const float *bias;          // [4 units]
    const float *input_turned;  // [inputs, 4 units]
    const float *hidden_turned; // [units, 4 units]
    int64_t inputs;
};

/// What a block of coordinates computed in one layer; each row is `steps` (or one more) times the lanes.
struct CoordinateMemory {
    float *gates;     // [4 units, steps]: after their activations; backwards they become their gradients
    float *cell;      // [units, steps + 1]
    float *bent;      // [units, steps]: tanh of the cell
    float *hidden;    // [units, steps + 1]
    float *toward_h;  // [units]: gradient of the hidden state, carried back
    float *toward_c;  // [units]: the same of the cell
};

struct CoordinateStack {
    const CoordinateLayer *layers;
    const CoordinateMemory *memory;
    const float *output;  // [units]
    float output_bias;
    int64_t depth, units, steps;
};

/// Where one layer's gradients are added: of input [4 units, inputs], hidden [4 units, units] and bias [4 units].
struct CoordinateGradients {
    float *input, *hidden, *bias;
};

/// All steps of one block from the first slot of `cell` and `hidden` on. `inputs` is [inputs, steps], `outputs` [steps].
void coordinate_forward(const CoordinateStack &stack, const float *inputs, float *outputs);

/// After `coordinate_forward`: adds the gradients of every weight, given those of the outputs, [steps].
/// `output` [units + 1] takes those of the last map and its bias.
void coordinate_backward(const CoordinateStack &stack, const float *inputs, const float *toward_outputs,
                         const CoordinateGradients *gradients, float *output);

}  // namespace frugal::loops
