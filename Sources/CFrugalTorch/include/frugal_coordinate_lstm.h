// A small LSTM that runs over very many coordinates with the same weights: the heart of a learned optimiser.
#ifndef FRUGAL_COORDINATE_LSTM_H
#define FRUGAL_COORDINATE_LSTM_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// `parameters`: for every layer weight_ih [4 units, inputs], weight_hh [4 units, units] and bias [4 units], gates i, f, g,
/// o; then the last map [1, units] and its bias [1]. `inputs` [steps, inputs, N]; `state` [2 layers units, N], of every
/// layer the hidden state and then the cell. `outs`: outputs [steps, N], state. Nothing is recorded for gradients.
frugal_status frugal_coordinate_lstm(frugal_tensor inputs, frugal_tensor state, const frugal_tensor *parameters,
                                     frugal_int count, frugal_int layers, frugal_tensor *outs);

/// The gradients of all parameters for given gradients of the outputs, [steps, N]; the state before the first step is a
/// constant. `outs`: one an entry of `parameters`.
frugal_status frugal_coordinate_lstm_gradients(frugal_tensor inputs, frugal_tensor state, frugal_tensor toward_outputs,
                                               const frugal_tensor *parameters, frugal_int count, frugal_int layers,
                                               frugal_tensor *outs);

#ifdef __cplusplus
}
#endif
#endif
