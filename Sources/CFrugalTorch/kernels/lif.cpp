// As a chain of library operations a step of these neurons passes over memory a dozen times, forwards and back, and
// autograd keeps most of what it wrote. Here a stretch of neurons stays in the cache through all steps.
#include "lif.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/atan.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/empty_strided.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "../parallel.hpp"
#include "data.hpp"
#include "lif_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;
using loops::Surrogate;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

constexpr double pi = 3.14159265358979;

void check(const Tensor &current, const frugal_lif_neurons &neurons) {
    TORCH_CHECK_VALUE(at::isFloatingType(current.scalar_type()), "currents are numbers with fractions, got ",
                      current.scalar_type());
    TORCH_CHECK_VALUE(neurons.steps > 0 && current.dim() > 0 &&
                          (current.size(0) == neurons.steps || current.size(0) == 1),
                      "a current over ", neurons.steps, " steps begins with that number or 1, got ", current.sizes());
    TORCH_CHECK_VALUE(neurons.surrogate >= 0 && neurons.surrogate <= static_cast<int32_t>(Surrogate::sigmoid),
                      "there is no surrogate ", neurons.surrogate);
}

/// A function whose derivative is the surrogate's.
Tensor primitive(const Tensor &x, const frugal_lif_neurons &neurons) {
    double slope = neurons.slope;
    switch (static_cast<Surrogate>(neurons.surrogate)) {
        case Surrogate::fast_sigmoid: return x / (1 + slope * x.abs());
        case Surrogate::arctangent: return at::atan(pi / 2 * slope * x) / pi;
        case Surrogate::triangle: {
            Tensor near = at::clamp(x, -1 / slope, 1 / slope);
            return near - slope / 2 * near * near.abs();
        }
        case Surrogate::straight_through: return at::clamp(x, -1 / slope, 1 / slope);
        default: return at::sigmoid(slope * x);
    }
}

/// The same in the library's operations, which can be differentiated any number of times.
variable_list plain(const Tensor &current, const frugal_lif_neurons &neurons, bool wants_membranes) {
    Tensor membrane = at::zeros_like(current.select(0, 0));
    std::vector<Tensor> spikes, membranes;
    for (int64_t t = 0; t < neurons.steps; ++t) {
        membrane = neurons.decay * membrane + current.select(0, current.size(0) == 1 ? 0 : t);
        if (neurons.spikes) {
            Tensor fired = (membrane.detach() >= neurons.threshold).to(current.scalar_type());
            Tensor smooth = primitive(membrane - neurons.threshold, neurons);
            spikes.push_back(fired + (smooth - smooth.detach()));
            membrane = neurons.subtracts ? membrane - fired * neurons.threshold : membrane * (1 - fired);
        }
        membranes.push_back(membrane);
    }
    variable_list results;
    if (neurons.spikes) results.push_back(at::stack(spikes));
    if (wants_membranes) results.push_back(at::stack(membranes));
    return results;
}

loops::Lif size_of(const Tensor &current, const frugal_lif_neurons &neurons) {
    return {neurons.steps,
            current.size(0),
            current.numel() / current.size(0),
            static_cast<float>(neurons.decay),
            static_cast<float>(neurons.threshold),
            neurons.spikes,
            neurons.subtracts,
            static_cast<Surrogate>(neurons.surrogate),
            static_cast<float>(neurons.slope)};
}

/// Whether memory holds the steps one after the other, each without gaps.
bool is_stepwise(const Tensor &tensor) {
    return tensor.is_non_overlapping_and_dense() &&
           (tensor.size(0) == 1 || tensor.stride(0) == tensor.numel() / tensor.size(0));
}

/// Memory for all steps, each laid out like a step of `current`.
Tensor empty_steps(const Tensor &current, int64_t steps) {
    auto sizes = current.sizes().vec(), strides = current.strides().vec();
    strides[0] = current.numel() / sizes[0];
    sizes[0] = steps;
    return at::empty_strided(sizes, strides, current.options().requires_grad(false));
}

Tensor laid_out_like(const Tensor &tensor, const Tensor &current, int64_t steps) {
    Tensor copy = empty_steps(current, steps);
    if (tensor.strides() == copy.strides()) return tensor;
    copy.copy_(tensor);
    return copy;
}

/// Runs `run(begin, end)` for every stretch of neurons.
template <class Run> void over_stretches(const loops::Lif &lif, const Run &run) {
    int64_t stretches = (lif.count + loops::lif_stretch - 1) / loops::lif_stretch;
    auto some = [&](int64_t, int64_t first, int64_t last) {
        run(first * loops::lif_stretch, std::min(last * loops::lif_stretch, lif.count));
    };
    if (lif.steps * lif.count < worth_sharing) return some(0, 0, stretches);
    over_blocks(stretches, blocks_of(stretches), some);
}

variable_list forward_of(const Tensor &current, const frugal_lif_neurons &neurons, bool wants_membranes) {
    loops::Lif lif = size_of(current, neurons);
    Tensor spikes = neurons.spikes ? empty_steps(current, neurons.steps) : Tensor();
    Tensor membranes = wants_membranes ? empty_steps(current, neurons.steps) : Tensor();
    over_stretches(lif, [&](int64_t begin, int64_t end) {
        for (int64_t at = begin; at < end; at += loops::lif_stretch) {
            loops::lif_forward(lif, at, std::min(at + loops::lif_stretch, end), data<float>(current),
                               spikes.defined() ? mutable_data<float>(spikes) : nullptr,
                               membranes.defined() ? mutable_data<float>(membranes) : nullptr);
        }
    });
    variable_list results;
    if (spikes.defined()) results.push_back(spikes);
    if (membranes.defined()) results.push_back(membranes);
    return results;
}

