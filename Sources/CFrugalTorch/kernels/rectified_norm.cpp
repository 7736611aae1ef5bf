// Batch normalisation, the sum with a shortcut and ReLU as one operation: what lies between the convolutions of residual and
// searched networks. As separate operations they move the same images through memory eight times more in a step.
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/alias.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/native_batch_norm.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <vector>

#include "../include/frugal_kernels.h"
#include "../internal.hpp"
#include "../parallel.hpp"
#include "data.hpp"
#include "normalized_pool.hpp"
#include "rectified_norm_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Inputs {
    Tensor y, scale, shift, residue, mean, variance;
    double epsilon;

    bool uses_batch() const { return !mean.defined(); }
};

struct Result {
    Tensor out, mean, variance;
};

/// The same as a chain of library operations: for other devices, types and layouts, and for second derivatives.
Result composed(const Inputs &in) {
    Result result;
    Tensor normal;
    if (in.uses_batch()) {
        auto [out, mean, deviation_inverse] =
            at::native_batch_norm(in.y, in.scale, in.shift, std::nullopt, std::nullopt, true, 0.0, in.epsilon);
        normal = out;
        result.mean = mean.detach();
        result.variance =
            unbiased(deviation_inverse.detach().pow(-2).sub_(in.epsilon), in.y.numel() / in.y.size(1));
    } else {
        normal = at::batch_norm(in.y, in.scale, in.shift, in.mean, in.variance, false, 0.0, in.epsilon, false);
    }
    result.out = at::relu(in.residue.defined() ? normal + in.residue : normal);
    return result;
}

/// Rows of channels in memory. Few channels are taken several rows at a time, as many channels of which every n-th is the
/// same: vectors are then full, and sums stay in registers.
struct Rows {
    int64_t count, channels, together;

    explicit Rows(const Tensor &y) : count(y.numel() / y.size(1)), channels(y.size(1)), together(1) {
        while (channels * together < 64 && count % (2 * together) == 0) together *= 2;
    }

    int64_t groups() const { return count / together; }
    int64_t width() const { return channels * together; }
    Tensor spread(const Tensor &values) const { return values.repeat({together}); }
    Tensor folded(const Tensor &sums) const { return sums.view({together, channels}).sum(0); }
};

/// Rows given to one task at a time: some hundred kilobytes, so that what is read twice is still in the cache.
constexpr int64_t block_bytes = 1 << 18;

/// Mean and variance of every channel, from those of blocks (Chan, Golub and LeVeque, 1979).
template <class Number> void take_moments(const Number *y, const Rows &rows, Tensor &mean, Tensor &variance) {
    int64_t width = rows.width(), groups = rows.groups();
    int64_t block = std::max<int64_t>(1, block_bytes / (width * static_cast<int64_t>(sizeof(Number))));
    int64_t blocks = (groups + block - 1) / block;
    Tensor partial = at::empty({blocks, 2, width});
    auto *sums = mutable_data<float>(partial);
    over_each(blocks, [&](int64_t i) {
        float *at = sums + 2 * i * width;
        loops::moments(y, i * block, std::min(groups, (i + 1) * block), width, at, at + width);
    });
    auto channels = static_cast<size_t>(rows.channels);
    std::vector<double> means(channels, 0), squares(channels, 0), seen(channels, 0);
    for (int64_t i = 0; i < blocks; ++i) {
        auto count = static_cast<double>(std::min(groups, (i + 1) * block) - i * block);
        const float *block_mean = sums + 2 * i * width, *block_square = block_mean + width;
        for (int64_t k = 0; k < width; ++k) {
            auto c = static_cast<size_t>(k % rows.channels);
            double step = static_cast<double>(block_mean[k]) - means[c];
            means[c] += step * count / (seen[c] + count);
            squares[c] += static_cast<double>(block_square[k]) + step * step * seen[c] * count / (seen[c] + count);
            seen[c] += count;
        }
    }
    mean = at::empty({rows.channels});
    variance = at::empty({rows.channels});
    for (size_t c = 0; c < channels; ++c) {
        mutable_data<float>(mean)[c] = static_cast<float>(means[c]);
        mutable_data<float>(variance)[c] = static_cast<float>(squares[c] / seen[c]);
    }
}

struct Made {
    Tensor out, mean, variance, deviation_inverse;
};

