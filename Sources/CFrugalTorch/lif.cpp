#include "include/frugal_lif.h"

#include "internal.hpp"
#include "kernels/lif.hpp"
#include "kernels/spike_product.hpp"

using namespace frugal;

extern "C" {

frugal_status frugal_lif(frugal_tensor current, const frugal_lif_neurons *neurons, bool membranes,
                         frugal_tensor *outs) {
    return attempt([&] {
        auto results = lif(borrow(current), *neurons, membranes);
        if (neurons->spikes) outs[0] = give(std::move(results.front()));
        if (membranes || !neurons->spikes) outs[1] = give(std::move(results.back()));
    });
}

frugal_status frugal_spike_linear(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor *out) {
    return attempt([&] { *out = give(spike_linear(borrow(x), borrow(weight), optional(bias))); });
}

frugal_status frugal_poisson_spikes(frugal_tensor numbers, frugal_int steps, double rate, uint64_t seed,
                                    frugal_tensor *out) {
    return attempt([&] { *out = give(poisson_spikes(borrow(numbers), steps, rate, seed)); });
}

}  // extern "C"
