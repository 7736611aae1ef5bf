// Operations of our own, faster than the chains of library operations that they stand for.
#ifndef FRUGAL_KERNELS_H
#define FRUGAL_KERNELS_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A convolution 3 x 3 with padding 1, batch normalisation, ReLU and max-pooling 2 x 2, as one operation.
///
/// `x` is [N, C, H, W], `weight` [K, C, 3, 3]; `bias`, `scale` and `shift` are [K], `bias` may be null. Where `mean` and
/// `variance` are null the statistics of the batch are used and given back in `outs[1]` and `outs[2]` (the
/// variance unbiased); otherwise those given are used, and `outs[1]` and `outs[2]` are null.
frugal_status frugal_convolution_block(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor scale,
                                       frugal_tensor shift, frugal_tensor mean, frugal_tensor variance, double epsilon,
                                       frugal_tensor *outs);

#ifdef __cplusplus
}
#endif
#endif
