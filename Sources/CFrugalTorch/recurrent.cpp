#include "include/frugal_recurrent.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/gru.h>
#include <ATen/ops/lstm.h>

#include "internal.hpp"
#include "kernels/lstm_gates.hpp"
#include "kernels/recurrent_graph.hpp"
#include "linear.hpp"

using namespace frugal;

namespace {
/// What a whole recurrent layer is run with.
struct Run {
    at::Tensor x;
    at::Tensor hidden;
    std::vector<at::Tensor> parameters;
};

/// oneDNN's kernels believe every size they are told and read past the end of a weight that is too small, so the sizes
/// are checked here. `gates` rows of weights belong to each unit.
Run checked(frugal_tensor x_handle, frugal_tensor hidden_handle, const frugal_tensor *handles, frugal_int count,
            bool biases, frugal_int layers, bool bidirectional, bool batch_first, int64_t gates) {
    frugal_int directions = bidirectional ? 2 : 1, each = biases ? 4 : 2;
    TORCH_CHECK_VALUE(layers > 0 && count == layers * directions * each, layers, " recurrent layers have ",
                      layers * directions * each, " parameters, got ", count);
    Run run{borrow(x_handle), borrow(hidden_handle), borrow_list(handles, count)};
    TORCH_CHECK_VALUE(run.x.dim() == 3 && run.hidden.dim() == 3, "sequences and states have three dimensions, got ",
                      run.x.sizes(), " and ", run.hidden.sizes());
    int64_t units = run.hidden.size(2), batch = run.x.size(batch_first ? 0 : 1);
    std::vector<int64_t> state{layers * directions, batch, units};
    TORCH_CHECK_VALUE(run.hidden.sizes() == state, "the state must be ", state, ", got ", run.hidden.sizes());
    auto type = run.hidden.scalar_type();
    // Under autocast the layer before may hand over half precision; the engine's own casts begin further down.
    bool half = run.x.scalar_type() == at::kBFloat16 || run.x.scalar_type() == at::kHalf;
    if (half) run.x = run.x.to(type);
    TORCH_CHECK_VALUE(run.x.scalar_type() == type, "a sequence of ", run.x.scalar_type(), " beside a state of ", type);
    for (frugal_int i = 0; i < count; ++i) {
        int64_t width = i / (directions * each) == 0 ? run.x.size(2) : directions * units;
        std::vector<int64_t> expected{gates * units};
        if (i % each < 2) expected.push_back(i % each == 0 ? width : units);
        const at::Tensor &parameter = run.parameters[static_cast<size_t>(i)];
        TORCH_CHECK_VALUE(parameter.sizes() == expected, "parameter ", i, " must be ", expected, ", got ",
                          parameter.sizes());
        TORCH_CHECK_VALUE(parameter.scalar_type() == type, "parameters of ", parameter.scalar_type(),
                          " beside a state of ", type);
    }
    return run;
}

void check_gates(const at::Tensor &gates, const at::Tensor &hidden, int64_t count) {
    TORCH_CHECK_VALUE(hidden.dim() == 2 && gates.size(-1) == count * hidden.size(1), "a state of ", hidden.sizes(),
                      " does not fit ", gates.size(-1), " gate rows");
}

void give_state(std::pair<at::Tensor, at::Tensor> state, frugal_tensor *outs) {
    outs[0] = give(std::move(state.first));
    outs[1] = give(std::move(state.second));
}
}  // namespace

extern "C" {

frugal_status frugal_lstm(frugal_tensor x, frugal_tensor hidden, frugal_tensor cell, const frugal_tensor *parameters,
                          frugal_int count, bool biases, frugal_int layers, bool bidirectional, bool batch_first,
                          frugal_tensor *outs) {
    return attempt([&] {
        Run run = checked(x, hidden, parameters, count, biases, layers, bidirectional, batch_first, 4);
        at::Tensor memory = borrow(cell);
        TORCH_CHECK_VALUE(memory.sizes() == run.hidden.sizes(), "hidden state ", run.hidden.sizes(), " and cell ",
                          memory.sizes(), " must have the same shape");
        auto [sequence, last_hidden, last_cell] =
            at::lstm(run.x, {run.hidden, memory}, run.parameters, biases, layers, /*dropout=*/0, /*train=*/false,
                     bidirectional, batch_first);
        outs[0] = give(std::move(sequence));
        outs[1] = give(std::move(last_hidden));
        outs[2] = give(std::move(last_cell));
    });
}

frugal_status frugal_gru(frugal_tensor x, frugal_tensor hidden, const frugal_tensor *parameters, frugal_int count,
                         bool biases, frugal_int layers, bool bidirectional, bool batch_first, frugal_tensor *outs) {
    return attempt([&] {
        Run run = checked(x, hidden, parameters, count, biases, layers, bidirectional, batch_first, 3);
        auto [sequence, last_hidden] = at::gru(run.x, run.hidden, run.parameters, biases, layers, /*dropout=*/0,
                                               /*train=*/false, bidirectional, batch_first);
        outs[0] = give(std::move(sequence));
        outs[1] = give(std::move(last_hidden));
    });
}

frugal_status frugal_lstm_cell(frugal_tensor x, frugal_tensor hidden, frugal_tensor cell, frugal_tensor weight_ih,
                               frugal_tensor weight_hh, frugal_tensor bias_ih, frugal_tensor bias_hh,
                               frugal_tensor *outs) {
    return attempt([&] {
        at::Tensor h = borrow(hidden), c = borrow(cell);
        at::Tensor gates =
            affine(borrow(x), borrow(weight_ih), optional(bias_ih)) + affine(h, borrow(weight_hh), optional(bias_hh));
        check_gates(gates, h, 4);
        give_state(lstm_gates(gates, c, false), outs);
    });
}

frugal_status frugal_lstm_gates(frugal_tensor product_handle, frugal_tensor cell_handle, bool candidate_last,
                                frugal_tensor *outs) {
    return attempt([&] {
        at::Tensor product = borrow(product_handle), cell = borrow(cell_handle);
        check_gates(product, cell, 4);
        give_state(lstm_gates(product, cell, candidate_last), outs);
    });
}

frugal_status frugal_gru_cell(frugal_tensor x, frugal_tensor hidden, frugal_tensor weight_ih, frugal_tensor weight_hh,
                              frugal_tensor bias_ih, frugal_tensor bias_hh, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor h = borrow(hidden);
        at::Tensor of_input = affine(borrow(x), borrow(weight_ih), optional(bias_ih));
        at::Tensor of_state = affine(h, borrow(weight_hh), optional(bias_hh));
        check_gates(of_input, h, 3);
        check_gates(of_state, h, 3);
        auto a = of_input.chunk(3, 1), b = of_state.chunk(3, 1);
        at::Tensor reset = (a[0] + b[0]).sigmoid(), update = (a[1] + b[1]).sigmoid();
        at::Tensor candidate = (a[2] + reset * b[2]).tanh();
        *out = give(candidate + update * (h - candidate));
    });
}

frugal_status frugal_recurrent_graph(frugal_tensor x, frugal_tensor state, frugal_tensor mask,
                                     const frugal_tensor *weights, const frugal_int *inputs,
                                     const frugal_int *activations, frugal_int count, frugal_tensor *out) {
    return attempt([&] {
        TORCH_CHECK_VALUE(count > 1, "a cell has at least two nodes, got ", count);
        RecurrentGraph graph{list(inputs, count - 1).vec(), list(activations, count).vec()};
        auto all = borrow_list(weights, count);
        *out = give(recurrent_graph(borrow(x), borrow(state), borrow_optional(mask), all, graph));
    });
}

}  // extern "C"
