// Gradients, and the scopes that say what is recorded and at which precision.
#ifndef FRUGAL_AUTOGRAD_H
#define FRUGAL_AUTOGRAD_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The same values as a leaf of the graph: it shares memory, and recording starts or stops here.
frugal_status frugal_leaf(frugal_tensor a, bool requires_gradient, frugal_tensor *out);

/// Gradients of sum(output * seed) with respect to each input; null where the output does not depend on it.
/// `seed` may be null for an output of one element.
frugal_status frugal_gradients(frugal_tensor output, frugal_tensor seed, const frugal_tensor *inputs, frugal_int count,
                               bool create_graph, bool keep_graph, frugal_tensor *outs);

bool frugal_gradients_enabled(void);
void frugal_set_gradients_enabled(bool enabled);

/// Automatic choice of a lower precision for products and convolutions. Returns what was set before.
bool frugal_autocast_enabled(int32_t device_type);
void frugal_set_autocast(int32_t device_type, bool enabled, int32_t dtype);

#ifdef __cplusplus
}
#endif
#endif
