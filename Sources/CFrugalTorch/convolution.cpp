#include "include/frugal_convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/relu.h>

#include "internal.hpp"
#include "kernels/depthwise.hpp"
#include "kernels/strided.hpp"

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
        auto strides = list(stride, dimensions), margins = list(padding, dimensions);
        if (!transposed && is_depthwise(x, weight, strides, margins, list(dilation, dimensions), groups)) {
            at::Tensor convolved = depthwise(x, weight, false);
            if (bias != nullptr) convolved = convolved + borrow(bias).reshape({1, -1, 1, 1});
            *out = give(std::move(convolved));
            return;
        }
        if (!transposed && is_strided(x, weight, optional(bias), strides, margins, list(dilation, dimensions), groups)) {
            *out = give(strided(x, weight, optional(bias), strides[0]));
            return;
        }
        *out = give(at::convolution(x, weight, optional(bias), strides, margins, list(dilation, dimensions), transposed,
                                    list(output_padding, dimensions), groups));
    });
}

extern "C" frugal_status frugal_rectified_depthwise(frugal_tensor x_handle, frugal_tensor weight_handle,
                                                    frugal_tensor *out) {
    return attempt([&] {
        at::Tensor x = borrow(x_handle), weight = borrow(weight_handle);
        TORCH_CHECK_VALUE(x.dim() == 4 && weight.dim() == 4 && weight.size(2) % 2 == 1 && weight.size(3) % 2 == 1,
                          "a depthwise convolution needs images of rank 4 and odd kernels, got ", x.sizes(), " and ",
                          weight.sizes());
        int64_t margins[] = {weight.size(2) / 2, weight.size(3) / 2}, ones[] = {1, 1};
        *out = give(is_depthwise(x, weight, ones, margins, ones, x.size(1))
                        ? depthwise(x, weight, true)
                        : at::convolution(at::relu(x), weight, std::nullopt, ones, margins, ones, false, {0, 0},
                                          x.size(1)));
    });
}
