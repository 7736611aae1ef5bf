// Leaky integrate-and-fire neurons over all steps as one differentiable operation, with a surrogate for the derivative
// of a spike (Neftci, Mostafa and Zenke 2019).
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "../include/frugal_lif.h"

namespace frugal {

/// The spikes where there are any, then the membranes after their reset where they are wanted or all that there is.
std::vector<at::Tensor> lif(const at::Tensor &current, const frugal_lif_neurons &neurons, bool membranes);

/// Random spikes [steps, ...] at rates of `rate` times `numbers` a step.
at::Tensor poisson_spikes(const at::Tensor &numbers, int64_t steps, double rate, uint64_t seed);

}  // namespace frugal
