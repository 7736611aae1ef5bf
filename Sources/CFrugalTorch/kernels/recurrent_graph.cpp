// A step of ENAS's cell is nine products of small matrices and some seventy elementwise operations; as library operations
// the latter cost several times the former. Here a node is one product and one loop, and the gradient of a node's weights
// is one product over all steps instead of one a step (docs/decisions/021).
#include "recurrent_graph.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/autocast_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "data.hpp"
#include "products.hpp"
#include "recurrent_graph_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

Tensor bend(const Tensor &x, int64_t kind) {
    switch (kind) {
    case loops::bend_tanh: return x.tanh();
    case loops::bend_relu: return x.relu();
    case loops::bend_sigmoid: return x.sigmoid();
    default: return x;
    }
}

/// The definition, one library operation after another.
Tensor composed(const Tensor &projected, const Tensor &before, const Tensor &mask, const std::vector<Tensor> &weights,
                const RecurrentGraph &graph) {
    auto type = before.scalar_type();
    auto masked = [&](const Tensor &state) { return mask.defined() ? state * mask : state; };
    auto node = [&](const Tensor &gates, const Tensor &source, int64_t kind) {
        auto parts = gates.to(type).chunk(2, 1);
        return source + parts[1].sigmoid() * (bend(parts[0], kind) - source);
    };
    std::vector<Tensor> outputs;
    Tensor state = before;
    for (int64_t t = 0; t < projected.size(0); ++t) {
        std::vector<Tensor> states{
            node(projected[t].to(type) + masked(state).matmul(weights[0]).to(type), state, graph.bends[0])};
        Tensor sum;
        for (size_t i = 0; i < graph.inputs.size(); ++i) {
            const Tensor &source = states[static_cast<size_t>(graph.inputs[i])];
            states.push_back(node(masked(source).matmul(weights[i + 1]), source, graph.bends[i + 1]));
            sum = sum.defined() ? sum + states.back() : states.back();
        }
        state = sum / static_cast<double>(graph.inputs.size());
        outputs.push_back(state);
    }
    return at::stack(outputs);
}

/// Everything that a window computes, node by node, so that all steps of a node lie together.
struct Trace {
    Tensor gates;   // [nodes, steps, batch, 2 units]: candidates and gates behind their activations
    Tensor states;  // [nodes, steps, batch, units]
    Tensor masked;  // the same times the mask; where there is none it is `states`
    Tensor outputs; // [steps, batch, units]
};

struct Sizes {
    int64_t nodes, steps, batch, units;

    Sizes(const Tensor &projected, const std::vector<Tensor> &weights)
        : nodes(static_cast<int64_t>(weights.size())), steps(projected.size(0)), batch(projected.size(1)),
          units(projected.size(2) / 2) {}

    int64_t step() const { return batch * units; }
    int64_t place(int64_t node, int64_t t) const { return (node * steps + t) * step(); }
};

const float *mask_of(const Tensor &mask) { return mask.defined() ? data<float>(mask) : nullptr; }

Trace run(const Tensor &projected, const Tensor &before, const Tensor &mask, const std::vector<Tensor> &weights,
          const RecurrentGraph &graph) {
    Sizes n(projected, weights);
    auto options = before.options();
    Trace trace{at::empty({n.nodes, n.steps, n.batch, 2 * n.units}, options),
                at::empty({n.nodes, n.steps, n.batch, n.units}, options), Tensor(),
                at::empty({n.steps, n.batch, n.units}, options)};
    trace.masked = mask.defined() ? at::empty_like(trace.states) : trace.states;
    auto *gates = mutable_data<float>(trace.gates), *states = mutable_data<float>(trace.states),
         *outputs = mutable_data<float>(trace.outputs);
    float *masked = mask.defined() ? mutable_data<float>(trace.masked) : nullptr;
    const float *inputs = data<float>(projected), *state = data<float>(before);
    float share = 1.0F / static_cast<float>(n.nodes - 1);
    for (int64_t t = 0; t < n.steps; ++t) {
        Tensor last = t == 0 ? before : trace.outputs[t - 1];
        for (int64_t i = 0; i < n.nodes; ++i) {
            int64_t from = i == 0 ? 0 : graph.inputs[static_cast<size_t>(i - 1)];
            Tensor into = i > 0 ? trace.masked[from][t] : mask.defined() ? last * mask : last;
            Tensor made = product(into, weights[static_cast<size_t>(i)]);
            float *own = gates + 2 * n.place(i, t);
            std::copy_n(data<float>(made), 2 * n.step(), own);
            if (i == 0) loops::add_masked(inputs + 2 * t * n.step(), nullptr, own, 2 * n.step());
            loops::HighwayNode node{graph.bends[static_cast<size_t>(i)], n.batch, n.units, own,
                                    i == 0 ? state : states + n.place(from, t), mask_of(mask)};
            loops::highway_forward(node, states + n.place(i, t), masked == nullptr ? nullptr : masked + n.place(i, t));
        }
        float *output = outputs + t * n.step();
        std::fill_n(output, n.step(), 0.0F);
        for (int64_t i = 1; i < n.nodes; ++i) loops::add_masked(states + n.place(i, t), nullptr, output, n.step());
        for (int64_t k = 0; k < n.step(); ++k) output[k] *= share;
        state = output;
    }
    return trace;
}

