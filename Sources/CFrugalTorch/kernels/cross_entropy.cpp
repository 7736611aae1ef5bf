#include "cross_entropy.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/core/Reduction.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include "../parallel.hpp"
#include "cross_entropy_loops.hpp"
#include "data.hpp"

namespace frugal {
namespace {

using at::Tensor;

Tensor composed(const Tensor &scores, const Tensor &labels) {
    return at::cross_entropy_loss(scores, labels, std::nullopt, at::Reduction::Mean, -100, 0.0);
}

/// The mean loss; its gradient goes to `gradient` where that is defined.
Tensor mean_loss(const Tensor &scores, const Tensor &labels, Tensor gradient) {
    int64_t rows = scores.size(0), classes = scores.size(1);
    Tensor losses = at::empty({rows}, scores.options()), result = at::empty({}, scores.options());
    auto *each = mutable_data<float>(losses);
    auto run = [&](int64_t begin, int64_t end) {
        loops::cross_entropy(data<float>(scores), data<int64_t>(labels), begin, end, classes,
                             1.0F / static_cast<float>(rows), each,
                             gradient.defined() ? mutable_data<float>(gradient) : nullptr);
    };
    if (rows * classes < worth_sharing) {
        run(0, rows);
    } else {
        over_parts(rows, run);
    }
    double sum = 0;
    for (int64_t i = 0; i < rows; ++i) sum += static_cast<double>(each[i]);
    *mutable_data<float>(result) = static_cast<float>(sum / static_cast<double>(rows));
    return result;
}

class CrossEntropy : public torch::autograd::Function<CrossEntropy> {
  public:
    static Tensor forward(torch::autograd::AutogradContext *context, const Tensor &scores, const Tensor &labels) {
        // While a row is in the cache its gradient costs next to nothing; later it would be read from memory again.
        Tensor gradient = at::empty_like(scores);
        Tensor loss = mean_loss(scores, labels, gradient);
        context->save_for_backward({scores, labels, gradient});
        return loss;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients) {
        auto saved = context->get_saved_variables();
        if (c10::GradMode::is_enabled()) {
            return {torch::autograd::grad({composed(saved[0], saved[1])}, {saved[0]}, {gradients[0]}, true, true)[0],
                    Tensor()};
        }
        bool whole = gradients[0].item<float>() == 1.0F;
        return {whole ? saved[2] : saved[2] * gradients[0], Tensor()};
    }
};

bool all_within(const Tensor &labels, int64_t classes) {
    const auto *values = data<int64_t>(labels);
    return std::all_of(values, values + labels.numel(), [&](int64_t label) { return label >= 0 && label < classes; });
}

}  // namespace

Tensor cross_entropy(const Tensor &given, const Tensor &labels, const std::optional<Tensor> &weights, double smoothing,
                     int64_t ignored, int64_t reduction) {
    Tensor scores = given;
    bool half = scores.scalar_type() == at::kBFloat16 || scores.scalar_type() == at::kHalf;
    if (half && at::autocast::is_autocast_enabled(scores.device().type())) scores = scores.to(at::kFloat);
    bool fits = !weights && smoothing == 0 && reduction == at::Reduction::Mean && scores.is_cpu() && labels.is_cpu() &&
                scores.scalar_type() == at::kFloat && scores.dim() == 2 && scores.is_contiguous() &&
                scores.numel() > 0 && labels.scalar_type() == at::kLong && labels.dim() == 1 &&
                labels.is_contiguous() && labels.size(0) == scores.size(0) && all_within(labels, scores.size(1));
    // A label that is to be ignored lies among the classes only where somebody says so.
    bool ignores = ignored >= 0 && ignored < (scores.dim() == 2 ? scores.size(1) : 0);
    if (!fits || ignores) return at::cross_entropy_loss(scores, labels, weights, reduction, ignored, smoothing);
    bool records = c10::GradMode::is_enabled() && scores.requires_grad();
    return records ? CrossEntropy::apply(scores, labels) : mean_loss(scores, labels, Tensor());
}

}  // namespace frugal
