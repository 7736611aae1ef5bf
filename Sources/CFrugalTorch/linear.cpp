#include "linear.hpp"

#include <ATen/ops/linear.h>

#include "include/frugal_linear.h"
#include "internal.hpp"

namespace frugal {
at::Tensor affine(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias) {
    return at::linear(x, weight, bias);
}
}  // namespace frugal

extern "C" frugal_status frugal_linear(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor *out) {
    return frugal::attempt([&] {
        *out = frugal::give(frugal::affine(frugal::borrow(x), frugal::borrow(weight), frugal::optional(bias)));
    });
}
