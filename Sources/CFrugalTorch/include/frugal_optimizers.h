// Steps of the optimisers, each over a whole list of parameters at once.
#ifndef FRUGAL_OPTIMIZERS_H
#define FRUGAL_OPTIMIZERS_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A parameter with its gradient and what the optimiser remembers about it; a null memory is one that is not needed.
/// The parameter and the memories are changed in place, so nobody else may see them.
typedef struct {
    frugal_tensor parameter, gradient;
    frugal_tensor memory[3];
    /// The number of this step for this parameter, from 1.
    int64_t step;
    /// Whether memory[0] has just been made, and is zero.
    bool fresh;
    /// For frugal_blend: how far the parameter moves.
    double weight;
} frugal_slot;

/// memory: momentum buffer, where momentum is not 0.
frugal_status frugal_sgd_step(const frugal_slot *slots, frugal_int count, double rate, double momentum,
                              double dampening, double weight_decay, bool nesterov);

/// memory: first moment, second moment. `decoupled` decays the weights themselves (AdamW) and not by the gradient.
frugal_status frugal_adam_step(const frugal_slot *slots, frugal_int count, double rate, double beta1, double beta2,
                               double epsilon, double weight_decay, bool decoupled);

/// memory: mean square; mean where centered, else null; momentum buffer where momentum is not 0, else null.
frugal_status frugal_rmsprop_step(const frugal_slot *slots, frugal_int count, double rate, double smoothing,
                                  double epsilon, double weight_decay, double momentum);

/// memory: averaged parameter.
frugal_status frugal_asgd_step(const frugal_slot *slots, frugal_int count, double rate, double decay, double power,
                               double averaging_start, double weight_decay);

/// Moves each parameter towards its "gradient", here a tensor like it: parameter + weight * (gradient - parameter).
frugal_status frugal_blend(const frugal_slot *slots, frugal_int count);

/// The Euclidean norm of all elements of all tensors, summed in double precision. Null handles count as nothing.
frugal_status frugal_global_norm(const frugal_tensor *tensors, frugal_int count, double *out);
/// Multiplies every element in place.
frugal_status frugal_scale_list(const frugal_tensor *tensors, frugal_int count, double factor);
/// Limits every element in place.
frugal_status frugal_clamp_list(const frugal_tensor *tensors, frugal_int count, double low, double high);

/// Whether every element is a number: no infinity, no NaN.
frugal_status frugal_all_finite(frugal_tensor tensor, bool *out);

/// Zeros of the tensor's shape and type in its very layout.
frugal_status frugal_zeros_in_layout(frugal_tensor a, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
