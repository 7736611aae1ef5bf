#include "include/frugal_elementwise.h"

#include <ATen/ExpandUtils.h>
#include <ATen/TensorUtils.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/result_type.h>
#include <ATen/ops/rsub.h>
#include <ATen/ops/where.h>
#include <c10/core/GradMode.h>

#include <cmath>

#include "internal.hpp"

using namespace frugal;

namespace {
bool records(const at::Tensor &a) { return a.requires_grad() && c10::GradMode::is_enabled(); }

/// Whether `a` can hold the result of an operation with `b`.
bool fits(const at::Tensor &a, const at::Tensor &b) {
    return !records(a) && !records(b) && at::result_type(a, b) == a.scalar_type() && a.device() == b.device() &&
           at::is_expandable_to(b.sizes(), a.sizes());
}

bool fits(const at::Tensor &a, const at::Scalar &b) { return !records(a) && at::result_type(a, b) == a.scalar_type(); }
}  // namespace

#define IN_PLACE(name, condition, method)                                                     \
    frugal_status frugal_##name##_in_place(frugal_tensor left, frugal_tensor right, bool *done) { \
        return attempt([&] {                                                                   \
            at::Tensor a = borrow(left), b = borrow(right);                                    \
            if (!fits(a, b) || !(condition)) return;                                           \
            a.method(b);                                                                       \
            *done = true;                                                                      \
        });                                                                                    \
    }
#define IN_PLACE_WITH_SCALAR(name, condition, method)                                        \
    frugal_status frugal_##name##_in_place(frugal_tensor handle, double value, bool *done) { \
        return attempt([&] {                                                                  \
            at::Tensor a = borrow(handle);                                                    \
            at::Scalar b = scalar_for(a, value);                                              \
            if (!fits(a, b) || !(condition)) return;                                          \
            a.method(b);                                                                      \
            *done = true;                                                                     \
        });                                                                                   \
    }

extern "C" {

FRUGAL_BINARY(add, a.add(b))
FRUGAL_BINARY(subtract, a.sub(b))
FRUGAL_BINARY(multiply, a.mul(b))
FRUGAL_BINARY(divide, a.div(b))
FRUGAL_BINARY(floor_divide, a.div(b, "floor"))
FRUGAL_BINARY(remainder, a.remainder(b))
FRUGAL_BINARY(power, a.pow(b))
FRUGAL_BINARY(maximum, a.maximum(b))
FRUGAL_BINARY(minimum, a.minimum(b))
FRUGAL_BINARY(atan2, a.atan2(b))
FRUGAL_BINARY(hypot, a.hypot(b))
FRUGAL_WITH_SCALAR(add_scalar, a.add(b))

frugal_status frugal_add_scaled(frugal_tensor a, frugal_tensor b, double factor, frugal_tensor *out) {
    return frugal::attempt([&] { *out = frugal::give(frugal::borrow(a).add(frugal::borrow(b), factor)); });
}

FRUGAL_WITH_SCALAR(multiply_scalar, a.mul(b))
FRUGAL_WITH_SCALAR(divide_scalar, a.div(b))
FRUGAL_WITH_SCALAR(subtract_from_scalar, at::rsub(a, b))
FRUGAL_WITH_SCALAR(divide_into_scalar, a.reciprocal().mul(b))
FRUGAL_WITH_SCALAR(remainder_scalar, a.remainder(b))
FRUGAL_WITH_SCALAR(power_scalar, a.pow(b))
FRUGAL_WITH_SCALAR(scalar_power, at::pow(b, a))
FRUGAL_UNARY(negate, a.neg())

frugal_status frugal_lerp(frugal_tensor left, frugal_tensor right, double weight, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(left).lerp(borrow(right), weight)); });
}

IN_PLACE(add, true, add_)
IN_PLACE(subtract, a.scalar_type() != at::kBool, sub_)
IN_PLACE(multiply, true, mul_)
IN_PLACE(divide, a.is_floating_point(), div_)
IN_PLACE_WITH_SCALAR(add_scalar, true, add_)
IN_PLACE_WITH_SCALAR(multiply_scalar, true, mul_)
IN_PLACE_WITH_SCALAR(divide_scalar, a.is_floating_point(), div_)

