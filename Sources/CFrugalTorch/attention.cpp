#include "include/frugal_attention.h"

#include <ATen/ops/_scaled_dot_product_attention_math.h>
#include <ATen/ops/scaled_dot_product_attention.h>

#include <cmath>

#include "internal.hpp"

using namespace frugal;

extern "C" frugal_status frugal_attention(frugal_tensor query, frugal_tensor key, frugal_tensor value,
                                          frugal_tensor mask, bool causal, double scale, bool twice_differentiable,
                                          frugal_tensor *out) {
    return attempt([&] {
        std::optional<double> factor = std::isnan(scale) ? std::nullopt : std::optional<double>(scale);
        at::Tensor q = borrow(query), k = borrow(key), v = borrow(value);
        *out = give(twice_differentiable
                        ? std::get<0>(at::_scaled_dot_product_attention_math(q, k, v, optional(mask), 0, causal,
                                                                             std::nullopt, factor))
                        : at::scaled_dot_product_attention(q, k, v, optional(mask), 0, causal, factor));
    });
}
