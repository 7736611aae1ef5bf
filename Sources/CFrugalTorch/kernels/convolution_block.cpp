#include <ATen/autocast_mode.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/native_batch_norm.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

#include "../include/frugal_kernels.h"
#include "../internal.hpp"
#include "../parallel.hpp"
#include "convolution_block_loops.hpp"
#include "data.hpp"
#include "thin_block.hpp"

namespace frugal {
namespace {

using at::Tensor;

struct Inputs {
    Tensor x, weight, bias, scale, shift, mean, variance;
    double epsilon;

    bool uses_batch() const { return !mean.defined(); }
};

Tensor convolve(const Inputs &in, const Tensor &bias) {
    std::optional<Tensor> term = bias.defined() ? std::optional<Tensor>(bias) : std::nullopt;
    return at::convolution(in.x, in.weight, term, {1, 1}, {1, 1}, {1, 1}, false, {0, 0}, 1);
}

struct Result {
    Tensor pooled, mean, variance;
};

/// The variance that running statistics follow, from that of `count` values divided by their number.
Tensor unbiased(const Tensor &variance, int64_t count) {
    return variance * (static_cast<double>(count) / static_cast<double>(std::max<int64_t>(count - 1, 1)));
}

/// The block as a chain of library operations: for other devices and types, and for second derivatives.
Result composed(const Inputs &in) {
    Tensor y = convolve(in, in.bias.defined() ? in.bias.to(in.x.scalar_type()) : in.bias);
    Result result;
    Tensor normal;
    if (in.uses_batch()) {
        auto [out, mean, deviation_inverse] =
            at::native_batch_norm(y, in.scale, in.shift, std::nullopt, std::nullopt, true, 0.0, in.epsilon);
        normal = out;
        result.mean = mean.detach();
        result.variance = unbiased(deviation_inverse.detach().pow(-2).sub_(in.epsilon), y.numel() / y.size(1));
    } else {
        normal = at::batch_norm(y, in.scale, in.shift, in.mean, in.variance, false, 0.0, in.epsilon, false);
    }
    result.pooled = at::max_pool2d(at::relu(normal), {2, 2});
    return result;
}

/// Rows given to one task at a time: some hundred kilobytes, so that what is read twice is still in the cache.
constexpr int64_t block_bytes = 1 << 18;

struct Moments {
    Tensor mean, variance;
};

/// Mean and variance of every channel, from those of blocks of rows (Chan, Golub and LeVeque, 1979).
template <class Number> Moments channel_moments(const Number *y, int64_t rows, int64_t channels) {
    int64_t block = std::max<int64_t>(1, block_bytes / (channels * static_cast<int64_t>(sizeof(Number))));
    int64_t blocks = (rows + block - 1) / block;
    Tensor partial = at::empty({blocks, 2, channels});
    auto *sums = mutable_data<float>(partial);
    over_each(blocks, [&](int64_t i) {
        float *mean = sums + 2 * i * channels;
        loops::moments(y, i * block, std::min(rows, (i + 1) * block), channels, mean, mean + channels);
    });
    std::vector<double> mean(static_cast<size_t>(channels), 0), square(static_cast<size_t>(channels), 0);
    double seen = 0;
    for (int64_t i = 0; i < blocks; ++i) {
        auto count = static_cast<double>(std::min(rows, (i + 1) * block) - i * block);
        const float *block_mean = sums + 2 * i * channels, *block_square = block_mean + channels;
        for (size_t k = 0; k < mean.size(); ++k) {
            double step = static_cast<double>(block_mean[k]) - mean[k];
            mean[k] += step * count / (seen + count);
            square[k] += static_cast<double>(block_square[k]) + step * step * seen * count / (seen + count);
        }
        seen += count;
    }
    Moments moments{at::empty({channels}), at::empty({channels})};
    for (size_t k = 0; k < mean.size(); ++k) {
        mutable_data<float>(moments.mean)[k] = static_cast<float>(mean[k]);
        mutable_data<float>(moments.variance)[k] = static_cast<float>(square[k] / seen);
    }
    return moments;
}

/// What the backward pass needs of the forward pass.
struct Forward {
    Tensor y, winner, mean, deviation_inverse;  // `mean` is that of the convolution without its bias
    Result result;
};

loops::Images images_of(const Tensor &y) { return {y.size(2), y.size(3), y.size(1)}; }

template <class Number> Forward fused_forward(const Inputs &in, bool for_gradients) {
    Forward forward;
    // A bias in front of batch normalisation only moves the mean, so it is never added to the images.
    forward.y = convolve(in, Tensor()).contiguous(at::MemoryFormat::ChannelsLast);
    const Tensor &y = forward.y;
    auto images = images_of(y);
    int64_t channels = images.channels, count = y.size(0);

    Tensor variance = in.variance;
    if (in.uses_batch()) {
        int64_t values = count * images.height * images.width;
        auto moments = channel_moments(data<Number>(y), values, channels);
        forward.mean = moments.mean;
        variance = moments.variance;
        forward.result.mean = in.bias.defined() ? moments.mean + in.bias : moments.mean;
        forward.result.variance = unbiased(variance, values);
    } else {
        forward.mean = in.bias.defined() ? in.mean - in.bias : in.mean;
    }
    forward.deviation_inverse = (variance + in.epsilon).rsqrt();
    Tensor scale = in.scale * forward.deviation_inverse;
    Tensor shift = in.shift - forward.mean * scale;

    forward.result.pooled =
        at::empty({count, channels, images.height / 2, images.width / 2},
                  y.options().memory_format(at::MemoryFormat::ChannelsLast));
    if (for_gradients) {
        forward.winner = at::empty({count, images.height / 2, images.width / 2, channels}, y.options().dtype(at::kByte));
    }
    auto *pooled = mutable_data<Number>(forward.result.pooled);
    auto *winner = for_gradients ? mutable_data<uint8_t>(forward.winner) : nullptr;
    over_parts(count * (images.height / 2), [&](int64_t begin, int64_t end) {
        loops::normalize_rectify_pool(data<Number>(y), images, begin, end, data<float>(scale), data<float>(shift),
                                      pooled, winner);
    });
    return forward;
}

/// Gradients of the normalised, rectified, pooled images with respect to the convolution's output, scale and shift.
struct Backward {
    Tensor y, scale, shift, bias;
};

template <class Number>
Backward fused_backward(const Tensor &gradient, const Forward &forward, const Tensor &scale, bool uses_batch) {
    const Tensor &y = forward.y;
    auto images = images_of(y);
    int64_t channels = images.channels, count = y.size(0), pooled_rows = count * (images.height / 2);
    auto *g = data<Number>(gradient);
    auto *winner = data<uint8_t>(forward.winner);

    int64_t blocks = blocks_of(pooled_rows);
    Tensor partial = at::zeros({blocks, 2, channels});
    over_blocks(pooled_rows, blocks, [&](int64_t i, int64_t begin, int64_t end) {
        float *sum = mutable_data<float>(partial) + 2 * i * channels;
        loops::gradient_sums(g, data<Number>(y), winner, images, begin, end, data<float>(forward.mean),
                             data<float>(forward.deviation_inverse), sum, sum + channels);
    });
    Tensor totals = partial.sum(0);
    Backward backward;
    backward.shift = totals.select(0, 0);
    backward.scale = totals.select(0, 1);

    // dy = a * gradient + b * y + c.
    Tensor a = scale * forward.deviation_inverse, b, c;
    if (uses_batch) {
        double values = static_cast<double>(count * images.height * images.width);
        b = (a * forward.deviation_inverse * backward.scale).mul_(-1.0 / values);
        c = (a * backward.shift).mul_(-1.0 / values).sub_(b * forward.mean);
        backward.bias = at::zeros({channels});
    } else {
        b = at::zeros({channels});
        c = b;
        backward.bias = a * backward.shift;
    }
    backward.y = at::empty_like(y);
    over_parts(count * images.height, [&](int64_t begin, int64_t end) {
        loops::input_gradient(g, data<Number>(y), winner, images, begin, end, data<float>(a), data<float>(b),
                              data<float>(c), mutable_data<Number>(backward.y));
    });
    return backward;
}

template <class Run> auto dispatch(const Tensor &y, Run run) {
    return y.scalar_type() == at::kBFloat16 ? run(loops::bfloat16{}) : run(float{});
}

bool can_fuse(const Inputs &in) {
    bool type = in.x.scalar_type() == at::kFloat || in.x.scalar_type() == at::kBFloat16;
    for (const Tensor &tensor : {in.bias, in.scale, in.shift, in.mean, in.variance}) {
        if (tensor.defined() && (tensor.scalar_type() != at::kFloat || !tensor.is_contiguous())) return false;
    }
    return type && in.x.is_cpu() && in.weight.scalar_type() == in.x.scalar_type() && in.x.dim() == 4 &&
           in.weight.dim() == 4 && in.scale.numel() == in.weight.size(0) && in.shift.numel() == in.weight.size(0) &&
           in.x.numel() > 0;
}

class ConvolutionBlock : public torch::autograd::Function<ConvolutionBlock> {
  public:
    static torch::autograd::variable_list forward(torch::autograd::AutogradContext *context, Tensor x, Tensor weight,
                                                  std::optional<Tensor> bias, Tensor scale, Tensor shift,
                                                  std::optional<Tensor> mean, std::optional<Tensor> variance,
                                                  double epsilon) {
        Inputs in{x, weight, bias.value_or(Tensor()), scale, shift, mean.value_or(Tensor()),
                  variance.value_or(Tensor()), epsilon};
        if (in.uses_batch() && !x.requires_grad() && is_thin(x, weight)) return forward_thin(context, in);
        Forward made = dispatch(x, [&](auto number) { return fused_forward<decltype(number)>(in, true); });
        context->save_for_backward(
            {x, weight, in.bias, scale, shift, in.mean, in.variance, made.y, made.winner, made.mean, made.deviation_inverse});
        context->saved_data["epsilon"] = epsilon;
        if (!in.uses_batch()) return {made.result.pooled};
        context->mark_non_differentiable({made.result.mean, made.result.variance});
        return {made.result.pooled, made.result.mean, made.result.variance};
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients) {
        auto saved = context->get_saved_variables();
        Inputs in{saved[0], saved[1], saved[2], saved[3],
                  saved[4], saved[5], saved[6], context->saved_data["epsilon"].toDouble()};
        if (c10::GradMode::is_enabled()) return differentiable_backward(in, gradients[0]);

        if (saved.size() > 11) return backward_thin(in, gradients[0], saved);

        Forward made{saved[7], saved[8], saved[9], saved[10], {}};
        Tensor gradient = gradients[0].to(made.y.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
        Backward back = dispatch(made.y, [&](auto number) {
            return fused_backward<decltype(number)>(gradient, made, in.scale, in.uses_batch());
        });
        auto [dx, dweight, unused] =
            at::convolution_backward(back.y, in.x, in.weight, std::nullopt, {1, 1}, {1, 1}, {1, 1}, false, {0, 0}, 1,
                                     {context->needs_input_grad(0), context->needs_input_grad(1), false});
        return {dx, dweight, in.bias.defined() ? back.bias : Tensor(), back.scale, back.shift, Tensor(), Tensor(),
                Tensor()};
    }

  private:
    static torch::autograd::variable_list forward_thin(torch::autograd::AutogradContext *context, const Inputs &in) {
        ThinForward made = thin_forward(in.x, in.weight, in.scale, in.shift, in.epsilon);
        context->save_for_backward({in.x, in.weight, in.bias, in.scale, in.shift, Tensor(), Tensor(), made.padded,
                                    made.winner, made.mean, made.variance, made.sums, made.products});
        context->saved_data["epsilon"] = in.epsilon;
        Tensor mean = in.bias.defined() ? made.mean + in.bias : made.mean.clone();
        Tensor variance = unbiased(made.variance, in.x.numel() / in.x.size(1));
        context->mark_non_differentiable({mean, variance});
        return {made.pooled, mean, variance};
    }

    static torch::autograd::variable_list backward_thin(const Inputs &in, const Tensor &given,
                                                        const torch::autograd::variable_list &saved) {
        ThinForward made{{}, saved[8], saved[9], saved[10], saved[7], saved[11], saved[12]};
        Tensor gradient = given.to(in.x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
        ThinBackward back = thin_backward(gradient, made, in.weight, in.scale, in.epsilon);
        return {Tensor(), back.weight, in.bias.defined() ? at::zeros({in.weight.size(0)}) : Tensor(), back.scale,
                back.shift, Tensor(), Tensor(), Tensor()};
    }

    /// Where the gradient will itself be differentiated: the library's operations know how.
    static torch::autograd::variable_list differentiable_backward(const Inputs &in, const Tensor &gradient) {
        torch::autograd::variable_list wanted;
        const Tensor *places[] = {&in.x, &in.weight, &in.bias, &in.scale, &in.shift};
        for (const Tensor *place : places) {
            if (place->defined() && place->requires_grad()) wanted.push_back(*place);
        }
        auto found = torch::autograd::grad({composed(in).pooled}, wanted, {gradient}, true, true, true);
        torch::autograd::variable_list all(8);
        size_t next = 0;
        for (size_t i = 0; i < 5; ++i) {
            if (places[i]->defined() && places[i]->requires_grad()) all[i] = found[next++];
        }
        return all;
    }
};

Result convolution_block(Inputs in) {
    if (at::autocast::is_autocast_enabled(in.x.device().type())) {
        auto type = at::autocast::get_autocast_dtype(in.x.device().type());
        in.x = in.x.to(type);
        in.weight = in.weight.to(type);
    }
    if (!can_fuse(in)) return composed(in);
    bool records = false;
    for (const Tensor &tensor : {in.x, in.weight, in.bias, in.scale, in.shift}) {
        records = records || (tensor.defined() && tensor.requires_grad());
    }
    if (!records || !c10::GradMode::is_enabled()) {
        c10::AutoGradMode off(false);
        return dispatch(in.x, [&](auto number) { return fused_forward<decltype(number)>(in, false).result; });
    }
    auto given = [](const Tensor &tensor) { return tensor.defined() ? std::optional<Tensor>(tensor) : std::nullopt; };
    auto out = ConvolutionBlock::apply(in.x, in.weight, given(in.bias), in.scale, in.shift, given(in.mean),
                                       given(in.variance), in.epsilon);
    return out.size() == 1 ? Result{out[0], {}, {}} : Result{out[0], out[1], out[2]};
}

}  // namespace
}  // namespace frugal

using namespace frugal;

extern "C" frugal_status frugal_convolution_block(frugal_tensor x, frugal_tensor weight, frugal_tensor bias,
                                                  frugal_tensor scale, frugal_tensor shift, frugal_tensor mean,
                                                  frugal_tensor variance, double epsilon, frugal_tensor *outs) {
    return attempt([&] {
        Result result =
            convolution_block({borrow(x), borrow(weight), borrow_optional(bias), borrow(scale), borrow(shift),
                               borrow_optional(mean), borrow_optional(variance), epsilon});
        outs[0] = give(std::move(result.pooled));
        outs[1] = result.mean.defined() ? give(std::move(result.mean)) : nullptr;
        outs[2] = result.variance.defined() ? give(std::move(result.variance)) : nullptr;
    });
}
