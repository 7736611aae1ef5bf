// A small LSTM, the same weights for each of very many coordinates: what a learned optimiser runs at every step
// (Andrychowicz et al. 2016). As a chain of library operations it moves about a kilobyte of memory a coordinate and layer;
// here sixteen coordinates stay in the cache through all steps, forwards and back.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace frugal {

/// Weights in the order of the C surface, checked against each other.
struct CoordinateLSTM {
    std::vector<at::Tensor> parameters;
    int64_t depth, inputs, units;

    CoordinateLSTM(std::vector<at::Tensor> parameters, int64_t depth);
};

struct CoordinateRun {
    at::Tensor outputs, state;
};

/// Steps over `inputs` [steps, inputs, N] from `state` [2 depth units, N].
CoordinateRun coordinate_run(const CoordinateLSTM &lstm, const at::Tensor &inputs, const at::Tensor &state);

/// The gradients of every parameter, given those of the outputs, [steps, N].
std::vector<at::Tensor> coordinate_gradients(const CoordinateLSTM &lstm, const at::Tensor &inputs,
                                             const at::Tensor &state, const at::Tensor &toward_outputs);

}  // namespace frugal
