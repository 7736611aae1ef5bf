// A recurrent cell that is a graph of highway nodes (ENAS's cell for language models), over a whole window of steps.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace frugal {

/// What goes into each node, and what bends it.
struct RecurrentGraph {
    /// For every node after the first the number of the node that goes in, below its own.
    std::vector<int64_t> inputs;
    /// For every node, the first included, the number of its activation.
    std::vector<int64_t> bends;
};

/// The states [steps, batch, units] after every step: each the mean of the step's nodes but the first.
///
/// `projected` [steps, batch, 2 units] is what the inputs add to the first node's candidate and gate; `state`
/// [batch, units] is the state before; `mask` [batch, units], undefined for none, multiplies whatever goes into a product
/// with one of `weights` [units, 2 units], one a node. Float32 on the processor runs as one operation with its own
/// gradient; all else as library operations.
at::Tensor recurrent_graph(const at::Tensor &projected, const at::Tensor &state, const at::Tensor &mask,
                           const std::vector<at::Tensor> &weights, const RecurrentGraph &graph);

}  // namespace frugal