Tensor backward_of(const Tensor &current, const frugal_lif_neurons &neurons, const Tensor &of_spikes,
                   const Tensor &of_membranes) {
    loops::Lif lif = size_of(current, neurons);
    Tensor of_current = at::empty_like(current), spikes, membranes;
    if (of_spikes.defined()) spikes = laid_out_like(of_spikes, current, neurons.steps);
    if (of_membranes.defined()) membranes = laid_out_like(of_membranes, current, neurons.steps);
    over_stretches(lif, [&](int64_t begin, int64_t end) {
        std::vector<float> workspace(static_cast<size_t>(lif.spikes ? loops::lif_workspace(lif) : 0));
        for (int64_t at = begin; at < end; at += loops::lif_stretch) {
            loops::lif_backward(lif, at, std::min(at + loops::lif_stretch, end), data<float>(current),
                                spikes.defined() ? data<float>(spikes) : nullptr,
                                membranes.defined() ? data<float>(membranes) : nullptr, workspace.data(),
                                mutable_data<float>(of_current));
        }
    });
    return of_current;
}

struct LeakyIntegrateAndFire : Function<LeakyIntegrateAndFire> {
    static variable_list forward(AutogradContext *context, Tensor current, frugal_lif_neurons neurons,
                                 bool wants_membranes) {
        context->set_materialize_grads(false);
        context->save_for_backward({current});
        context->saved_data["whole"] = std::vector<int64_t>{neurons.steps, neurons.spikes, neurons.subtracts,
                                                            neurons.surrogate, wants_membranes};
        context->saved_data["real"] = std::vector<double>{neurons.decay, neurons.threshold, neurons.slope};
        return forward_of(current, neurons, wants_membranes);
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        Tensor current = context->get_saved_variables()[0];
        auto whole = context->saved_data["whole"].toIntVector();
        auto real = context->saved_data["real"].toDoubleVector();
        frugal_lif_neurons neurons{whole[0],      real[0],       real[1], whole[1] != 0, whole[2] != 0,
                                   static_cast<int32_t>(whole[3]), real[2]};
        bool wants_membranes = whole[4] != 0;
        bool none = std::none_of(gradients.begin(), gradients.end(), [](const Tensor &g) { return g.defined(); });
        if (none) return {Tensor(), Tensor(), Tensor()};
        if (at::GradMode::is_enabled()) return {differentiable(current, neurons, wants_membranes, gradients), Tensor(),
                                                Tensor()};
        Tensor of_spikes = neurons.spikes ? gradients.front() : Tensor();
        Tensor of_membranes = wants_membranes ? gradients.back() : Tensor();
        return {backward_of(current, neurons, of_spikes, of_membranes), Tensor(), Tensor()};
    }

    static Tensor differentiable(const Tensor &current, const frugal_lif_neurons &neurons, bool wants_membranes,
                                 const variable_list &gradients) {
        variable_list outputs, seeds, results = plain(current, neurons, wants_membranes);
        for (size_t i = 0; i < results.size(); ++i) {
            if (!gradients[i].defined()) continue;
            outputs.push_back(results[i]);
            seeds.push_back(gradients[i]);
        }
        return torch::autograd::grad(outputs, {current}, seeds, true, true)[0];
    }
};

}  // namespace

std::vector<Tensor> lif(const Tensor &given, const frugal_lif_neurons &neurons, bool membranes) {
    check(given, neurons);
    bool wants_membranes = membranes || !neurons.spikes;
    // Under autocast the product before it may hand over half precision; a membrane sums over many steps.
    bool half = given.scalar_type() == at::kBFloat16 || given.scalar_type() == at::kHalf;
    Tensor current = half ? given.to(at::kFloat) : given;
    if (!current.is_cpu() || current.scalar_type() != at::kFloat || current.numel() == 0) {
        return plain(current, neurons, wants_membranes);
    }
    if (!is_stepwise(current)) current = current.contiguous();
    bool records = c10::GradMode::is_enabled() && current.requires_grad();
    return records ? LeakyIntegrateAndFire::apply(current, neurons, wants_membranes)
                   : forward_of(current, neurons, wants_membranes);
}

Tensor poisson_spikes(const Tensor &given, int64_t steps, double rate, uint64_t seed) {
    TORCH_CHECK_VALUE(steps > 0 && at::isFloatingType(given.scalar_type()), "spikes in ", steps,
                      " steps cannot be drawn from ", given.scalar_type());
    Tensor numbers = given.detach().to(at::kCPU, at::kFloat).contiguous();
    auto sizes = given.sizes().vec();
    sizes.insert(sizes.begin(), steps);
    Tensor spikes = at::empty(sizes, numbers.options());
    int64_t count = numbers.numel();
    over_parts(steps, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            loops::poisson_row(data<float>(numbers), count, static_cast<float>(rate), seed, row,
                               mutable_data<float>(spikes) + row * count);
        }
    });
    return spikes.to(given.options());
}

}  // namespace frugal
