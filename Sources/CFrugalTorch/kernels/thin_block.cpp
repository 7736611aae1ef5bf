#include "thin_block.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "../include/frugal_cost.h"
#include "../parallel.hpp"
#include "data.hpp"
#include "thin_block_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;

/// The weights as rows of the values of a patch: [outputs, 9 * inputs], in float64.
Tensor patch_weights(const Tensor &weight) {
    return weight.detach().to(at::kDouble).permute({0, 2, 3, 1}).reshape({weight.size(0), 9 * weight.size(1)});
}

struct Moments {
    Tensor mean, covariance;
    double count;
};

Moments moments_of(const ThinForward &forward, const loops::ThinImages &images) {
    auto count = static_cast<double>(forward.padded.size(0) * images.height * images.width);
    Tensor mean = forward.sums / count;
    return {mean, forward.products / count - mean.outer(mean), count};
}

loops::ThinImages images_of(const Tensor &padded, const Tensor &weight) {
    return {padded.size(1) - 2, padded.size(2) - 2, padded.size(3), weight.size(0)};
}

void add_cost(const ThinForward &forward, const loops::ThinImages &images) {
    // As the convolution that this stands for would be counted.
    frugal_cost_add(forward.padded.size(0) * images.height * images.width * 9 * images.inputs * images.outputs);
}

template <class Run> void dispatch(const Tensor &tensor, Run run) {
    if (tensor.scalar_type() == at::kBFloat16) {
        run(loops::bfloat16{});
    } else {
        run(float{});
    }
}

}  // namespace

bool is_thin(const Tensor &x, const Tensor &weight) {
    if (x.size(1) > 3 || weight.size(1) != x.size(1) || weight.size(2) != 3 || weight.size(3) != 3 || x.size(2) < 2 ||
        x.size(3) < 2) {
        return false;
    }
    // In bfloat16 the stored convolution is half as large. While it stays in the cache, making that of several channels
    // anew takes longer (docs/decisions/012).
    constexpr int64_t cache = int64_t{1} << 25;
    int64_t stored = x.size(0) * x.size(2) * x.size(3) * weight.size(0) * 2;
    return x.scalar_type() != at::kBFloat16 || x.size(1) == 1 || stored > cache;
}

ThinForward thin_forward(const Tensor &x, const Tensor &weight, const Tensor &scale, const Tensor &shift,
                         double epsilon) {
    ThinForward made;
    Tensor pixels = x.detach().to(at::kFloat).permute({0, 2, 3, 1});
    int64_t count = pixels.size(0), height = pixels.size(1), width = pixels.size(2), inputs = pixels.size(3);
    // Centred, so that the covariance does not drown in the square of the mean.
    Tensor centre = pixels.mean(at::IntArrayRef{0, 1, 2});
    made.padded = at::empty({count, height + 2, width + 2, inputs});
    made.padded.copy_(centre.neg());
    made.padded.narrow(1, 1, height).narrow(2, 1, width).add_(pixels);
    auto images = images_of(made.padded, weight);

    int64_t rows = count * height, taps = 9 * inputs, blocks = blocks_of(rows);
    Tensor partial = at::zeros({blocks, taps + taps * taps}, at::kDouble);
    over_blocks(rows, blocks, [&](int64_t i, int64_t begin, int64_t end) {
        auto *sums = mutable_data<double>(partial) + i * (taps + taps * taps);
        loops::patch_moments(data<float>(made.padded), images, begin, end, sums, sums + taps);
    });
    Tensor totals = partial.sum(0);
    made.sums = totals.narrow(0, 0, taps);
    made.products = totals.narrow(0, taps, taps * taps).view({taps, taps});

    auto moments = moments_of(made, images);
    Tensor w = patch_weights(weight);
    made.variance = w.mm(moments.covariance).mul(w).sum(1).clamp_min(0);
    Tensor factor = scale.detach() * (made.variance + epsilon).rsqrt(), centred_mean = w.mv(moments.mean);
    Tensor folded = (w * factor.unsqueeze(1)).t().to(at::kFloat).contiguous();
    Tensor offset = (shift.detach() - centred_mean * factor).to(at::kFloat);
    made.mean = (centred_mean + w.mv(centre.to(at::kDouble).repeat({9}))).to(at::kFloat);
    made.variance = made.variance.to(at::kFloat);

    made.pooled = at::empty({count, images.outputs, height / 2, width / 2},
                            x.options().memory_format(at::MemoryFormat::ChannelsLast));
    made.winner = at::empty({count, height / 2, width / 2, images.outputs}, x.options().dtype(at::kByte));
    dispatch(x, [&](auto number) {
        using Number = decltype(number);
        over_parts(count * (height / 2), [&](int64_t begin, int64_t end) {
            loops::thin_forward(data<float>(made.padded), images, begin, end, data<float>(folded),
                                data<float>(offset), mutable_data<Number>(made.pooled),
                                mutable_data<uint8_t>(made.winner));
        });
    });
    add_cost(made, images);
    return made;
}

ThinBackward thin_backward(const Tensor &gradient, const ThinForward &forward, const Tensor &weight,
                           const Tensor &scale, double epsilon) {
    auto images = images_of(forward.padded, weight);
    int64_t rows = gradient.size(0) * gradient.size(2), taps = 9 * images.inputs, blocks = blocks_of(rows);
    Tensor partial = at::zeros({blocks, taps + 1, images.outputs});
    dispatch(gradient, [&](auto number) {
        using Number = decltype(number);
        over_blocks(rows, blocks, [&](int64_t i, int64_t begin, int64_t end) {
            auto *sums = mutable_data<float>(partial) + i * (taps + 1) * images.outputs;
            loops::thin_gradient(data<Number>(gradient), data<uint8_t>(forward.winner),
                                 data<float>(forward.padded), images, begin, end, sums, sums + images.outputs);
        });
    });
    Tensor totals = partial.to(at::kDouble).sum(0), passed = totals.select(0, 0);
    Tensor at_winners = totals.narrow(0, 1, taps).t();  // [outputs, taps]

    auto moments = moments_of(forward, images);
    Tensor w = patch_weights(weight), mean = w.mv(moments.mean), spread = w.mm(moments.covariance);
    Tensor inverse = (spread.mul(w).sum(1).clamp_min(0) + epsilon).rsqrt(), a = scale.detach() * inverse;
    ThinBackward back;
    back.shift = passed;
    back.scale = (w.mul(at_winners).sum(1) - mean * passed) * inverse;
    // The gradient of the convolution's output is a * passed + b * (y - mean) - a * sum / count; this, times the patches.
    Tensor b = a * inverse * back.scale * -1.0;
    Tensor found = a.unsqueeze(1) * (at_winners - passed.unsqueeze(1) * moments.mean) + b.unsqueeze(1) * spread;
    back.weight = found.view({images.outputs, 3, 3, images.inputs})
                      .permute({0, 3, 1, 2})
                      .to(weight.scalar_type())
                      .contiguous();
    back.scale = back.scale.to(at::kFloat);
    back.shift = back.shift.to(at::kFloat);
    add_cost(forward, images);
    return back;
}

}  // namespace frugal
