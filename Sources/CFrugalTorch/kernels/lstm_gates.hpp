// What a step of long short-term memory does after its matrix product, as one differentiable operation.
#pragma once

#include <ATen/core/Tensor.h>

#include <utility>

namespace frugal {

/// product [N, 4 units] in the order input, forget, candidate, output, or input, forget, output, candidate where
/// `candidate_last`; cell [N, units].
/// @returns the next hidden state and cell.
std::pair<at::Tensor, at::Tensor> lstm_gates(const at::Tensor &product, const at::Tensor &cell, bool candidate_last);

}  // namespace frugal
