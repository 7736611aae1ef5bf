// Normalisation by statistics of the batch, of each example, or given ones.
#ifndef FRUGAL_NORMALIZATION_H
#define FRUGAL_NORMALIZATION_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

// `weight` and `bias` may be null everywhere.

/// By given statistics of each channel (dimension 1).
frugal_status frugal_batch_norm(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor mean,
                                frugal_tensor variance, double epsilon, frugal_tensor *out);
/// By the batch's own. `outs`: the result, the mean and the unbiased variance of each channel, both without gradients.
frugal_status frugal_batch_norm_of_batch(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, double epsilon,
                                         frugal_tensor *outs);
/// By the statistics over the last `rank` dimensions, which are of `shape`.
frugal_status frugal_layer_norm(frugal_tensor x, const frugal_int *shape, frugal_int rank, frugal_tensor weight,
                                frugal_tensor bias, double epsilon, frugal_tensor *out);
/// By the statistics of each example over groups of channels.
frugal_status frugal_group_norm(frugal_tensor x, frugal_int groups, frugal_tensor weight, frugal_tensor bias,
                                double epsilon, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
