// Convolutions of one and two dimensions, and their transposes.
#ifndef FRUGAL_CONVOLUTION_H
#define FRUGAL_CONVOLUTION_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// `stride`, `padding`, `dilation` and `output_padding` hold one number a spatial dimension, `dimensions` of them.
/// x [N, C, ...]; weight [out, in/groups, ...], or [in, out/groups, ...] where transposed; bias may be null.
/// `output_padding` matters only where transposed.
frugal_status frugal_convolution(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_int dimensions,
                                 const frugal_int *stride, const frugal_int *padding, const frugal_int *dilation,
                                 frugal_int groups, bool transposed, const frugal_int *output_padding,
                                 frugal_tensor *out);

/// The convolution of relu(x), one kernel a channel, that keeps height and width. x [N, C, H, W]; weight [C, 1, odd, odd].
frugal_status frugal_rectified_depthwise(frugal_tensor x, frugal_tensor weight, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
