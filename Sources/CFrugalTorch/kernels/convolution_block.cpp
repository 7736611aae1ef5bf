#include <ATen/autocast_mode.h>
#include <ATen/ops/alias.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/native_batch_norm.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "../include/frugal_kernels.h"
#include "../internal.hpp"
#include "bilinear_convolution.hpp"
#include "normalized_pool.hpp"
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

/// The statistics that a pass takes over, with what the bias adds to the mean.
Result result_of(const Inputs &in, const Tensor &pooled, const Tensor &mean, const Tensor &variance, int64_t values) {
    if (!in.uses_batch()) return {pooled, {}, {}};
    return {pooled, in.bias.defined() ? mean + in.bias.detach() : mean, unbiased(variance, values)};
}

/// The block by given statistics, or without gradients.
struct Made {
    Tensor y;
    NormalizedPool normalized;
};

Made fused_forward(const Inputs &in, bool for_gradients) {
    // A bias in front of batch normalisation only moves the mean, so it is never added to the images.
    Tensor y = convolve(in, Tensor()).contiguous(at::MemoryFormat::ChannelsLast);
    Tensor mean = in.uses_batch() || !in.bias.defined() ? in.mean : in.mean - in.bias;
    return {y, normalize_and_pool(y, in.scale, in.shift, mean, in.variance, in.epsilon, for_gradients)};
}

/// The block by the batch's statistics in two operations, each of which has fused gradients of gradients.
Result differentiable(const Inputs &in) {
    Tensor y = bilinear_convolution(in.x, in.weight);
    auto out = differentiable_normalized_pool(y, in.scale, in.shift, in.epsilon);
    return result_of(in, out[0], out[1], out[2], y.numel() / y.size(1));
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

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Where the gradient will itself be differentiated: `again` computes the block by operations that know how.
template <class Again> variable_list differentiable_backward(Inputs in, const Tensor &gradient, Again again) {
    variable_list wanted;
    Tensor *places[] = {&in.x, &in.weight, &in.bias, &in.scale, &in.shift};
    for (Tensor *place : places) {
        if (!place->defined() || !place->requires_grad()) continue;
        // An alias: one input may depend on another, and that path is not this operation's.
        *place = at::alias(*place);
        wanted.push_back(*place);
    }
    auto found = torch::autograd::grad({again(in).pooled}, wanted, {gradient}, true, true, true);
    variable_list all(8);
    size_t next = 0;
    for (size_t i = 0; i < 5; ++i) {
        if (places[i]->defined() && places[i]->requires_grad()) all[i] = found[next++];
    }
    return all;
}

/// The block by given statistics.
class GivenBlock : public torch::autograd::Function<GivenBlock> {
  public:
    static Tensor forward(AutogradContext *context, Tensor x, Tensor weight, std::optional<Tensor> bias, Tensor scale,
                          Tensor shift, Tensor mean, Tensor variance, double epsilon) {
        Inputs in{x, weight, bias.value_or(Tensor()), scale, shift, mean, variance, epsilon};
        Made made = fused_forward(in, true);
        const auto &normalized = made.normalized;
        context->save_for_backward({x, weight, in.bias, scale, shift, mean, variance, made.y, normalized.winner,
                                    normalized.mean, normalized.deviation_inverse});
        context->saved_data["epsilon"] = epsilon;
        return normalized.pooled;
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        Inputs in{saved[0], saved[1], saved[2], saved[3],
                  saved[4], saved[5], saved[6], context->saved_data["epsilon"].toDouble()};
        if (c10::GradMode::is_enabled()) return differentiable_backward(in, gradients[0], composed);
        NormalizedPool made{{}, saved[8], saved[9], {}, saved[10]};
        auto back = normalized_pool_gradients(gradients[0], saved[7], made, in.scale, false);
        auto [dx, dweight, unused] =
            at::convolution_backward(back.y, in.x, in.weight, std::nullopt, {1, 1}, {1, 1}, {1, 1}, false, {0, 0}, 1,
                                     {context->needs_input_grad(0), context->needs_input_grad(1), false});
        Tensor dbias = in.bias.defined() ? in.scale * made.deviation_inverse * back.shift : Tensor();
        return {dx, dweight, dbias, back.scale, back.shift, Tensor(), Tensor(), Tensor()};
    }
};

/// The block in training on images of few channels.
class ThinBlock : public torch::autograd::Function<ThinBlock> {
  public:
    static variable_list forward(AutogradContext *context, Tensor x, Tensor weight, std::optional<Tensor> bias,
                                 Tensor scale, Tensor shift, double epsilon) {
        Inputs in{x, weight, bias.value_or(Tensor()), scale, shift, {}, {}, epsilon};
        ThinForward made = thin_forward(x, weight, scale, shift, epsilon);
        context->save_for_backward({x, weight, in.bias, scale, shift, made.padded, made.winner, made.mean,
                                    made.variance, made.sums, made.products});
        context->saved_data["epsilon"] = epsilon;
        Result result = result_of(in, made.pooled, made.mean.clone(), made.variance, x.numel() / x.size(1));
        context->mark_non_differentiable({result.mean, result.variance});
        return {result.pooled, result.mean, result.variance};
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        Inputs in{saved[0], saved[1], saved[2], saved[3], saved[4], {}, {}, context->saved_data["epsilon"].toDouble()};
        variable_list all(6);
        if (c10::GradMode::is_enabled()) {
            auto found = differentiable_backward(in, gradients[0], differentiable);
            std::copy_n(found.begin(), 5, all.begin());
            return all;
        }
        ThinForward made{{}, saved[6], saved[7], saved[8], saved[5], saved[9], saved[10]};
        Tensor gradient = gradients[0].to(in.x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
        ThinBackward back = thin_backward(gradient, made, in.weight, in.scale, in.epsilon);
        return {Tensor(), back.weight, in.bias.defined() ? at::zeros({in.weight.size(0)}) : Tensor(), back.scale,
                back.shift, Tensor()};
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
        Made made = fused_forward(in, false);
        return result_of(in, made.normalized.pooled, made.normalized.mean, made.normalized.variance,
                         made.y.numel() / made.y.size(1));
    }
    std::optional<Tensor> bias = in.bias.defined() ? std::optional<Tensor>(in.bias) : std::nullopt;
    if (!in.uses_batch()) {
        return {GivenBlock::apply(in.x, in.weight, bias, in.scale, in.shift, in.mean, in.variance, in.epsilon), {}, {}};
    }
    if (in.x.requires_grad() || !is_thin(in.x, in.weight)) return differentiable(in);
    auto out = ThinBlock::apply(in.x, in.weight, bias, in.scale, in.shift, in.epsilon);
    return {out[0], out[1], out[2]};
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
