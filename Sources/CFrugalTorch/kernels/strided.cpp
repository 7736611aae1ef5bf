// The library takes two to four times the products' time for an agent's convolutions, 8x8 by 4 and 4x4 by 2 pixels, and for
// their gradients: it prepares every call, and its vectors are wider than a picture's channels (docs/decisions/032). These loops
// read patches where they lie.
#include "strided.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <vector>

#include "../include/frugal_cost.h"
#include "../parallel.hpp"
#include "checks.hpp"
#include "data.hpp"
#include "strided_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// Numbers of outputs from which the library is as fast.
constexpr int64_t most_outputs = 32;

/// Patches whose sums of a weight's gradient are made in one go: they and their gradients stay in the cache.
constexpr int64_t patches_in_cache = 512;

/// Where patches lie in images of a shape and an order of memory.
struct Geometry {
    int64_t images, channels, height, width, kernel, stride, outputs;
    bool channels_last;
    std::vector<int64_t> corners, runs;

    Geometry(const Tensor &x, const Tensor &weight, int64_t stride)
        : images(x.size(0)), channels(x.size(1)), height(x.size(2)), width(x.size(3)), kernel(weight.size(2)),
          stride(stride), outputs(weight.size(0)), channels_last(!x.is_contiguous()) {
        int64_t column = channels_last ? channels : 1;
        corners.resize(static_cast<size_t>(images * patches()));
        auto corner = corners.begin();
        for (int64_t image = 0; image < images; ++image) {
            for (int64_t y = 0; y < down(); ++y) {
                int64_t row = image * channels * height * width + y * stride * width * column;
                for (int64_t i = 0; i < across(); ++i) *corner++ = row + i * stride * column;
            }
        }
        for (int64_t c = 0; c < (channels_last ? 1 : channels); ++c) {
            for (int64_t y = 0; y < kernel; ++y) runs.push_back((c * height + y) * width * column);
        }
    }

    int64_t down() const { return (height - kernel) / stride + 1; }
    int64_t across() const { return (width - kernel) / stride + 1; }
    /// Of an image.
    int64_t patches() const { return down() * across(); }
    int64_t taps() const { return channels * kernel * kernel; }
    int64_t multiply_adds() const { return images * patches() * taps() * outputs; }

    /// The patches of some images, seen from the first.
    loops::Patches patches_of(int64_t begin, int64_t end) const {
        return {corners.data() + begin * patches(), (end - begin) * patches(), runs.data(),
                static_cast<int64_t>(runs.size()), taps() / static_cast<int64_t>(runs.size())};
    }

    Tensor empty_outputs(const Tensor &like) const {
        return at::empty({images, outputs, down(), across()}, like.options().memory_format(at::MemoryFormat::ChannelsLast));
    }

    /// [K, C, S, S] as [taps, K], the taps in the order of a patch.
    Tensor by_tap(const Tensor &weight) const {
        Tensor kernels = weight.contiguous(), out = at::empty({taps(), outputs}, weight.options());
        int64_t area = kernel * kernel, outer = channels_last ? area : channels, inner = taps() / outer;
        loops::strided_taps(data<float>(kernels), outputs, outer, inner, channels_last ? 1 : area,
                            channels_last ? area : 1, mutable_data<float>(out));
        return out;
    }
};

Tensor forward_of(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias, int64_t stride) {
    Geometry geometry(x, weight, stride);
    Tensor out = geometry.empty_outputs(x), factors = geometry.by_tap(weight);
    Tensor offset = bias ? bias->contiguous() : at::zeros({geometry.outputs}, x.options());
    int64_t image = geometry.patches() * geometry.outputs;
    over_parts(geometry.images, [&](int64_t begin, int64_t end) {
        loops::strided(geometry.patches_of(begin, end), data<float>(x), data<float>(factors), data<float>(offset),
                       geometry.outputs, mutable_data<float>(out) + begin * image);
    });
    frugal_cost_add(geometry.multiply_adds());
    return out;
}

Tensor weight_gradient(const Geometry &geometry, const Tensor &gradient, const Tensor &x, const Tensor &weight) {
    int64_t blocks = blocks_of(geometry.images), image = geometry.patches() * geometry.outputs;
    int64_t step = std::max<int64_t>(1, patches_in_cache / geometry.patches());
    Tensor partial = at::zeros({blocks, geometry.taps(), geometry.outputs}, x.options());
    over_blocks(geometry.images, blocks, [&](int64_t block, int64_t begin, int64_t end) {
        float *sums = mutable_data<float>(partial) + block * geometry.taps() * geometry.outputs;
        for (int64_t first = begin; first < end; first += step) {
            loops::strided_weight_gradient(geometry.patches_of(first, std::min(first + step, end)), data<float>(x),
                                           data<float>(gradient) + first * image, geometry.outputs, sums);
        }
    });
    frugal_cost_add(geometry.multiply_adds());
    Tensor sums = partial.sum(0).t();
    int64_t kernel = geometry.kernel, channels = geometry.channels;
    return geometry.channels_last
               ? sums.reshape({geometry.outputs, kernel, kernel, channels}).permute({0, 3, 1, 2})
               : sums.reshape(weight.sizes());
}

