#include "include/frugal_attention.h"

#include <ATen/ops/_scaled_dot_product_attention_math.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/scaled_dot_product_attention.h>

#include <cmath>

#include "internal.hpp"
#include "random.hpp"

using namespace frugal;

namespace {
/// Which attention weights stay. Drawn here, because the engine would draw from a generator that all threads share.
at::Tensor kept(const at::Tensor &query, const at::Tensor &key, double dropout, uint64_t seed) {
    TORCH_CHECK_VALUE(dropout >= 0 && dropout < 1, "dropout of attention lies in [0, 1), got ", dropout);
    TORCH_CHECK_VALUE(query.dim() >= 2 && key.dim() == query.dim(), "query and key must have one rank, got ",
                      query.sizes(), " and ", key.sizes());
    auto shape = query.sizes().vec();
    shape.back() = key.size(-2);
    return at::empty(shape, query.options().dtype(at::kBool))
        .bernoulli_(1 - dropout, generator_for(query.device(), seed));
}
}  // namespace

extern "C" frugal_status frugal_attention(frugal_tensor query, frugal_tensor key, frugal_tensor value,
                                          frugal_tensor mask, bool causal, double scale, double dropout, uint64_t seed,
                                          bool twice_differentiable, frugal_tensor *out) {
    return attempt([&] {
        std::optional<double> factor = std::isnan(scale) ? std::nullopt : std::optional<double>(scale);
        at::Tensor q = borrow(query), k = borrow(key), v = borrow(value);
        if (dropout == 0 && !twice_differentiable) {
            *out = give(at::scaled_dot_product_attention(q, k, v, optional(mask), 0, causal, factor));
            return;
        }
        std::optional<at::Tensor> stays;
        if (dropout != 0) stays = kept(q, k, dropout, seed);
        *out = give(std::get<0>(
            at::_scaled_dot_product_attention_math(q, k, v, optional(mask), dropout, causal, stays, factor)));
    });
}