struct Given {
    Tensor before, mask;
    std::vector<Tensor> weights;
};

/// Gradients of `projected`, the state before, and all weights in one tensor.
variable_list gradients(const Given &given, const Trace &trace, const RecurrentGraph &graph, const Tensor &toward) {
    Sizes n(trace.gates[0], given.weights);
    auto options = given.before.options();
    Tensor toward_gates = at::empty_like(trace.gates), carried = at::zeros({n.batch, n.units}, options);
    Tensor toward_states = at::empty({n.nodes, n.batch, n.units}, options);
    std::vector<Tensor> turned;
    for (const Tensor &weight : given.weights) turned.push_back(weight.t());
    const float *mask = mask_of(given.mask), *states = data<float>(trace.states), *from_outputs = data<float>(toward);
    auto *carry = mutable_data<float>(carried), *to_states = mutable_data<float>(toward_states),
         *to_gates = mutable_data<float>(toward_gates);
    auto *gates = const_cast<float *>(data<float>(trace.gates));  // the loop of this direction only reads them
    float share = 1.0F / static_cast<float>(n.nodes - 1);
    for (int64_t t = n.steps - 1; t >= 0; --t) {
        loops::add_masked(from_outputs + t * n.step(), nullptr, carry, n.step());
        std::fill_n(to_states, n.step(), 0.0F);
        for (int64_t i = 1; i < n.nodes; ++i) {
            std::transform(carry, carry + n.step(), to_states + i * n.step(), [&](float d) { return d * share; });
        }
        std::fill_n(carry, n.step(), 0.0F);
        for (int64_t i = n.nodes - 1; i >= 0; --i) {
            int64_t from = i == 0 ? 0 : graph.inputs[static_cast<size_t>(i - 1)];
            const float *source = i > 0   ? states + n.place(from, t)
                                  : t > 0 ? data<float>(trace.outputs) + (t - 1) * n.step()
                                          : data<float>(given.before);
            float *to_source = i > 0 ? to_states + from * n.step() : carry;
            loops::HighwayNode node{graph.bends[static_cast<size_t>(i)], n.batch, n.units, gates + 2 * n.place(i, t),
                                    source, mask};
            loops::highway_backward(node, to_states + i * n.step(), to_gates + 2 * n.place(i, t), to_source);
            Tensor through = product(toward_gates[i][t], turned[static_cast<size_t>(i)]);
            loops::add_masked(data<float>(through), mask, to_source, n.step());
        }
    }
    Tensor of_weights = at::empty({n.nodes, n.units, 2 * n.units}, options);
    for (int64_t i = 0; i < n.nodes; ++i) {
        Tensor into = i > 0 ? trace.masked[graph.inputs[static_cast<size_t>(i - 1)]] : at::empty_like(trace.outputs);
        if (i == 0) {
            into[0].copy_(given.before);
            if (n.steps > 1) into.narrow(0, 1, n.steps - 1).copy_(trace.outputs.narrow(0, 0, n.steps - 1));
            if (given.mask.defined()) into.mul_(given.mask);
        }
        of_weights[i].copy_(product(into.reshape({-1, n.units}).t(), toward_gates[i].reshape({-1, 2 * n.units})));
    }
    return {toward_gates[0], carried, of_weights};
}

class Graph : public torch::autograd::Function<Graph> {
  public:
    static Tensor forward(AutogradContext *context, const Tensor &projected, const Tensor &before,
                          const std::optional<Tensor> &given_mask, const Tensor &weights,
                          const RecurrentGraph &graph) {
        Tensor mask = given_mask.value_or(Tensor());
        Trace trace = run(projected, before, mask, weights.unbind(), graph);
        context->saved_data["inputs"] = graph.inputs;
        context->saved_data["bends"] = graph.bends;
        context->save_for_backward(
            {projected, before, mask, weights, trace.gates, trace.states, trace.masked, trace.outputs});
        return trace.outputs;
    }

