// The library differentiates a convolution's gradient by convolutions with kernels as large as the images, which take ten
// times as long as they need. But a convolution is linear in its images and in its weights; so are the gradients with
// respect to both; and the gradients of the three are again those three.
#include "bilinear_convolution.hpp"

#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <torch/csrc/autograd/custom_function.h>

#include "small_convolution.hpp"

namespace frugal {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

Tensor channels_last(const Tensor &tensor) { return tensor.contiguous(at::MemoryFormat::ChannelsLast); }

/// The library's gradient with respect to the images or to the weights.
Tensor gradient_of(const Tensor &gradient, const Tensor &x, const Tensor &weight, bool of_weight) {
    auto [dx, dweight, unused] =
        at::convolution_backward(gradient, x, weight, std::nullopt, {1, 1}, {1, 1}, {1, 1}, false, {0, 0}, 1,
                                 {!of_weight, of_weight, false});
    return of_weight ? dweight : dx;
}

struct Convolution : Function<Convolution> {
    static Tensor forward(AutogradContext *context, Tensor x, Tensor weight);
    static variable_list backward(AutogradContext *context, variable_list gradients);
};

struct InputGradient : Function<InputGradient> {
    static Tensor forward(AutogradContext *context, Tensor gradient, Tensor weight, Tensor x);
    static variable_list backward(AutogradContext *context, variable_list gradients);
};

struct WeightGradient : Function<WeightGradient> {
    static Tensor forward(AutogradContext *context, Tensor gradient, Tensor x, Tensor weight);
    static variable_list backward(AutogradContext *context, variable_list gradients);
};

Tensor Convolution::forward(AutogradContext *context, Tensor x, Tensor weight) {
    context->save_for_backward({x, weight});
    if (is_small_convolution(x, weight)) return small_convolution(x, weight);
    return channels_last(at::convolution(x, weight, std::nullopt, {1, 1}, {1, 1}, {1, 1}, false, {0, 0}, 1));
}

variable_list Convolution::backward(AutogradContext *context, variable_list gradients) {
    auto saved = context->get_saved_variables();
    const Tensor &x = saved[0], &weight = saved[1];
    Tensor gradient = channels_last(gradients[0]);
    return {context->needs_input_grad(0) ? InputGradient::apply(gradient, weight, x.detach()) : Tensor(),
            context->needs_input_grad(1) ? WeightGradient::apply(gradient, x, weight.detach()) : Tensor()};
}

// The third argument of the two only says what shape and layout the result has.

Tensor InputGradient::forward(AutogradContext *context, Tensor gradient, Tensor weight, Tensor x) {
    context->save_for_backward({gradient, weight, x});
    return is_small_convolution(x, weight) ? small_input_gradient(gradient, weight)
                                           : gradient_of(gradient, x, weight, false);
}

variable_list InputGradient::backward(AutogradContext *context, variable_list reaching) {
    auto saved = context->get_saved_variables();
    const Tensor &gradient = saved[0], &weight = saved[1];
    Tensor u = channels_last(reaching[0]);
    return {context->needs_input_grad(0) ? Convolution::apply(u, weight) : Tensor(),
            context->needs_input_grad(1) ? WeightGradient::apply(gradient, u, weight.detach()) : Tensor(), Tensor()};
}

Tensor WeightGradient::forward(AutogradContext *context, Tensor gradient, Tensor x, Tensor weight) {
    context->save_for_backward({gradient, x, weight});
    return is_small_convolution(x, weight) ? small_weight_gradient(gradient, x)
                                           : gradient_of(gradient, x, weight, true);
}

variable_list WeightGradient::backward(AutogradContext *context, variable_list reaching) {
    auto saved = context->get_saved_variables();
    const Tensor &gradient = saved[0], &x = saved[1];
    Tensor v = channels_last(reaching[0]);
    return {context->needs_input_grad(0) ? Convolution::apply(x, v) : Tensor(),
            context->needs_input_grad(1) ? InputGradient::apply(gradient, v, x.detach()) : Tensor(), Tensor()};
}

}  // namespace

Tensor bilinear_convolution(const Tensor &x, const Tensor &weight) {
    return Convolution::apply(channels_last(x), channels_last(weight));
}

}  // namespace frugal
