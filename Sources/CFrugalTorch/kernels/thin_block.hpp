// The first block of a picture network in training. A 3 x 3 convolution of one to three channels costs so little that its
// output, which may be 145 MB a step, is made anew each time it is needed and never stored. Its statistics need no pass at
// all: the output is linear in the patches, so mean and variance follow from the mean and covariance of the patches
// (9 values of each channel), and so does every sum over all pixels that the gradient of the weights contains.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

/// What a forward pass leaves. `mean` and `variance` are those of the batch, of the convolution without its bias.
struct ThinForward {
    at::Tensor pooled, winner, mean, variance;
    at::Tensor padded, sums, products;  // centred images with their border; first and second sums of the patches
};

/// Whether images and weights are of the kind this is for.
bool is_thin(const at::Tensor &x, const at::Tensor &weight);

ThinForward thin_forward(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &scale,
                         const at::Tensor &shift, double epsilon);

struct ThinBackward {
    at::Tensor weight, scale, shift;
};

ThinBackward thin_backward(const at::Tensor &gradient, const ThinForward &forward, const at::Tensor &weight,
                           const at::Tensor &scale, double epsilon);

}  // namespace frugal
