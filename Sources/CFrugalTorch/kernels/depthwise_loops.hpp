// Depthwise convolutions over channels-last images: a row of pixels is one vector of numbers, which meets the kernel's taps
// repeated to the same length.
#pragma once

#include <cstdint>

namespace frugal::loops {

/// Numbers worked on at a time.
constexpr int64_t lanes = 16;

/// Images [H, W, C] and square kernels that keep their size.
struct Depthwise {
    int64_t height, width, channels, kernel;

    int64_t border() const { return kernel / 2; }
    int64_t row() const { return width * channels; }
    int64_t image() const { return height * row(); }
    int64_t bordered_row() const { return (width + 2 * border()) * channels; }
    /// Numbers of a bordered image, with what a last vector reads past its end.
    int64_t bordered() const { return (height + 2 * border()) * bordered_row() + lanes; }
    /// After so many numbers of a row the channels are where they were at the start of a vector.
    int64_t period() const;
    int64_t taps() const { return kernel * kernel; }
};

// All of one image, in float32.

// out [H + 2 border, W + 2 border, C] = the image with a border of zeros, its negative numbers as zeros where `rectified`. The
// border must be zero already.
void depthwise_border(const Depthwise &size, const float *image, bool rectified, float *out);

// taps [C][K, K] becomes [K * K][period], turned by half a turn where `turned`.
void depthwise_taps(const Depthwise &size, const float *weight, bool turned, float *out);

// out [H, W, C] = sum over taps of the bordered image times taps [K * K][period].
void depthwise(const Depthwise &size, const float *bordered, const float *taps, float *out);

// out [H, W, C] is set to zero where the image is zero or below.
void depthwise_mask(const Depthwise &size, const float *image, float *out);

// sums [K * K][period] = sum over pixels of the bordered gradient times the bordered image, shifted by each tap.
void depthwise_weight_gradient(const Depthwise &size, const float *bordered, const float *bordered_gradient, float *sums);

}  // namespace frugal::loops
