// The rows of a cross entropy: scores to losses and gradients.
#pragma once

#include <cstdint>

namespace frugal::loops {

/// For rows [begin, end) of `scores` [rows, classes]: the loss of each row, log of the sum of exponentials minus the score
/// of its label; and, where `gradient` is not null, `scale` times (softmax - indicator of the label).
void cross_entropy(const float *scores, const int64_t *labels, int64_t begin, int64_t end, int64_t classes, float scale,
                   float *losses, float *gradient);

}  // namespace frugal::loops
