// The library hands a depthwise convolution to oneDNN, which has no good gradient for kernels 5x5, nor for numbers of channels
// that do not fill its vectors: a gradient takes up to twenty times as long as the convolution (docs/decisions/022).
#include "depthwise.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/autocast_mode.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <vector>

#include "../include/frugal_cost.h"
#include "../parallel.hpp"
#include "checks.hpp"
#include "data.hpp"
#include "depthwise_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// Rows of images are followed by a border of zeros, which must fill a vector.
constexpr int64_t fewest_channels = loops::lanes / 2;

Tensor channels_last(const Tensor &tensor) { return tensor.contiguous(at::MemoryFormat::ChannelsLast); }

loops::Depthwise size_of(const Tensor &x, const Tensor &weight) {
    return {x.size(2), x.size(3), x.size(1), weight.size(2)};
}

void add_cost(const Tensor &x, const Tensor &weight, int64_t times = 1) {
    frugal_cost_add(times * x.numel() * weight.size(2) * weight.size(3));
}

Tensor forward_of(const Tensor &x, const Tensor &weight, bool rectified) {
    auto size = size_of(x, weight);
    Tensor out = at::empty_like(x), kernels = weight.contiguous();
    std::vector<float> taps(static_cast<size_t>(size.taps() * size.period()));
    loops::depthwise_taps(size, data<float>(kernels), false, taps.data());
    over_parts(x.size(0), [&](int64_t begin, int64_t end) {
        std::vector<float> bordered(static_cast<size_t>(size.bordered()));
        for (int64_t i = begin; i < end; ++i) {
            loops::depthwise_border(size, data<float>(x) + i * size.image(), rectified, bordered.data());
            loops::depthwise(size, bordered.data(), taps.data(), mutable_data<float>(out) + i * size.image());
        }
    });
    add_cost(x, weight);
    return out;
}

struct Gradients {
    Tensor x, weight;
};

Gradients backward_of(const Tensor &gradient, const Tensor &x, const Tensor &weight, bool rectified, bool wants_x,
                      bool wants_weight) {
    auto size = size_of(x, weight);
    int64_t count = x.size(0), blocks = blocks_of(count), taps_length = size.taps() * size.period();
    Tensor kernels = weight.contiguous(), dx = wants_x ? at::empty_like(x) : Tensor();
    std::vector<float> taps(static_cast<size_t>(taps_length));
    loops::depthwise_taps(size, data<float>(kernels), true, taps.data());
    Tensor partial = at::zeros({blocks, size.taps(), size.period()}, at::kDouble);
    over_blocks(count, blocks, [&](int64_t block, int64_t begin, int64_t end) {
        std::vector<float> reaching(static_cast<size_t>(size.bordered())), images(reaching.size()),
            sums(static_cast<size_t>(taps_length));
        auto *totals = mutable_data<double>(partial) + block * taps_length;
        for (int64_t i = begin; i < end; ++i) {
            const float *image = data<float>(x) + i * size.image();
            loops::depthwise_border(size, data<float>(gradient) + i * size.image(), false, reaching.data());
            if (wants_x) {
                float *out = mutable_data<float>(dx) + i * size.image();
                loops::depthwise(size, reaching.data(), taps.data(), out);
                if (rectified) loops::depthwise_mask(size, image, out);
            }
            if (wants_weight) {
                loops::depthwise_border(size, image, rectified, images.data());
                loops::depthwise_weight_gradient(size, images.data(), reaching.data(), sums.data());
                for (int64_t j = 0; j < taps_length; ++j) totals[j] += sums[static_cast<size_t>(j)];
            }
        }
    });
    add_cost(x, weight, int64_t{wants_x} + int64_t{wants_weight});
    Tensor dweight;
    if (wants_weight) {
        // A period holds the channels several times.
        dweight = partial.sum(0)
                      .view({size.taps(), size.period() / size.channels, size.channels})
                      .sum(1)
                      .t()
                      .to(at::kFloat)
                      .reshape(weight.sizes());
    }
    return {dx, dweight};
}

/// The same in the library's operations, which can be differentiated again.
variable_list differentiable_backward(const Tensor &gradient, const Tensor &x, const Tensor &weight, bool rectified) {
    int64_t border = weight.size(2) / 2;
    Tensor images = rectified ? at::relu(x) : x;
    auto [dx, dweight, unused] =
        at::convolution_backward(gradient, images, weight, std::nullopt, {1, 1}, {border, border}, {1, 1}, false, {0, 0},
                                 x.size(1), {true, true, false});
    return {rectified ? dx * (x > 0) : dx, dweight, Tensor()};
}

struct DepthwiseConvolution : Function<DepthwiseConvolution> {
    static Tensor forward(AutogradContext *context, Tensor x, Tensor weight, bool rectified) {
        context->save_for_backward({x, weight});
        context->saved_data["rectified"] = rectified;
        return forward_of(x, weight, rectified);
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        bool rectified = context->saved_data["rectified"].toBool();
        Tensor gradient = channels_last(gradients[0]);
        if (at::GradMode::is_enabled()) return differentiable_backward(gradient, saved[0], saved[1], rectified);
        auto found = backward_of(gradient, saved[0], saved[1], rectified, context->needs_input_grad(0),
                                 context->needs_input_grad(1));
        return {found.x, found.weight, Tensor()};
    }
};

}  // namespace

bool is_depthwise(const Tensor &x, const Tensor &weight, at::IntArrayRef stride, at::IntArrayRef padding,
                  at::IntArrayRef dilation, int64_t groups) {
    auto fits = [](const Tensor &tensor) {
        return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.dim() == 4;
    };
    if (!fits(x) || !fits(weight) || x.numel() == 0 || at::autocast::is_autocast_enabled(at::kCPU)) return false;
    int64_t channels = x.size(1), kernel = weight.size(2);
    return groups == channels && weight.size(0) == channels && weight.size(1) == 1 && weight.size(3) == kernel &&
           (kernel == 3 || kernel == 5 || kernel == 7) && channels >= fewest_channels && is_all(stride, 1) &&
           is_all(dilation, 1) && is_all(padding, kernel / 2) && x.is_contiguous(at::MemoryFormat::ChannelsLast);
}

Tensor depthwise(const Tensor &x, const Tensor &weight, bool rectified) {
    return DepthwiseConvolution::apply(x, weight, rectified);
}

}  // namespace frugal
