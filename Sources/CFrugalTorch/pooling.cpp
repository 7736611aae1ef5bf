#include "include/frugal_pooling.h"

#include <ATen/ops/adaptive_avg_pool1d.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/adaptive_max_pool1d.h>
#include <ATen/ops/adaptive_max_pool2d.h>
#include <ATen/ops/avg_pool1d.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/max_pool1d.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/upsample_nearest2d.h>

#include <numeric>

#include "internal.hpp"

using namespace frugal;

namespace {
at::Tensor batch(frugal_tensor handle, frugal_int dimensions) {
    at::Tensor x = borrow(handle);
    TORCH_CHECK_VALUE((dimensions == 1 || dimensions == 2) && x.dim() == dimensions + 2, "pooling over ", dimensions,
                      " dimensions needs an input of rank ", dimensions + 2, ", got ", x.sizes());
    return x;
}
}  // namespace

extern "C" {

frugal_status frugal_max_pool(frugal_tensor x, frugal_int dimensions, const frugal_int *kernel, const frugal_int *stride,
                              const frugal_int *padding, const frugal_int *dilation, bool ceiling, frugal_tensor *out) {
    return attempt([&] {
        auto pool = dimensions == 1 ? at::max_pool1d : at::max_pool2d;
        *out = give(pool(batch(x, dimensions), list(kernel, dimensions), list(stride, dimensions),
                         list(padding, dimensions), list(dilation, dimensions), ceiling));
    });
}

frugal_status frugal_average_pool(frugal_tensor x, frugal_int dimensions, const frugal_int *kernel,
                                  const frugal_int *stride, const frugal_int *padding, bool ceiling,
                                  bool counts_padding, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = batch(x, dimensions);
        auto window = list(kernel, dimensions), step = list(stride, dimensions), margin = list(padding, dimensions);
        *out = give(dimensions == 1 ? at::avg_pool1d(a, window, step, margin, ceiling, counts_padding)
                                    : at::avg_pool2d(a, window, step, margin, ceiling, counts_padding));
    });
}

frugal_status frugal_adaptive_pool(frugal_tensor x, frugal_int dimensions, const frugal_int *size, bool maximum,
                                   frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = batch(x, dimensions);
        auto target = list(size, dimensions);
        if (maximum) {
            *out = give(std::get<0>(dimensions == 1 ? at::adaptive_max_pool1d(a, target)
                                                    : at::adaptive_max_pool2d(a, target)));
        } else {
            *out = give(dimensions == 1 ? at::adaptive_avg_pool1d(a, target) : at::adaptive_avg_pool2d(a, target));
        }
    });
}

frugal_status frugal_global_average_pool(frugal_tensor x, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(x);
        TORCH_CHECK_VALUE(a.dim() > 2, "a global average needs [N, C, ...], got ", a.sizes());
        std::vector<int64_t> positions(static_cast<size_t>(a.dim() - 2));
        std::iota(positions.begin(), positions.end(), 2);
        *out = give(at::mean(a, positions));
    });
}

frugal_status frugal_resize_nearest(frugal_tensor x, frugal_int height, frugal_int width, frugal_tensor *out) {
    return attempt([&] { *out = give(at::upsample_nearest2d(batch(x, 2), {height, width})); });
}

frugal_status frugal_resize_bilinear(frugal_tensor x, frugal_int height, frugal_int width, bool align_corners,
                                     frugal_tensor *out) {
    return attempt([&] { *out = give(at::upsample_bilinear2d(batch(x, 2), {height, width}, align_corners)); });
}

}  // extern "C"
