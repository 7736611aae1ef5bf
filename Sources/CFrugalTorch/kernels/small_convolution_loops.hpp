// Convolutions 3x3 over channels-last images whose channels come in blocks of 64, for batches of a few small images.
#pragma once

#include <cstdint>

namespace frugal::loops {

/// Numbers of channels are multiples of this.
constexpr int64_t channel_block = 64;

/// Whether this processor has the instructions.
bool has_small_convolution();

/// Images with a border of one pixel of zeros, [N, H + 2, W + 2, C].
struct Bordered {
    const float *data;
    int64_t count, height, width, channels;  // without the border

    int64_t pixels() const { return count * height * width; }
    /// Where pixel number i lies, as the upper left corner of its patch.
    int64_t offset(int64_t i) const {
        int64_t row = i / width, x = i % width, image = row / height, y = row % height;
        return ((image * (height + 2) + y) * (width + 2) + x) * channels;
    }
};

// out[pixel][k] = sum over taps and c of the patch at the pixel times weight[tap][c][k], for pixels [begin, end).
void small_convolution(const Bordered &x, const float *weight, int64_t outputs, int64_t begin, int64_t end, float *out);

// out[k][tap][c] = sum over pixels of gradient[pixel][k] times the patch, for one tap. `corners` has the offset of every
// pixel.
void small_weight_gradient(const Bordered &x, const int64_t *corners, const float *gradient, int64_t outputs,
                           int64_t tap, float *out);

// [K][9][C] becomes [9][C][K].
void transposed_taps(const float *weight, int64_t outputs, int64_t inputs, float *out);

}  // namespace frugal::loops
