#include "include/frugal_recurrent.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/gru.h>
#include <ATen/ops/lstm.h>

#include "internal.hpp"
#include "linear.hpp"

using namespace frugal;

namespace {
/// libtorch reads this list without looking at its length.
std::vector<at::Tensor> checked(const frugal_tensor *parameters, frugal_int count, bool biases, frugal_int layers,
                                bool bidirectional) {
    frugal_int expected = layers * (bidirectional ? 2 : 1) * (biases ? 4 : 2);
    TORCH_CHECK_VALUE(layers > 0 && count == expected, "a recurrent layer of this depth has ", expected,
                      " parameters, got ", count);
    return borrow_list(parameters, count);
}

void check_gates(const at::Tensor &gates, const at::Tensor &hidden, int64_t count) {
    TORCH_CHECK_VALUE(hidden.dim() == 2 && gates.size(-1) == count * hidden.size(1), "a state of ", hidden.sizes(),
                      " does not fit ", gates.size(-1), " gate rows");
}
}  // namespace

extern "C" {

frugal_status frugal_lstm(frugal_tensor x, frugal_tensor hidden, frugal_tensor cell, const frugal_tensor *parameters,
                          frugal_int count, bool biases, frugal_int layers, bool bidirectional, bool batch_first,
                          frugal_tensor *outs) {
    return attempt([&] {
        auto [sequence, last_hidden, last_cell] =
            at::lstm(borrow(x), {borrow(hidden), borrow(cell)}, checked(parameters, count, biases, layers, bidirectional),
                     biases, layers, /*dropout=*/0, /*train=*/false, bidirectional, batch_first);
        outs[0] = give(std::move(sequence));
        outs[1] = give(std::move(last_hidden));
        outs[2] = give(std::move(last_cell));
    });
}

frugal_status frugal_gru(frugal_tensor x, frugal_tensor hidden, const frugal_tensor *parameters, frugal_int count,
                         bool biases, frugal_int layers, bool bidirectional, bool batch_first, frugal_tensor *outs) {
    return attempt([&] {
        auto [sequence, last_hidden] =
            at::gru(borrow(x), borrow(hidden), checked(parameters, count, biases, layers, bidirectional), biases, layers,
                    /*dropout=*/0, /*train=*/false, bidirectional, batch_first);
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
        auto part = gates.chunk(4, 1);
        at::Tensor in = part[0].sigmoid(), forget = part[1].sigmoid(), new_cell = part[2].tanh(),
                   output = part[3].sigmoid();
        at::Tensor next = forget * c + in * new_cell;
        outs[0] = give(output * next.tanh());
        outs[1] = give(std::move(next));
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

}  // extern "C"
