#pragma once
#include <stdint.h>

// The hand-written side of the benchmarks: plain loops for one network, nothing that can be configured.

typedef struct floor_stdp floor_stdp;

// A network of Diehl and Cook: `inputs` Poisson sources, `neurons` excitatory and as many inhibitory neurons.
floor_stdp *floor_stdp_new(int inputs, int neurons, const float *weights, uint64_t seed);
void floor_stdp_free(floor_stdp *net);
// Runs some steps of 0.5 ms with these rates (spikes per second). Returns the excitatory spikes; adds the input spikes.
long floor_stdp_run(floor_stdp *net, const float *rates, int steps, long *input_spikes);
// Scales the weights to each neuron so that they add up to `sum`.
void floor_stdp_normalise(floor_stdp *net, float sum);

// CUBA: 4,000 LIF neurons, rows of targets; returns the spikes of some steps of 0.1 ms.
long floor_cuba(int neurons, int excitatory, const int *starts, const int *targets, const float *membranes, int steps);
