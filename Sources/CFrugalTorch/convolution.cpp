#include "include/frugal_convolution.h"

#include <ATen/ops/convolution.h>

#include "internal.hpp"

using namespace frugal;

extern "C" frugal_status frugal_convolution(frugal_tensor x_handle, frugal_tensor weight_handle, frugal_tensor bias,
                                            frugal_int dimensions, const frugal_int *stride, const frugal_int *padding,
                                            const frugal_int *dilation, frugal_int groups, bool transposed,
                                            const frugal_int *output_padding, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor x = borrow(x_handle), weight = borrow(weight_handle);
        TORCH_CHECK_VALUE(x.dim() == dimensions + 2 && weight.dim() == dimensions + 2, "a convolution of ", dimensions,
                          " dimensions needs input and weight of rank ", dimensions + 2, ", got ", x.sizes(), " and ",
                          weight.sizes());
        TORCH_CHECK_VALUE(groups > 0, "the number of groups must be positive, got ", groups);
        *out = give(at::convolution(x, weight, optional(bias), list(stride, dimensions), list(padding, dimensions),
                                    list(dilation, dimensions), transposed, list(output_padding, dimensions), groups));
    });
}
