// Pooling and resizing of sequences [N, C, L] and images [N, C, H, W].
#ifndef FRUGAL_POOLING_H
#define FRUGAL_POOLING_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

// Windows hold one number a spatial dimension, `dimensions` of them: 1 or 2.
frugal_status frugal_max_pool(frugal_tensor x, frugal_int dimensions, const frugal_int *kernel, const frugal_int *stride,
                              const frugal_int *padding, const frugal_int *dilation, bool ceiling, frugal_tensor *out);
frugal_status frugal_average_pool(frugal_tensor x, frugal_int dimensions, const frugal_int *kernel,
                                  const frugal_int *stride, const frugal_int *padding, bool ceiling,
                                  bool counts_padding, frugal_tensor *out);
/// Windows chosen so that the result has this size.
frugal_status frugal_adaptive_pool(frugal_tensor x, frugal_int dimensions, const frugal_int *size, bool maximum,
                                   frugal_tensor *out);
/// The mean over every dimension after the second.
frugal_status frugal_global_average_pool(frugal_tensor x, frugal_tensor *out);

frugal_status frugal_resize_nearest(frugal_tensor x, frugal_int height, frugal_int width, frugal_tensor *out);
frugal_status frugal_resize_bilinear(frugal_tensor x, frugal_int height, frugal_int width, bool align_corners,
                                     frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
