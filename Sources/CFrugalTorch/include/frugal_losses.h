// Losses. The reduction is 0 none, 1 mean, 2 sum.
#ifndef FRUGAL_LOSSES_H
#define FRUGAL_LOSSES_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// `target`: class indices [N, ...], or probabilities of the logits' shape. `weights` [classes] may be null.
frugal_status frugal_cross_entropy(frugal_tensor logits, frugal_tensor target, frugal_tensor weights, double smoothing,
                                   int64_t ignored, int64_t reduction, frugal_tensor *out);
frugal_status frugal_negative_log_likelihood(frugal_tensor log_probabilities, frugal_tensor labels,
                                             frugal_tensor weights, int64_t ignored, int64_t reduction,
                                             frugal_tensor *out);
/// `positive_weight` may be null: how much more a positive target counts.
frugal_status frugal_binary_cross_entropy(frugal_tensor logits, frugal_tensor target, frugal_tensor positive_weight,
                                          int64_t reduction, frugal_tensor *out);
frugal_status frugal_squared_error(frugal_tensor a, frugal_tensor b, int64_t reduction, frugal_tensor *out);
frugal_status frugal_absolute_error(frugal_tensor a, frugal_tensor b, int64_t reduction, frugal_tensor *out);
frugal_status frugal_huber(frugal_tensor a, frugal_tensor b, double delta, int64_t reduction, frugal_tensor *out);
frugal_status frugal_smooth_absolute_error(frugal_tensor a, frugal_tensor b, double beta, int64_t reduction,
                                           frugal_tensor *out);
frugal_status frugal_divergence(frugal_tensor log_probabilities, frugal_tensor target, int64_t reduction,
                                frugal_tensor *out);
/// The hinge over classes: how far every other score comes within `margin` of the label's.
frugal_status frugal_multiclass_hinge(frugal_tensor scores, frugal_tensor labels, double margin, int64_t reduction,
                                      frugal_tensor *out);
frugal_status frugal_triplet(frugal_tensor anchor, frugal_tensor positive, frugal_tensor negative, double margin,
                             int64_t reduction, frugal_tensor *out);
frugal_status frugal_cosine_similarity(frugal_tensor a, frugal_tensor b, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_pairwise_distance(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
/// Contrastive loss of Hadsell, Chopra and LeCun (2006) over distances: `same` is 1 for pairs of one class, else 0.
frugal_status frugal_contrastive(frugal_tensor distances, frugal_tensor same, double margin, int64_t reduction,
                                 frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
