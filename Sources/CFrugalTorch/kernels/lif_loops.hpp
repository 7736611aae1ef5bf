// Leaky integrate-and-fire neurons over all steps, a stretch of neurons at a time: their membranes never leave the
// cache.
#pragma once

#include <cstdint>

namespace frugal::loops {

enum class Surrogate : int32_t { fast_sigmoid, arctangent, triangle, straight_through, sigmoid };

struct Lif {
    /// Steps, and steps of the current: as many, or one that holds for all.
    int64_t steps, given;
    /// Neurons of all examples: the numbers of a step.
    int64_t count;
    float decay, threshold;
    bool spikes, subtracts;
    Surrogate surrogate;
    float slope;

    bool is_constant() const { return given == 1; }
};

/// Neurons that are run through all steps before the next ones.
constexpr int64_t lif_stretch = 256;

/// Numbers that `lif_backward` needs for itself.
inline int64_t lif_workspace(const Lif &lif) { return lif.steps * lif_stretch; }

// Neurons `begin` to `end`, at most `lif_stretch` of them; every array is [steps, count], or [given, count] for
// currents. `spikes` and `membranes` may be null.
void lif_forward(const Lif &lif, int64_t begin, int64_t end, const float *current, float *spikes, float *membranes);

// The gradients that reach spikes and membranes; either may be null. Membranes are made anew from the currents, which
// costs less than keeping them. Where the current is constant, its gradient is the sum over the steps.
void lif_backward(const Lif &lif, int64_t begin, int64_t end, const float *current, const float *of_spikes,
                  const float *of_membranes, float *workspace, float *of_current);

// Row `row` of [rows, count]: a one where the next random number lies below `rate` times the number.
void poisson_row(const float *numbers, int64_t count, float rate, uint64_t seed, int64_t row, float *out);

}  // namespace frugal::loops
