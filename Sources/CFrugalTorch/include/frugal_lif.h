// Layers of leaky integrate-and-fire neurons over all steps of a presentation, and the random spikes that go into them.
#ifndef FRUGAL_LIF_H
#define FRUGAL_LIF_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Neurons of one layer, all alike. A membrane v with input I does v = decay v + I, spikes where v >= threshold, and
/// then loses the threshold or goes to zero.
typedef struct {
    frugal_int steps;
    double decay, threshold;
    /// False for neurons that never spike; the rest of this structure then means nothing.
    bool spikes;
    /// Whether a spike takes the threshold off; otherwise it puts the membrane to zero.
    bool subtracts;
    /// The derivative that a spike is given: 0 fast sigmoid, 1 arctangent, 2 triangle, 3 straight through, 4 sigmoid.
    int32_t surrogate;
    double slope;
} frugal_lif_neurons;

/// `current` [steps, ...], or [1, ...] for one that stays the same. Both results are [steps, ...]: `outs[0]` spikes as
/// ones, null for neurons that never spike; `outs[1]` the membranes after their reset, null unless `membranes`. The
/// reset is a constant to the gradient, as in snnTorch.
frugal_status frugal_lif(frugal_tensor current, const frugal_lif_neurons *neurons, bool membranes, frugal_tensor *outs);

/// frugal_linear for x of zeros and ones, few of them ones: their weights are added up. Any other x gives the same as
/// there.
frugal_status frugal_spike_linear(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor *out);

/// [steps, ...]: in each step a one with probability `rate` times the number. A function of the seed, whatever the
/// threads.
frugal_status frugal_poisson_spikes(frugal_tensor numbers, frugal_int steps, double rate, uint64_t seed,
                                    frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
