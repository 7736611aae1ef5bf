// The affine map: every dense layer goes through it, so that it is fast in one place.
#ifndef FRUGAL_LINEAR_H
#define FRUGAL_LINEAR_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// x [..., inputs] times the transpose of weight [outputs, inputs], plus bias [outputs], which may be null.
frugal_status frugal_linear(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
