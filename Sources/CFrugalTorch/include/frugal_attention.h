// Scaled dot-product attention.
#ifndef FRUGAL_ATTENTION_H
#define FRUGAL_ATTENTION_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// query [..., L, E], key [..., S, E], value [..., S, V]. `mask` may be null: bool (true may be seen) or added to the
/// scores. `scale` is 1/sqrt(E) where NaN. Attention weights are dropped with probability `dropout`, drawn from `seed`.
/// `twice_differentiable` avoids the fused kernel, which has no second derivative.
frugal_status frugal_attention(frugal_tensor query, frugal_tensor key, frugal_tensor value, frugal_tensor mask,
                               bool causal, double scale, double dropout, uint64_t seed, bool twice_differentiable,
                               frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