    static variable_list backward(AutogradContext *context, variable_list toward) {
        auto saved = context->get_saved_variables();
        RecurrentGraph graph{context->saved_data["inputs"].toIntVector(), context->saved_data["bends"].toIntVector()};
        variable_list found;
        if (c10::GradMode::is_enabled()) {
            found = differentiable(saved, graph, toward[0]);
        } else {
            found = gradients({saved[1], saved[2], saved[3].unbind()}, {saved[4], saved[5], saved[6], saved[7]}, graph,
                              toward[0].contiguous());
        }
        // Nothing flows to the mask and the graph.
        return {found[0], found[1], Tensor(), found[2], Tensor()};
    }

  private:
    static variable_list differentiable(const variable_list &saved, const RecurrentGraph &graph, const Tensor &toward) {
        Tensor again = composed(saved[0], saved[1], saved[2], saved[3].unbind(), graph);
        variable_list trained, found;
        for (size_t i : {0, 1, 3}) {
            if (saved[i].requires_grad()) trained.push_back(saved[i]);
        }
        auto some = torch::autograd::grad({again}, trained, {toward}, true, true, true);
        size_t next = 0;
        for (size_t i : {0, 1, 3}) found.push_back(saved[i].requires_grad() ? some[next++] : Tensor());
        return found;
    }
};

bool is_plain(const Tensor &tensor) { return tensor.scalar_type() == at::kFloat && tensor.is_cpu(); }

void check(const Tensor &projected, const Tensor &state, const Tensor &mask, const std::vector<Tensor> &weights,
           const RecurrentGraph &graph) {
    TORCH_CHECK_VALUE(projected.dim() == 3 && projected.size(0) > 0 && projected.size(2) % 2 == 0,
                      "inputs must be [steps, batch, 2 units], got ", projected.sizes());
    int64_t batch = projected.size(1), units = projected.size(2) / 2;
    TORCH_CHECK_VALUE(state.sizes() == at::IntArrayRef({batch, units}), "the state must be [", batch, ", ", units,
                      "], got ", state.sizes());
    TORCH_CHECK_VALUE(!mask.defined() || mask.sizes() == state.sizes(), "the mask must be ", state.sizes(), ", got ",
                      mask.sizes());
    TORCH_CHECK_VALUE(weights.size() > 1 && graph.bends.size() == weights.size() &&
                          graph.inputs.size() + 1 == weights.size(),
                      weights.size(), " weights for ", graph.bends.size(), " nodes");
    for (const Tensor &weight : weights) {
        TORCH_CHECK_VALUE(weight.sizes() == at::IntArrayRef({units, 2 * units}), "a weight must be [", units, ", ",
                          2 * units, "], got ", weight.sizes());
    }
    for (size_t i = 0; i < graph.inputs.size(); ++i) {
        TORCH_CHECK_VALUE(graph.inputs[i] >= 0 && graph.inputs[i] <= static_cast<int64_t>(i), "node ", i + 1,
                          " cannot take node ", graph.inputs[i]);
    }
    for (int64_t kind : graph.bends) TORCH_CHECK_VALUE(kind >= 0 && kind < 4, "there is no activation ", kind);
}

}  // namespace

Tensor recurrent_graph(const Tensor &projected, const Tensor &state, const Tensor &mask,
                       const std::vector<Tensor> &weights, const RecurrentGraph &graph) {
    check(projected, state, mask, weights, graph);
    bool fits = is_plain(projected) && is_plain(state) && (!mask.defined() || is_plain(mask)) &&
                std::all_of(weights.begin(), weights.end(), is_plain) && !at::autocast::is_autocast_enabled(at::kCPU);
    if (!fits) return composed(projected, state, mask, weights, graph);
    Tensor inputs = projected.contiguous(), before = state.contiguous(), all = at::stack(weights),
           kept = mask.defined() ? mask.contiguous() : mask;
    bool records = c10::GradMode::is_enabled() &&
                   (inputs.requires_grad() || before.requires_grad() || all.requires_grad());
    return records ? Graph::apply(inputs, before, mask.defined() ? std::optional<Tensor>(kept) : std::nullopt, all, graph)
                   : run(inputs, before, kept, all.unbind(), graph).outputs;
}

}  // namespace frugal
