// A task of few-shot learning has five images; the deeper layers see them as 14x14, 7x7 and 3x3 pixels. The library
// prepares every call for as long as it then computes (describing it, looking for it among those already built, bringing
// weights into its own order). These loops need only a border of zeros and weights by tap.
#include "small_convolution.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <vector>

#include "../include/frugal_cost.h"
#include "../parallel.hpp"
#include "data.hpp"
#include "small_convolution_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;

/// Pixels up to which the loops are ahead of the library.
constexpr int64_t most_pixels = 4096;

/// [N, C, H, W] with a border of one pixel of zeros, [N, H + 2, W + 2, C] in memory.
struct WithBorder {
    Tensor memory;
    loops::Bordered images;

    explicit WithBorder(const Tensor &x) {
        int64_t count = x.size(0), channels = x.size(1), height = x.size(2), width = x.size(3);
        memory = at::empty({count, height + 2, width + 2, channels}, x.options());
        images = {data<float>(memory), count, height, width, channels};
        const auto *from = data<float>(x);
        auto *to = mutable_data<float>(memory);
        int64_t row = width * channels, bordered_row = row + 2 * channels;
        for (int64_t image = 0; image < count; ++image) {
            to = std::fill_n(to, bordered_row, 0.0F);
            for (int64_t y = 0; y < height; ++y, from += row) {
                to = std::fill_n(to, channels, 0.0F);
                to = std::copy_n(from, row, to);
                to = std::fill_n(to, channels, 0.0F);
            }
            to = std::fill_n(to, bordered_row, 0.0F);
        }
    }
};

Tensor empty_channels_last(at::IntArrayRef shape, const Tensor &like) {
    return at::empty(shape, like.options().memory_format(at::MemoryFormat::ChannelsLast));
}

/// @param taps: [9][C][outputs].
Tensor convolve(const WithBorder &x, const Tensor &taps, int64_t outputs) {
    const auto &images = x.images;
    Tensor out = empty_channels_last({images.count, outputs, images.height, images.width}, x.memory);
    over_parts(images.pixels(), [&](int64_t begin, int64_t end) {
        loops::small_convolution(images, data<float>(taps), outputs, begin, end, mutable_data<float>(out));
    });
    frugal_cost_add(images.pixels() * 9 * images.channels * outputs);
    return out;
}

}  // namespace

bool is_small_convolution(const Tensor &x, const Tensor &weight) {
    auto fits = [](const Tensor &tensor) {
        return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.dim() == 4;
    };
    return fits(x) && fits(weight) && x.size(1) == weight.size(1) && x.size(1) % loops::channel_block == 0 &&
           weight.size(0) % loops::channel_block == 0 && weight.size(2) == 3 && weight.size(3) == 3 &&
           x.numel() > 0 && x.size(0) * x.size(2) * x.size(3) <= most_pixels && loops::has_small_convolution();
}

Tensor small_convolution(const Tensor &x, const Tensor &weight) {
    int64_t outputs = weight.size(0), inputs = weight.size(1);
    Tensor taps = at::empty({9, inputs, outputs}, weight.options());
    loops::transposed_taps(data<float>(weight), outputs, inputs, mutable_data<float>(taps));
    return convolve(WithBorder(x), taps, outputs);
}

Tensor small_input_gradient(const Tensor &gradient, const Tensor &weight) {
    // The kernel turned by half a turn, from outputs to inputs.
    int64_t outputs = weight.size(0), inputs = weight.size(1);
    Tensor taps = at::empty({9, outputs, inputs}, weight.options());
    const auto *from = data<float>(weight);
    auto *to = mutable_data<float>(taps);
    for (int64_t k = 0; k < outputs; ++k) {
        for (int64_t tap = 0; tap < 9; ++tap, from += inputs) {
            std::copy_n(from, inputs, to + ((8 - tap) * outputs + k) * inputs);
        }
    }
    return convolve(WithBorder(gradient), taps, inputs);
}

Tensor small_weight_gradient(const Tensor &gradient, const Tensor &x) {
    int64_t outputs = gradient.size(1), inputs = x.size(1);
    WithBorder bordered(x);
    const auto &images = bordered.images;
    std::vector<int64_t> corners(static_cast<size_t>(images.pixels()));
    for (size_t pixel = 0; pixel < corners.size(); ++pixel) corners[pixel] = images.offset(static_cast<int64_t>(pixel));
    Tensor out = empty_channels_last({outputs, inputs, 3, 3}, x);
    over_each(9, [&](int64_t tap) {
        loops::small_weight_gradient(images, corners.data(), data<float>(gradient), outputs, tap,
                                     mutable_data<float>(out));
    });
    frugal_cost_add(images.pixels() * 9 * inputs * outputs);
    return out;
}

}  // namespace frugal