template <class Number> const Number *optional_data(const Tensor &tensor) {
    return tensor.defined() ? data<Number>(tensor) : nullptr;
}

template <class Number> Made fused_forward(const Inputs &in) {
    Rows rows(in.y);
    Made made{at::empty_like(in.y), in.mean, in.variance, {}};
    auto *y = data<Number>(in.y);
    if (in.uses_batch()) take_moments(y, rows, made.mean, made.variance);
    made.deviation_inverse = (made.variance + in.epsilon).rsqrt();
    Tensor factor = in.scale * made.deviation_inverse;
    Tensor term = rows.spread(in.shift - made.mean * factor);
    factor = rows.spread(factor);
    auto *residue = optional_data<Number>(in.residue);
    auto *out = mutable_data<Number>(made.out);
    over_parts(rows.groups(), [&](int64_t begin, int64_t end) {
        loops::normalize_rectify(y, residue, begin, end, rows.width(), data<float>(factor), data<float>(term), out);
    });
    return made;
}

struct Back {
    Tensor y, scale, shift, residue;
};

/// The gradients in training.
template <class Number>
Back fused_backward(const Tensor &gradient, const Inputs &in, const Made &made, bool wants_residue) {
    Rows rows(in.y);
    auto *g = data<Number>(gradient), *y = data<Number>(in.y), *out = data<Number>(made.out);
    int64_t blocks = blocks_of(rows.groups());
    Tensor partial = at::zeros({blocks, 2, rows.width()}), mean = rows.spread(made.mean);
    over_blocks(rows.groups(), blocks, [&](int64_t i, int64_t begin, int64_t end) {
        float *sum = mutable_data<float>(partial) + 2 * i * rows.width();
        loops::rectified_sums(g, out, y, begin, end, rows.width(), data<float>(mean), sum, sum + rows.width());
    });
    Tensor totals = partial.sum(0);
    Back back;
    back.shift = rows.folded(totals.select(0, 0));
    back.scale = rows.folded(totals.select(0, 1)) * made.deviation_inverse;
    // dy = a * gradient + b * y + c.
    auto count = static_cast<double>(rows.count);
    Tensor a = in.scale * made.deviation_inverse;
    Tensor b = (a * made.deviation_inverse * back.scale).mul_(-1.0 / count);
    Tensor c = rows.spread((a * back.shift).mul_(-1.0 / count).sub_(b * made.mean));
    a = rows.spread(a);
    b = rows.spread(b);
    back.y = at::empty_like(in.y);
    if (wants_residue) back.residue = at::empty_like(in.y);
    auto *passed = wants_residue ? mutable_data<Number>(back.residue) : nullptr;
    over_parts(rows.groups(), [&](int64_t begin, int64_t end) {
        loops::rectified_gradient(g, out, y, begin, end, rows.width(), data<float>(a), data<float>(b),
                                  data<float>(c), mutable_data<Number>(back.y), passed);
    });
    return back;
}

/// Whether channels lie innermost in memory, and types are those of the loops.
bool can_fuse(const Inputs &in) {
    bool type = in.y.scalar_type() == at::kFloat || in.y.scalar_type() == at::kBFloat16;
    for (const Tensor &tensor : {in.scale, in.shift, in.mean, in.variance}) {
        if (tensor.defined() && (tensor.scalar_type() != at::kFloat || !tensor.is_contiguous())) return false;
    }
    bool lies = in.y.dim() == 2 ? in.y.is_contiguous()
                                : in.y.dim() == 4 && in.y.is_contiguous(at::MemoryFormat::ChannelsLast);
    return type && lies && in.y.is_cpu() && in.y.numel() > 0 && in.scale.numel() == in.y.size(1) &&
           in.shift.numel() == in.y.size(1) &&
           (!in.residue.defined() ||
            (in.residue.scalar_type() == in.y.scalar_type() && in.residue.sizes() == in.y.sizes() &&
             in.residue.strides() == in.y.strides()));
}

