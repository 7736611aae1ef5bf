// The nonlinearities of networks.
#ifndef FRUGAL_ACTIVATION_H
#define FRUGAL_ACTIVATION_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

frugal_status frugal_relu(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_relu6(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_sigmoid(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_log_sigmoid(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_silu(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_mish(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_selu(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_hard_sigmoid(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_hard_swish(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_gelu(frugal_tensor a, bool approximate, frugal_tensor *out);
frugal_status frugal_leaky_relu(frugal_tensor a, double slope, frugal_tensor *out);
frugal_status frugal_elu(frugal_tensor a, double alpha, frugal_tensor *out);
frugal_status frugal_softplus(frugal_tensor a, double sharpness, frugal_tensor *out);
frugal_status frugal_softmax(frugal_tensor a, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_log_softmax(frugal_tensor a, frugal_int dimension, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
