// A policy's step is so small that what an operation costs is the call, and a step has ten of them after its product.
#include "lstm_gates.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include "data.hpp"
#include "lstm_gates_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// The gates after their activations.
struct Gates {
    Tensor in, forget, candidate, out;
};

Gates activated(const Tensor &product, bool candidate_last) {
    auto part = product.chunk(4, 1);
    const Tensor &candidate = part[candidate_last ? 3 : 2], &out = part[candidate_last ? 2 : 3];
    return {part[0].sigmoid(), part[1].sigmoid(), candidate.tanh(), out.sigmoid()};
}

/// The same in the library's operations.
std::pair<Tensor, Tensor> plain(const Tensor &product, const Tensor &cell, bool candidate_last) {
    auto gates = activated(product, candidate_last);
    Tensor next = gates.forget * cell + gates.in * gates.candidate;
    return {gates.out * next.tanh(), next};
}

bool fits(const Tensor &tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_contiguous();
}

struct LstmGates : Function<LstmGates> {
    static variable_list forward(AutogradContext *context, Tensor product, Tensor cell, bool candidate_last) {
        loops::LstmGates size{cell.size(0), cell.size(1), candidate_last};
        Tensor gates = at::empty_like(product), next = at::empty_like(cell), tangent = at::empty_like(cell),
               hidden = at::empty_like(cell);
        loops::lstm_gates(size, data<float>(product), data<float>(cell), mutable_data<float>(gates),
                          mutable_data<float>(next), mutable_data<float>(tangent), mutable_data<float>(hidden));
        context->save_for_backward({product, cell, gates, tangent});
        context->saved_data["candidate_last"] = candidate_last;
        return {hidden, next};
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        const Tensor &product = saved[0], &cell = saved[1];
        bool candidate_last = context->saved_data["candidate_last"].toBool();
        Tensor of_hidden = gradients[0].defined() ? gradients[0].contiguous() : at::zeros_like(cell);
        if (at::GradMode::is_enabled()) return differentiable(product, cell, of_hidden, gradients[1], candidate_last);
        Tensor of_next = gradients[1].defined() ? gradients[1].contiguous() : Tensor();
        loops::LstmGates size{cell.size(0), cell.size(1), candidate_last};
        Tensor of_product = at::empty_like(product), of_cell = at::empty_like(cell);
        loops::lstm_gates_gradient(size, data<float>(saved[2]), data<float>(cell), data<float>(saved[3]),
                                   data<float>(of_hidden), of_next.defined() ? data<float>(of_next) : nullptr,
                                   mutable_data<float>(of_product), mutable_data<float>(of_cell));
        return {of_product, of_cell, Tensor()};
    }

    /// The gradients made anew of operations that can be differentiated again.
    static variable_list differentiable(const Tensor &product, const Tensor &cell, const Tensor &of_hidden,
                                        const Tensor &of_next, bool candidate_last) {
        auto gates = activated(product, candidate_last);
        Tensor tangent = (gates.forget * cell + gates.in * gates.candidate).tanh();
        Tensor d = of_hidden * gates.out * (1 - tangent * tangent);
        if (of_next.defined()) d = d + of_next;
        Tensor in = d * gates.candidate * gates.in * (1 - gates.in), forget = d * cell * gates.forget * (1 - gates.forget);
        Tensor out = of_hidden * tangent * gates.out * (1 - gates.out);
        Tensor candidate = d * gates.in * (1 - gates.candidate * gates.candidate);
        const Tensor &third = candidate_last ? out : candidate, &fourth = candidate_last ? candidate : out;
        return {at::cat({in, forget, third, fourth}, 1), d * gates.forget, Tensor()};
    }
};

}  // namespace

std::pair<Tensor, Tensor> lstm_gates(const Tensor &product, const Tensor &cell, bool candidate_last) {
    bool is_plain = product.dim() != 2 || cell.dim() != 2 || product.size(0) != cell.size(0) || product.numel() == 0;
    if (is_plain || !fits(product) || !fits(cell)) return plain(product, cell, candidate_last);
    auto results = LstmGates::apply(product, cell, candidate_last);
    return {results[0], results[1]};
}

}  // namespace frugal
