#include "include/frugal_activation.h"

#include <ATen/ops/elu.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/hardsigmoid.h>
#include <ATen/ops/hardswish.h>
#include <ATen/ops/hardtanh.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/mish.h>
#include <ATen/ops/selu.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softplus.h>

#include "internal.hpp"

extern "C" {

FRUGAL_UNARY(relu, a.relu())
FRUGAL_UNARY(relu6, at::hardtanh(a, 0, 6))
FRUGAL_UNARY(sigmoid, a.sigmoid())
FRUGAL_UNARY(log_sigmoid, at::log_sigmoid(a))
FRUGAL_UNARY(silu, at::silu(a))
FRUGAL_UNARY(mish, at::mish(a))
FRUGAL_UNARY(selu, at::selu(a))
FRUGAL_UNARY(hard_sigmoid, at::hardsigmoid(a))
FRUGAL_UNARY(hard_swish, at::hardswish(a))
FRUGAL_WITH_SCALAR(leaky_relu, at::leaky_relu(a, b))
FRUGAL_WITH_SCALAR(elu, at::elu(a, b))
FRUGAL_WITH_SCALAR(softplus, at::softplus(a, b))

frugal_status frugal_gelu(frugal_tensor a, bool approximate, frugal_tensor *out) {
    return frugal::attempt([&] { *out = frugal::give(at::gelu(frugal::borrow(a), approximate ? "tanh" : "none")); });
}

frugal_status frugal_softmax(frugal_tensor a, frugal_int dimension, frugal_tensor *out) {
    return frugal::attempt([&] { *out = frugal::give(frugal::borrow(a).softmax(dimension)); });
}

frugal_status frugal_log_softmax(frugal_tensor a, frugal_int dimension, frugal_tensor *out) {
    return frugal::attempt([&] { *out = frugal::give(frugal::borrow(a).log_softmax(dimension)); });
}

}  // extern "C"
