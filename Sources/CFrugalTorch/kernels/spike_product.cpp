#include "spike_product.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <memory>

#include "../include/frugal_cost.h"
#include "../linear.hpp"
#include "../parallel.hpp"
#include "data.hpp"
#include "products.hpp"
#include "spike_product_loops.hpp"

namespace frugal {
namespace {

using at::Tensor;
using loops::SpikeLists;
using loops::Strided;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// The share of ones up to which adding was measured to be ahead of multiplying by a good margin.
constexpr double sparse = 0.25;

/// Outputs and multiply-adds below which the lists cost more than they save.
constexpr int64_t fewest_outputs = 64, smallest = int64_t{1} << 23;

/// The ones of a matrix; nothing where something is neither zero nor one, or where too much is one.
std::shared_ptr<const SpikeLists> lists_of(const Tensor &x) {
    auto lists = std::make_shared<SpikeLists>();
    lists->rows = x.size(0);
    lists->columns = x.size(1);
    lists->starts.resize(static_cast<size_t>(lists->rows + 1));
    const float *first = data<float>(x);
    over_each(lists->rows, [&](int64_t row) {
        lists->starts[static_cast<size_t>(row + 1)] = loops::spike_count(first + row * lists->columns, lists->columns);
    });
    int64_t total = 0;
    for (int64_t row = 0; row < lists->rows; ++row) {
        int64_t &count = lists->starts[static_cast<size_t>(row + 1)];
        if (count < 0) return nullptr;
        total += count;
        count = total;
    }
    if (static_cast<double>(total) > sparse * static_cast<double>(x.numel())) return nullptr;
    lists->places.resize(static_cast<size_t>(total));
    over_each(lists->rows, [&](int64_t row) {
        loops::spike_places(first + row * lists->columns, lists->columns, lists->length(row),
                            lists->places.data() + lists->starts[static_cast<size_t>(row)]);
    });
    return lists;
}

/// Sums of listed rows for all `count` columns of a result.
void sum(const SpikeLists &lists, Strided<const float> table, const float *bias, int64_t count, Strided<float> out) {
    int64_t width = loops::sum_width(lists), blocks = (count + width - 1) / width;
    over_blocks(blocks, std::min<int64_t>(blocks, at::get_num_threads()), [&](int64_t, int64_t begin, int64_t end) {
        std::unique_ptr<float[]> workspace(new float[static_cast<size_t>((lists.columns + lists.rows) * width)]);
        for (int64_t block = begin; block < end; ++block) {
            loops::sum_listed_rows(lists, table, bias, block * width, count, workspace.get(), out);
        }
    });
    frugal_cost_add(static_cast<int64_t>(lists.places.size()) * count);
}

Tensor forward_of(const SpikeLists &lists, const Tensor &weight, const std::optional<Tensor> &bias) {
    int64_t outputs = weight.size(0), inputs = weight.size(1);
    Tensor result = at::empty({lists.rows, outputs}, weight.options().requires_grad(false));
    sum(lists, {data<float>(weight), 1, inputs}, bias ? data<float>(*bias) : nullptr, outputs,
        {mutable_data<float>(result), outputs, 1});
    return result;
}

class SpikeLinear : public Function<SpikeLinear> {
  public:
    static Tensor forward(AutogradContext *context, const Tensor &x, const Tensor &weight,
                          const std::optional<Tensor> &bias, std::shared_ptr<const SpikeLists> lists) {
        context->save_for_backward({x, weight});
        context->saved_data["bias"] = bias.has_value();
        Tensor result = forward_of(*lists, weight, bias);
        context->saved_data["lists"] = kept(std::move(lists));
        return result;
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        auto saved = context->get_saved_variables();
        const Tensor &x = saved[0], &weight = saved[1];
        Tensor gradient = gradients[0], of_x, of_weight, of_bias;
        if (context->needs_input_grad(0)) of_x = product(gradient, weight);
        if (context->saved_data["bias"].toBool()) of_bias = gradient.sum(0);
        if (context->needs_input_grad(1)) {
            // The product can be differentiated again.
            of_weight = c10::GradMode::is_enabled() ? product(gradient.t(), x)
                                                    : weight_gradient(context, gradient.contiguous(), weight);
        }
        return {of_x, of_weight, of_bias, Tensor()};
    }

  private:
    /// Lists as a tensor's memory: an autograd context keeps nothing else without registering a class.
    static Tensor kept(std::shared_ptr<const SpikeLists> lists) {
        auto *owner = new std::shared_ptr<const SpikeLists>(std::move(lists));
        return at::from_blob(
            owner, {static_cast<int64_t>(sizeof(*owner))},
            [](void *memory) { delete static_cast<std::shared_ptr<const SpikeLists> *>(memory); }, at::kByte);
    }

    static Tensor weight_gradient(AutogradContext *context, const Tensor &gradient, const Tensor &weight) {
        Tensor memory = context->saved_data["lists"].toTensor();
        const auto &lists = **static_cast<std::shared_ptr<const SpikeLists> *>(memory.data_ptr());
        int64_t outputs = weight.size(0), inputs = weight.size(1);
        Tensor result = at::empty({outputs, inputs}, weight.options().requires_grad(false));
        sum(loops::transposed(lists), {data<float>(gradient), outputs, 1}, nullptr, outputs,
            {mutable_data<float>(result), 1, inputs});
        return result;
    }
};

bool is_plain(const Tensor &tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_contiguous();
}

}  // namespace

Tensor spike_linear(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias) {
    bool fits = x.dim() >= 2 && weight.dim() == 2 && x.size(-1) == weight.size(1) && is_plain(x) && is_plain(weight) &&
                (!bias || (is_plain(*bias) && bias->dim() == 1 && bias->size(0) == weight.size(0))) &&
                weight.size(0) >= fewest_outputs && x.numel() * weight.size(0) >= smallest &&
                !at::autocast::is_autocast_enabled(at::kCPU);
    if (!fits) return affine(x, weight, bias);
    Tensor rows = x.dim() == 2 ? x : x.reshape({-1, x.size(-1)});
    auto lists = lists_of(rows);
    if (lists == nullptr) return affine(x, weight, bias);
    bool records = c10::GradMode::is_enabled() &&
                   (x.requires_grad() || weight.requires_grad() || (bias && bias->requires_grad()));
    Tensor result = records ? SpikeLinear::apply(rows, weight, bias, lists) : forward_of(*lists, weight, bias);
    if (x.dim() == 2) return result;
    auto shape = x.sizes().vec();
    shape.back() = weight.size(0);
    return result.reshape(shape);
}

}  // namespace frugal