/// In training, by the statistics of the batch.
class RectifiedNorm : public torch::autograd::Function<RectifiedNorm> {
  public:
    static variable_list forward(AutogradContext *context, Tensor y, Tensor scale, Tensor shift,
                                 std::optional<Tensor> residue, double epsilon) {
        Inputs in{y, scale, shift, residue.value_or(Tensor()), {}, {}, epsilon};
        Made made = dispatch(y, [&](auto number) { return fused_forward<decltype(number)>(in); });
        context->save_for_backward({y, scale, shift, in.residue, made.out, made.mean, made.deviation_inverse});
        context->saved_data["epsilon"] = epsilon;
        Tensor mean = made.mean.clone(), variance = unbiased(made.variance, y.numel() / y.size(1));
        context->mark_non_differentiable({mean, variance});
        return {made.out, mean, variance};
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        Inputs in{saved[0], saved[1], saved[2], saved[3], {}, {}, context->saved_data["epsilon"].toDouble()};
        if (c10::GradMode::is_enabled()) return again(in, gradients[0]);
        Made made{saved[4], saved[5], {}, saved[6]};
        Tensor gradient = gradients[0].to(in.y.scalar_type());
        if (in.y.dim() == 4) gradient = gradient.contiguous(at::MemoryFormat::ChannelsLast);
        else gradient = gradient.contiguous();
        bool wants_residue = in.residue.defined() && context->needs_input_grad(3);
        Back back = dispatch(in.y, [&](auto number) {
            return fused_backward<decltype(number)>(gradient, in, made, wants_residue);
        });
        return {back.y, back.scale, back.shift, back.residue, Tensor()};
    }

  private:
    /// Where the gradient will itself be differentiated.
    static variable_list again(Inputs in, const Tensor &gradient) {
        variable_list wanted;
        Tensor *places[] = {&in.y, &in.scale, &in.shift, &in.residue};
        for (Tensor *place : places) {
            if (!place->defined() || !place->requires_grad()) continue;
            // An alias: one input may depend on another, and that path is not this operation's.
            *place = at::alias(*place);
            wanted.push_back(*place);
        }
        auto found = torch::autograd::grad({composed(in).out}, wanted, {gradient}, true, true, true);
        variable_list all(5);
        size_t next = 0;
        for (size_t i = 0; i < 4; ++i) {
            if (places[i]->defined() && places[i]->requires_grad()) all[i] = found[next++];
        }
        return all;
    }
};

Result rectified_norm(const Inputs &in) {
    TORCH_CHECK_VALUE(in.y.dim() >= 2, "normalisation over channels needs [N, C, ...], got ", in.y.sizes());
    int64_t channels = in.y.size(1);
    TORCH_CHECK_VALUE(!in.uses_batch() || channels == 0 || in.y.numel() / channels > 1,
                      "the statistics of a batch need more than one value a channel, got ", in.y.sizes());
    if (!can_fuse(in)) return composed(in);
    bool records = false;
    for (const Tensor &tensor : {in.y, in.scale, in.shift, in.residue}) {
        records = records || (tensor.defined() && tensor.requires_grad());
    }
    if (records && c10::GradMode::is_enabled()) {
        if (!in.uses_batch()) return composed(in);
        auto residue = in.residue.defined() ? std::optional<Tensor>(in.residue) : std::nullopt;
        auto out = RectifiedNorm::apply(in.y, in.scale, in.shift, residue, in.epsilon);
        return {out[0], out[1], out[2]};
    }
    c10::AutoGradMode off(false);
    Made made = dispatch(in.y, [&](auto number) { return fused_forward<decltype(number)>(in); });
    if (!in.uses_batch()) return {made.out, {}, {}};
    return {made.out, made.mean, unbiased(made.variance, in.y.numel() / channels)};
}

}  // namespace
}  // namespace frugal

using namespace frugal;

extern "C" frugal_status frugal_rectified_norm(frugal_tensor y, frugal_tensor scale, frugal_tensor shift,
                                               frugal_tensor residue, frugal_tensor mean, frugal_tensor variance,
                                               double epsilon, frugal_tensor *outs) {
    return attempt([&] {
        Result result = rectified_norm({borrow(y), borrow(scale), borrow(shift), borrow_optional(residue),
                                        borrow_optional(mean), borrow_optional(variance), epsilon});
        outs[0] = give(std::move(result.out));
        outs[1] = result.mean.defined() ? give(std::move(result.mean)) : nullptr;
        outs[2] = result.variance.defined() ? give(std::move(result.variance)) : nullptr;
    });
}
