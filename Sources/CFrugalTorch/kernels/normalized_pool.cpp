// What lies between the convolutions of a chain of blocks, fused because it is bound by memory. Its gradient is fused too,
// and so is the gradient of the gradient, which second-order MAML takes at every inner step: all three are sums a channel
// and one affine combination a value.
#include "normalized_pool.hpp"

#include <ATen/ops/alias.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/native_batch_norm.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include "../parallel.hpp"
#include "data.hpp"

namespace frugal {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

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

loops::Images images_of(const Tensor &y) { return {y.size(2), y.size(3), y.size(1)}; }

double values_of(const Tensor &y) { return static_cast<double>(y.numel() / y.size(1)); }

template <class Number>
NormalizedPool fused_forward(const Tensor &y, const Tensor &scale, const Tensor &shift, Tensor mean, Tensor variance,
                             double epsilon, bool for_gradients) {
    NormalizedPool made;
    auto images = images_of(y);
    int64_t channels = images.channels, count = y.size(0);
    if (!mean.defined()) {
        auto moments = channel_moments(data<Number>(y), count * images.height * images.width, channels);
        mean = moments.mean;
        variance = moments.variance;
    }
    made.mean = mean;
    made.variance = variance;
    made.deviation_inverse = (variance + epsilon).rsqrt();
    Tensor factor = scale * made.deviation_inverse, term = shift - mean * factor;

    made.pooled = at::empty({count, channels, images.height / 2, images.width / 2},
                            y.options().memory_format(at::MemoryFormat::ChannelsLast));
    if (for_gradients) {
        made.winner = at::empty({count, images.height / 2, images.width / 2, channels}, y.options().dtype(at::kByte));
    }
    auto *pooled = mutable_data<Number>(made.pooled);
    auto *winner = for_gradients ? mutable_data<uint8_t>(made.winner) : nullptr;
    over_parts(count * (images.height / 2), [&](int64_t begin, int64_t end) {
        loops::normalize_rectify_pool(data<Number>(y), images, begin, end, data<float>(factor), data<float>(term),
                                      pooled, winner);
    });
    return made;
}

template <class Number>
NormalizedPoolGradients fused_backward(const Tensor &gradient, const Tensor &y, const NormalizedPool &made,
                                       const Tensor &scale, bool uses_batch) {
    auto images = images_of(y);
    int64_t channels = images.channels, count = y.size(0), pooled_rows = count * (images.height / 2);
    auto *g = data<Number>(gradient);
    auto *winner = data<uint8_t>(made.winner);

    int64_t blocks = blocks_of(pooled_rows);
    Tensor partial = at::zeros({blocks, 2, channels});
    over_blocks(pooled_rows, blocks, [&](int64_t i, int64_t begin, int64_t end) {
        float *sum = mutable_data<float>(partial) + 2 * i * channels;
        loops::gradient_sums(g, data<Number>(y), winner, images, begin, end, data<float>(made.mean),
                             data<float>(made.deviation_inverse), sum, sum + channels);
    });
    Tensor totals = partial.sum(0);
    NormalizedPoolGradients backward;
    backward.shift = totals.select(0, 0);
    backward.scale = totals.select(0, 1);

    // dy = a * gradient + b * y + c.
    Tensor a = scale * made.deviation_inverse, b, c;
    if (uses_batch) {
        b = (a * made.deviation_inverse * backward.scale).mul_(-1.0 / values_of(y));
        c = (a * backward.shift).mul_(-1.0 / values_of(y)).sub_(b * made.mean);
    } else {
        b = at::zeros({channels});
        c = b;
    }
    backward.y = at::empty_like(y);
    over_parts(count * images.height, [&](int64_t begin, int64_t end) {
        loops::input_gradient(g, data<Number>(y), winner, images, begin, end, data<float>(a), data<float>(b),
                              data<float>(c), mutable_data<Number>(backward.y));
    });
    return backward;
}

/// What the gradient of the gradient is taken at: `gradient` reaches the pooled images, `scale` multiplies channels.
struct Place {
    Tensor gradient, y, scale;
    NormalizedPool made;
    Tensor scale_gradient, shift_gradient;  // what the first backward pass gave
};

/// What reaches the three results of the first backward pass.
struct Reaching {
    Tensor y, scale, shift;
};

struct SecondGradients {
    Tensor gradient, y, scale;
};

/// The gradient of S = <u, dy> + s . dscale + t . dshift, where dy, dscale and dshift are what the first backward pass
/// gives and u, s and t what reaches them.
///
/// Per channel, with M values, r one over the deviation, n = (y - mean) r, z the gradient spread over the winners:
///     dy = a (z - mean(z) - n mean(z n)),  a = scale r,  dscale = sum(z n),  dshift = sum(z).
/// With q = mean(u z) - mean(u) mean(z) - mean(z n) mean(u n) and e = s - a mean(u n):
///     dS/dz = a (u - mean(u)) + e n + t,   dS/dscale = r M q,
///     dS/dy = r (h - mean(h) - n mean(h n)) - scale q r^2 n,  h = e z - a mean(z n) u.
template <class Number> SecondGradients fused_second(const Place &at_, const Reaching &u) {
    const Tensor &y = at_.y;
    auto images = images_of(y);
    int64_t channels = images.channels, count = y.size(0), rows = count * images.height;
    double values = values_of(y);
    auto *g = data<Number>(at_.gradient);
    auto *winner = data<uint8_t>(at_.made.winner);

    int64_t blocks = blocks_of(rows);
    Tensor partial = at::zeros({blocks, 3, channels});
    over_blocks(rows, blocks, [&](int64_t i, int64_t begin, int64_t end) {
        loops::second_sums(data<Number>(u.y), g, data<Number>(y), winner, images, begin, end,
                           data<float>(at_.made.mean), mutable_data<float>(partial) + 3 * i * channels);
    });
    SecondGradients second;
    second.scale = at::empty({channels});
    // Seven numbers a channel: dS/dz = a * u + b * y + c at the winners, dS/dy = k * u + l * z + m * y + n.
    Tensor factors = at::empty({7, channels});
    const auto *sums = data<float>(partial), *means = data<float>(at_.made.mean);
    const auto *inverse = data<float>(at_.made.deviation_inverse), *scales = data<float>(at_.scale);
    const auto *dscale = data<float>(at_.scale_gradient), *dshift = data<float>(at_.shift_gradient);
    const auto *s = data<float>(u.scale), *t = data<float>(u.shift);
    auto *out = mutable_data<float>(factors), *scale_out = mutable_data<float>(second.scale);
    for (int64_t i = 0; i < channels; ++i) {
        double u_sum = 0, un_sum = 0, uz_sum = 0;
        for (int64_t block = 0; block < blocks; ++block) {
            u_sum += sums[3 * block * channels + i];
            un_sum += sums[(3 * block + 1) * channels + i];
            uz_sum += sums[(3 * block + 2) * channels + i];
        }
        double r = inverse[i], mean = means[i], gamma = scales[i];
        double mean_u = u_sum / values, mean_un = un_sum / values * r, mean_uz = uz_sum / values;
        double mean_z = dshift[i] / values, mean_zn = dscale[i] / values;
        double a = gamma * r, e = s[i] - a * mean_un, q = mean_uz - mean_u * mean_z - mean_zn * mean_un;
        double mean_h = e * mean_z - a * mean_zn * mean_u, mean_hn = e * mean_zn - a * mean_zn * mean_un;
        double m = -(r * r * (mean_hn + gamma * q * r));
        double numbers[7] = {a, e * r, t[i] - a * mean_u - e * r * mean, -r * a * mean_zn, r * e, m,
                             -r * mean_h - m * mean};
        for (int64_t j = 0; j < 7; ++j) out[j * channels + i] = static_cast<float>(numbers[j]);
        scale_out[i] = static_cast<float>(r * q * values);
    }
    auto factor = [&](int64_t j) { return data<float>(factors) + j * channels; };
    second.gradient = at::empty_like(at_.gradient);
    over_parts(count * (images.height / 2), [&](int64_t begin, int64_t end) {
        loops::second_pooled(data<Number>(u.y), data<Number>(y), winner, images, begin, end, factor(0), factor(1),
                             factor(2), mutable_data<Number>(second.gradient));
    });
    second.y = at::empty_like(y);
    over_parts(rows, [&](int64_t begin, int64_t end) {
        loops::second_input(data<Number>(u.y), g, data<Number>(y), winner, images, begin, end, factor(3), factor(4),
                            factor(5), factor(6), mutable_data<Number>(second.y));
    });
    return second;
}

/// The operation from the library's own, which can be differentiated as often as anyone likes.
Tensor composed(const Tensor &y, const Tensor &scale, const Tensor &shift, double epsilon) {
    auto [out, mean, deviation] =
        at::native_batch_norm(y, scale, shift, std::nullopt, std::nullopt, true, 0.0, epsilon);
    return at::max_pool2d(at::relu(out), {2, 2});
}

Tensor channels_last(const Tensor &tensor, const Tensor &like) {
    return tensor.to(like.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
}

/// The first backward pass as an operation of its own.
class Gradient : public torch::autograd::Function<Gradient> {
  public:
    static variable_list forward(AutogradContext *context, Tensor gradient, Tensor y, Tensor scale, Tensor shift,
                                 Tensor winner, Tensor mean, Tensor deviation_inverse, double epsilon) {
        NormalizedPool made{{}, winner, mean, {}, deviation_inverse};
        auto found = normalized_pool_gradients(gradient, y, made, scale, true);
        context->save_for_backward({gradient, y, scale, shift, winner, mean, deviation_inverse,
                                    found.scale.clone(), found.shift.clone()});
        context->saved_data["epsilon"] = epsilon;
        return {found.y, found.scale, found.shift};
    }

    static variable_list backward(AutogradContext *context, variable_list u) {
        auto saved = context->get_saved_variables();
        variable_list all(8);
        if (c10::GradMode::is_enabled()) {
            // Aliases: what reaches `gradient` may itself depend on y and scale, and that path is not this operation's.
            Tensor gradient = at::alias(saved[0]), y = at::alias(saved[1]);
            Tensor scale = at::alias(saved[2]), shift = at::alias(saved[3]);
            Tensor pooled = composed(y, scale, shift, context->saved_data["epsilon"].toDouble());
            auto first = torch::autograd::grad({pooled}, {y, scale, shift}, {gradient}, true, true);
            auto second = torch::autograd::grad(first, {gradient, y, scale}, u, true, true, true);
            std::copy(second.begin(), second.end(), all.begin());
            return all;
        }
        Tensor y = saved[1];
        Place place{channels_last(saved[0], y), y, saved[2], {{}, saved[4], saved[5], {}, saved[6]},
                    saved[7], saved[8]};
        auto second = dispatch(y, [&](auto number) {
            return fused_second<decltype(number)>(
                place, {channels_last(u[0], y), u[1].contiguous(), u[2].contiguous()});
        });
        all[0] = second.gradient;
        all[1] = second.y;
        all[2] = second.scale;
        return all;
    }
};

class Forward : public torch::autograd::Function<Forward> {
  public:
    static variable_list forward(AutogradContext *context, Tensor y, Tensor scale, Tensor shift, double epsilon) {
        auto made = normalize_and_pool(y, scale, shift, {}, {}, epsilon, true);
        context->save_for_backward({y, scale, shift, made.winner, made.mean, made.deviation_inverse});
        context->saved_data["epsilon"] = epsilon;
        Tensor mean = made.mean.clone();
        context->mark_non_differentiable({mean, made.variance});
        return {made.pooled, mean, made.variance};
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        Tensor gradient = channels_last(gradients[0], saved[0]);
        if (c10::GradMode::is_enabled()) {
            auto found = Gradient::apply(gradient, saved[0], saved[1], saved[2], saved[3], saved[4], saved[5],
                                         context->saved_data["epsilon"].toDouble());
            return {found[0], found[1], found[2], Tensor()};
        }
        NormalizedPool made{{}, saved[3], saved[4], {}, saved[5]};
        auto found = normalized_pool_gradients(gradient, saved[0], made, saved[1], true);
        return {found.y, found.scale, found.shift, Tensor()};
    }
};

}  // namespace

NormalizedPool normalize_and_pool(const Tensor &y, const Tensor &scale, const Tensor &shift, Tensor mean,
                                  Tensor variance, double epsilon, bool for_gradients) {
    return dispatch(y, [&](auto number) {
        return fused_forward<decltype(number)>(y, scale, shift, mean, variance, epsilon, for_gradients);
    });
}

NormalizedPoolGradients normalized_pool_gradients(const Tensor &gradient, const Tensor &y, const NormalizedPool &made,
                                                  const Tensor &scale, bool uses_batch) {
    return dispatch(y, [&](auto number) {
        return fused_backward<decltype(number)>(channels_last(gradient, y), y, made, scale, uses_batch);
    });
}

std::vector<Tensor> differentiable_normalized_pool(const Tensor &y, const Tensor &scale, const Tensor &shift,
                                                   double epsilon) {
    return Forward::apply(y, scale, shift, epsilon);
}

}  // namespace frugal