/// Whether the gradient of the images is made of whole vectors.
bool has_input_gradient(const Geometry &geometry) {
    return geometry.channels_last && geometry.kernel * geometry.channels % loops::strided_lanes == 0;
}

Tensor input_gradient(const Geometry &geometry, const Tensor &gradient, const Tensor &x, const Tensor &weight) {
    Tensor out = at::empty_like(x).zero_();
    // [K, taps], for patches of images whose channels come last.
    Tensor factors = weight.permute({0, 2, 3, 1}).contiguous();
    int64_t image = geometry.patches() * geometry.outputs;
    over_parts(geometry.images, [&](int64_t begin, int64_t end) {
        loops::strided_input_gradient(geometry.patches_of(begin, end), data<float>(gradient) + begin * image,
                                      data<float>(factors), geometry.outputs, mutable_data<float>(out));
    });
    frugal_cost_add(geometry.multiply_adds());
    return out;
}

/// The library's, which can be differentiated again.
std::tuple<Tensor, Tensor, Tensor> library_backward(const Tensor &gradient, const Tensor &x, const Tensor &weight,
                                                    int64_t stride, std::array<bool, 3> wanted) {
    return at::convolution_backward(gradient, x, weight, at::IntArrayRef(weight.size(0)), {stride, stride}, {0, 0}, {1, 1},
                                    false, {0, 0}, 1, wanted);
}

struct StridedConvolution : Function<StridedConvolution> {
    static Tensor forward(AutogradContext *context, const Tensor &x, const Tensor &weight,
                          const std::optional<Tensor> &bias, int64_t stride) {
        context->save_for_backward({x, weight});
        context->saved_data["stride"] = stride;
        context->saved_data["bias"] = bias.has_value();
        return forward_of(x, weight, bias, stride);
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        const Tensor &x = saved[0], &weight = saved[1];
        int64_t stride = context->saved_data["stride"].toInt();
        bool wants_x = context->needs_input_grad(0), wants_weight = context->needs_input_grad(1);
        bool wants_bias = context->saved_data["bias"].toBool() && context->needs_input_grad(2);
        Tensor dx, dweight, dbias;
        if (at::GradMode::is_enabled()) {
            std::tie(dx, dweight, dbias) =
                library_backward(gradients[0], x, weight, stride, {wants_x, wants_weight, wants_bias});
            return {dx, dweight, dbias, Tensor()};
        }
        Tensor gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
        Geometry geometry(x, weight, stride);
        if (wants_x) {
            dx = has_input_gradient(geometry)
                     ? input_gradient(geometry, gradient, x, weight)
                     : std::get<0>(library_backward(gradient, x, weight, stride, {true, false, false}));
        }
        if (wants_weight) dweight = weight_gradient(geometry, gradient, x, weight);
        if (wants_bias) dbias = gradient.permute({0, 2, 3, 1}).reshape({-1, geometry.outputs}).sum(0);
        return {dx, dweight, dbias, Tensor()};
    }
};

}  // namespace

bool is_strided(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias, at::IntArrayRef stride,
                at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups) {
    auto fits = [](const Tensor &tensor) { return tensor.is_cpu() && tensor.scalar_type() == at::kFloat; };
    if (x.dim() != 4 || weight.dim() != 4 || !fits(x) || !fits(weight) || x.numel() == 0 || weight.numel() == 0 ||
        (bias && (!fits(*bias) || bias->dim() != 1 || bias->size(0) != weight.size(0))) || groups != 1 ||
        at::autocast::is_autocast_enabled(at::kCPU) || !loops::has_strided()) {
        return false;
    }
    int64_t kernel = weight.size(2), step = stride[0];
    return is_all(stride, step) && step > 1 && kernel > step && weight.size(3) == kernel && is_all(padding, 0) &&
           is_all(dilation, 1) && weight.size(1) == x.size(1) && weight.size(0) % loops::strided_lanes == 0 &&
           weight.size(0) <= most_outputs && x.size(2) >= kernel && x.size(3) >= kernel &&
           (x.is_contiguous() || x.is_contiguous(at::MemoryFormat::ChannelsLast));
}

Tensor strided(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias, int64_t stride) {
    bool recording = records({&x, &weight}) || (bias && records({&*bias}));
    return recording ? StridedConvolution::apply(x, weight, bias, stride) : forward_of(x, weight, bias, stride);
}

}  // namespace frugal