FRUGAL_UNARY(exp, a.exp())
FRUGAL_UNARY(exp2, a.exp2())
FRUGAL_UNARY(expm1, a.expm1())
FRUGAL_UNARY(log, a.log())
FRUGAL_UNARY(log2, a.log2())
FRUGAL_UNARY(log10, a.log10())
FRUGAL_UNARY(log1p, a.log1p())
FRUGAL_UNARY(sqrt, a.sqrt())
FRUGAL_UNARY(rsqrt, a.rsqrt())
FRUGAL_UNARY(square, a.square())
FRUGAL_UNARY(abs, a.abs())
FRUGAL_UNARY(sign, a.sign())
FRUGAL_UNARY(reciprocal, a.reciprocal())
FRUGAL_UNARY(floor, a.floor())
FRUGAL_UNARY(ceil, a.ceil())
FRUGAL_UNARY(round, a.round())
FRUGAL_UNARY(truncate, a.trunc())
FRUGAL_UNARY(sin, a.sin())
FRUGAL_UNARY(cos, a.cos())
FRUGAL_UNARY(tan, a.tan())
FRUGAL_UNARY(asin, a.asin())
FRUGAL_UNARY(acos, a.acos())
FRUGAL_UNARY(atan, a.atan())
FRUGAL_UNARY(sinh, a.sinh())
FRUGAL_UNARY(cosh, a.cosh())
FRUGAL_UNARY(tanh, a.tanh())
FRUGAL_UNARY(asinh, a.asinh())
FRUGAL_UNARY(acosh, a.acosh())
FRUGAL_UNARY(atanh, a.atanh())
FRUGAL_UNARY(erf, a.erf())
FRUGAL_UNARY(erfc, a.erfc())
FRUGAL_UNARY(erfinv, a.erfinv())
FRUGAL_UNARY(lgamma, a.lgamma())
FRUGAL_UNARY(digamma, a.digamma())

frugal_status frugal_clamp(frugal_tensor handle, double low, double high, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        auto bound = [&](double value) {
            return std::isnan(value) ? std::nullopt : std::optional<at::Scalar>(scalar_for(a, value));
        };
        *out = give(std::isnan(low) && std::isnan(high) ? a : a.clamp(bound(low), bound(high)));
    });
}

frugal_status frugal_nan_to_num(frugal_tensor a, double nan, double positive, double negative, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).nan_to_num(nan, positive, negative)); });
}

FRUGAL_BINARY(equal, a.eq(b))
FRUGAL_BINARY(not_equal, a.ne(b))
FRUGAL_BINARY(less, a.lt(b))
FRUGAL_BINARY(less_equal, a.le(b))
FRUGAL_BINARY(greater, a.gt(b))
FRUGAL_BINARY(greater_equal, a.ge(b))
FRUGAL_WITH_SCALAR(equal_scalar, a.eq(b))
FRUGAL_WITH_SCALAR(not_equal_scalar, a.ne(b))
FRUGAL_WITH_SCALAR(less_scalar, a.lt(b))
FRUGAL_WITH_SCALAR(less_equal_scalar, a.le(b))
FRUGAL_WITH_SCALAR(greater_scalar, a.gt(b))
FRUGAL_WITH_SCALAR(greater_equal_scalar, a.ge(b))
FRUGAL_BINARY(logical_and, a.logical_and(b))
FRUGAL_BINARY(logical_or, a.logical_or(b))
FRUGAL_BINARY(logical_xor, a.logical_xor(b))
FRUGAL_UNARY(logical_not, a.logical_not())
FRUGAL_UNARY(is_nan, a.isnan())
FRUGAL_UNARY(is_finite, a.isfinite())
FRUGAL_UNARY(is_infinite, a.isinf())

frugal_status frugal_is_close(frugal_tensor left, frugal_tensor right, double relative, double absolute,
                              frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(left).isclose(borrow(right), relative, absolute)); });
}

frugal_status frugal_all_equal(frugal_tensor left, frugal_tensor right, bool *out) {
    return attempt([&] {
        at::Tensor a = borrow(left), b = borrow(right);
        *out = a.sizes() == b.sizes() && a.eq(b).all().item<bool>();
    });
}

frugal_status frugal_where(frugal_tensor condition, frugal_tensor a, frugal_tensor b, frugal_tensor *out) {
    return attempt([&] { *out = give(at::where(borrow(condition), borrow(a), borrow(b))); });
}

frugal_status frugal_masked_fill(frugal_tensor handle, frugal_tensor mask, double value, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        *out = give(a.masked_fill(borrow(mask), scalar_for(a, value)));
    });
}

}  // extern "C"
