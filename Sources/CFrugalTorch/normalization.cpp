#include "include/frugal_normalization.h"

#include <ATen/ops/batch_norm.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/zeros.h>

#include "internal.hpp"

using namespace frugal;

namespace {
at::Tensor batch(frugal_tensor handle) {
    at::Tensor x = borrow(handle);
    TORCH_CHECK_VALUE(x.dim() >= 2, "normalisation over channels needs [N, C, ...], got ", x.sizes());
    return x;
}

/// Statistics of a batch in half precision are kept in single precision, as the engine's kernels expect.
at::TensorOptions statistics_options(const at::Tensor &x) {
    bool half = x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kHalf;
    return x.options().dtype(half ? at::kFloat : x.scalar_type());
}
}  // namespace

extern "C" {

frugal_status frugal_batch_norm(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor mean,
                                frugal_tensor variance, double epsilon, frugal_tensor *out) {
    return attempt([&] {
        *out = give(at::batch_norm(batch(x), optional(weight), optional(bias), borrow(mean), borrow(variance),
                                   /*training=*/false, 0, epsilon, /*cudnn_enabled=*/true));
    });
}

frugal_status frugal_batch_norm_of_batch(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, double epsilon,
                                         frugal_tensor *outs) {
    return attempt([&] {
        at::Tensor a = batch(x);
        int64_t channels = a.size(1);
        TORCH_CHECK_VALUE(channels == 0 || a.numel() / channels > 1,
                          "the statistics of a batch need more than one value a channel, got ", a.sizes());
        // The engine blends the batch's statistics into running ones; a momentum of one hands them out as they are.
        at::Tensor mean = at::zeros({channels}, statistics_options(a)), variance = at::ones_like(mean);
        at::Tensor result = at::batch_norm(a, optional(weight), optional(bias), mean, variance, /*training=*/true,
                                           /*momentum=*/1, epsilon, /*cudnn_enabled=*/true);
        outs[0] = give(std::move(result));
        outs[1] = give(std::move(mean));
        outs[2] = give(std::move(variance));
    });
}

frugal_status frugal_layer_norm(frugal_tensor x, const frugal_int *shape, frugal_int rank, frugal_tensor weight,
                                frugal_tensor bias, double epsilon, frugal_tensor *out) {
    return attempt([&] {
        *out = give(at::layer_norm(borrow(x), list(shape, rank), optional(weight), optional(bias), epsilon, false));
    });
}

frugal_status frugal_group_norm(frugal_tensor x, frugal_int groups, frugal_tensor weight, frugal_tensor bias,
                                double epsilon, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = batch(x);
        TORCH_CHECK_VALUE(groups > 0 && a.size(1) % groups == 0, a.size(1), " channels do not divide into ", groups,
                          " groups");
        *out = give(at::group_norm(a, groups, optional(weight), optional(bias), epsilon, true));
    });
}

}  // extern "C"
