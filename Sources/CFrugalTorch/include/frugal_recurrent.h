// Recurrent layers: whole sequences at once, and single steps that can be differentiated twice.
#ifndef FRUGAL_RECURRENT_H
#define FRUGAL_RECURRENT_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// `parameters`: weight_ih, weight_hh and, if `biases`, bias_ih, bias_hh for every layer and direction in turn.
/// x [time, batch, features], or [batch, time, features] with `batch_first`; hidden and cell
/// [layers * directions, batch, units]. `outs`: sequence, hidden, cell.
frugal_status frugal_lstm(frugal_tensor x, frugal_tensor hidden, frugal_tensor cell, const frugal_tensor *parameters,
                          frugal_int count, bool biases, frugal_int layers, bool bidirectional, bool batch_first,
                          frugal_tensor *outs);
/// The same without a cell. `outs`: sequence, hidden.
frugal_status frugal_gru(frugal_tensor x, frugal_tensor hidden, const frugal_tensor *parameters, frugal_int count,
                         bool biases, frugal_int layers, bool bidirectional, bool batch_first, frugal_tensor *outs);

/// One step: x [batch, features]; hidden and cell [batch, units]. Biases may be null. `outs`: hidden, cell.
frugal_status frugal_lstm_cell(frugal_tensor x, frugal_tensor hidden, frugal_tensor cell, frugal_tensor weight_ih,
                               frugal_tensor weight_hh, frugal_tensor bias_ih, frugal_tensor bias_hh,
                               frugal_tensor *outs);
/// What such a step does after its matrix product. product [batch, 4 units] in the order input, forget, candidate, output, or
/// input, forget, output, candidate where `candidate_last`; cell [batch, units]. `outs`: hidden, cell.
frugal_status frugal_lstm_gates(frugal_tensor product, frugal_tensor cell, bool candidate_last, frugal_tensor *outs);
frugal_status frugal_gru_cell(frugal_tensor x, frugal_tensor hidden, frugal_tensor weight_ih, frugal_tensor weight_hh,
                              frugal_tensor bias_ih, frugal_tensor bias_hh, frugal_tensor *out);

/// A cell that is a graph of highway nodes, over a whole window. x [steps, batch, 2 units]: what the inputs add to the
/// first node's candidate and gate; state [batch, units]; mask [batch, units] or null; weights [units, 2 units], one for
/// each of `count` nodes. `inputs`, count - 1: the node that goes into each node after the first. `activations`, count:
/// 0 tanh, 1 ReLU, 2 sigmoid, 3 identity. `out`: the states [steps, batch, units].
frugal_status frugal_recurrent_graph(frugal_tensor x, frugal_tensor state, frugal_tensor mask,
                                     const frugal_tensor *weights, const frugal_int *inputs,
                                     const frugal_int *activations, frugal_int count, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
