#include "include/frugal_autograd.h"

#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "internal.hpp"

using namespace frugal;

extern "C" {

frugal_status frugal_leaf(frugal_tensor a, bool requires_gradient, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).detach().set_requires_grad(requires_gradient)); });
}

frugal_status frugal_gradients(frugal_tensor output, frugal_tensor seed, const frugal_tensor *inputs, frugal_int count,
                               bool create_graph, bool keep_graph, frugal_tensor *outs) {
    return attempt([&] {
        std::vector<at::Tensor> seeds;
        if (seed != nullptr) seeds.push_back(borrow(seed));
        auto gradients = torch::autograd::grad({borrow(output)}, borrow_list(inputs, count), seeds,
                                               keep_graph || create_graph, create_graph, /*allow_unused=*/true);
        for (size_t i = 0; i < gradients.size(); ++i) {
            outs[i] = gradients[i].defined() ? give(std::move(gradients[i])) : nullptr;
        }
    });
}

bool frugal_gradients_enabled(void) { return c10::GradMode::is_enabled(); }

void frugal_set_gradients_enabled(bool enabled) { c10::GradMode::set_enabled(enabled); }

bool frugal_autocast_enabled(int32_t device_type) {
    return at::autocast::is_autocast_enabled(static_cast<at::DeviceType>(device_type));
}

void frugal_set_autocast(int32_t device_type, bool enabled, int32_t dtype) {
    auto device = static_cast<at::DeviceType>(device_type);
    at::autocast::set_autocast_enabled(device, enabled);
    if (enabled) {
        at::autocast::set_autocast_dtype(device, scalar_type(dtype));
        at::autocast::increment_nesting();
    } else if (at::autocast::decrement_nesting() == 0) {
        // Casts of parameters are remembered for one scope only: the parameters change at the next step.
        at::autocast::clear_cache();
    }
}

}  // extern "C"
