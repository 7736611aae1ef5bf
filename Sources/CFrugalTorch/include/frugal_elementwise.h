// Operations element by element: arithmetic, functions, comparisons, choice.
#ifndef FRUGAL_ELEMENTWISE_H
#define FRUGAL_ELEMENTWISE_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

// Arithmetic; shapes broadcast.
frugal_status frugal_add(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_subtract(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_multiply(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_divide(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_floor_divide(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_remainder(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_power(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_maximum(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_minimum(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_atan2(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_hypot(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_lerp(frugal_tensor a, frugal_tensor b, double weight, frugal_tensor *out);
frugal_status frugal_add_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_add_scaled(frugal_tensor a, frugal_tensor b, double factor, frugal_tensor *out);
frugal_status frugal_multiply_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_divide_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_subtract_from_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_divide_into_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_remainder_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_power_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_scalar_power(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_negate(frugal_tensor a, frugal_tensor *out);

/// The same in the memory of `a`. `done` stays false, and nothing changes, where the result would have another shape or
/// type than `a`, or where a gradient has to be recorded.
frugal_status frugal_add_in_place(frugal_tensor a, frugal_tensor b, bool *done);
frugal_status frugal_subtract_in_place(frugal_tensor a, frugal_tensor b, bool *done);
frugal_status frugal_multiply_in_place(frugal_tensor a, frugal_tensor b, bool *done);
frugal_status frugal_divide_in_place(frugal_tensor a, frugal_tensor b, bool *done);
frugal_status frugal_add_scalar_in_place(frugal_tensor a, double b, bool *done);
frugal_status frugal_multiply_scalar_in_place(frugal_tensor a, double b, bool *done);
frugal_status frugal_divide_scalar_in_place(frugal_tensor a, double b, bool *done);

// Functions.
frugal_status frugal_exp(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_exp2(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_expm1(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_log(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_log2(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_log10(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_log1p(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_sqrt(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_rsqrt(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_square(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_abs(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_sign(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_reciprocal(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_floor(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_ceil(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_round(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_truncate(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_sin(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_cos(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_tan(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_asin(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_acos(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_atan(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_sinh(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_cosh(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_tanh(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_asinh(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_acosh(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_atanh(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_erf(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_erfc(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_erfinv(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_lgamma(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_digamma(frugal_tensor a, frugal_tensor *out);
/// A bound that is NaN is no bound.
frugal_status frugal_clamp(frugal_tensor a, double low, double high, frugal_tensor *out);
/// Replaces what is not a number, and the infinities.
frugal_status frugal_nan_to_num(frugal_tensor a, double nan, double positive, double negative, frugal_tensor *out);

// Comparisons and logic: results are bool.
frugal_status frugal_equal(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_not_equal(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_less(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_less_equal(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_greater(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_greater_equal(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_equal_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_not_equal_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_less_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_less_equal_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_greater_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_greater_equal_scalar(frugal_tensor a, double b, frugal_tensor *out);
frugal_status frugal_logical_and(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_logical_or(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_logical_xor(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_logical_not(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_is_nan(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_is_finite(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_is_infinite(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_is_close(frugal_tensor a, frugal_tensor b, double relative, double absolute, frugal_tensor *out);
/// Whether shapes and all elements agree, as one number.
frugal_status frugal_all_equal(frugal_tensor a, frugal_tensor b, bool *out);

// Choice.
frugal_status frugal_where(frugal_tensor condition, frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_masked_fill(frugal_tensor a, frugal_tensor mask, double value, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
