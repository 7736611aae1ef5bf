#include "include/frugal_cost.h"

#include <ATen/record_function.h>
#include <c10/util/ThreadLocalDebugInfo.h>

#include <atomic>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cost.hpp"
#include "internal.hpp"

// libtorch reports every operation before and after it runs; the ones that multiply matrices are counted by the formula
// of their shapes. An operation may be made of others (a convolution may run as a matrix product): only the outermost one
// that has a formula counts.

namespace {

/// A ledger travels with the debug information of its thread: libtorch hands that to the threads of the backward pass.
struct Ledger : c10::DebugInfoBase {
    std::atomic<int64_t> multiply_adds{0};
};

auto slot() { return c10::DebugInfoKind::PRODUCER_INFO; }

Ledger *open_ledger() { return static_cast<Ledger *>(c10::ThreadLocalDebugInfo::get(slot())); }

using Values = c10::ArrayRef<const c10::IValue>;
using Formula = int64_t (*)(Values in);

int64_t product(const c10::IValue &left, const c10::IValue &right) {
    at::Tensor a = left.toTensor(), b = right.toTensor();
    // Every element of `a` meets every column of `b`, be they matrices, batches of them or vectors.
    return a.numel() * (b.dim() > 1 ? b.size(-1) : 1);
}

int64_t of_product(Values in) { return product(in[0], in[1]); }
int64_t of_added_product(Values in) { return product(in[1], in[2]); }

/// Arguments: input, weight [out, in], …
int64_t of_linear(Values in) { return in[0].toTensor().numel() * in[1].toTensor().size(0); }

/// Every element of a convolution's result sums one product for each element of one kernel; of its transpose, every
/// element of the input is multiplied with one.
int64_t of_kernels(int64_t elements, const at::Tensor &weight) {
    return elements * (weight.numel() / std::max<int64_t>(1, weight.size(0)));
}

/// Arguments: input, weight, bias, stride, padding, dilation, transposed, …
int64_t of_convolution(Values in) {
    at::Tensor input = in[0].toTensor(), weight = in[1].toTensor();
    if (in[6].toBool()) return of_kernels(input.numel(), weight);
    auto stride = in[3].toIntVector(), padding = in[4].toIntVector(), dilation = in[5].toIntVector();
    auto sides = static_cast<size_t>(weight.dim() - 2);
    // A single image comes without the dimension of the batch.
    auto first = static_cast<size_t>(input.dim()) - sides;
    int64_t elements = weight.size(0) * (first == 2 ? input.size(0) : 1);
    for (size_t i = 0; i < sides; ++i) {
        auto of = [i](const std::vector<int64_t> &list) { return list.at(std::min(i, list.size() - 1)); };
        auto side = static_cast<int64_t>(i);
        int64_t reach = of(dilation) * (weight.size(side + 2) - 1) + 1;
        elements *= (input.size(static_cast<int64_t>(first) + side) + 2 * of(padding) - reach) / of(stride) + 1;
    }
    return of_kernels(elements, weight);
}

/// Arguments: gradient, input, weight, bias sizes, stride, padding, dilation, transposed, output padding, groups, mask.
int64_t of_convolution_backward(Values in) {
    int64_t elements = (in[7].toBool() ? in[1] : in[0]).toTensor().numel();
    auto mask = in[10].toBoolList();
    return of_kernels(elements, in[2].toTensor()) * (int{mask[0]} + int{mask[1]});
}

/// Arguments: query [B, H, L, E], key [B, H, S, E], value [B, H, S, V].
int64_t of_attention(Values in) {
    at::Tensor query = in[0].toTensor(), key = in[1].toTensor(), value = in[2].toTensor();
    return query.numel() / query.size(-1) * key.size(-2) * (query.size(-1) + value.size(-1));
}

/// The weights are computed again, then follow the gradients of queries, keys, values and weights.
int64_t of_attention_backward(Values in) {
    at::Tensor query = in[1].toTensor(), key = in[2].toTensor(), value = in[3].toTensor();
    return query.numel() / query.size(-1) * key.size(-2) * (3 * query.size(-1) + 2 * value.size(-1));
}

/// Arguments: input [T, B, I], weight of the input, weight of the state, …
int64_t of_recurrent_layer(Values in) {
    at::Tensor input = in[0].toTensor();
    return input.numel() / input.size(-1) * (in[1].toTensor().numel() + in[2].toTensor().numel());
}

int64_t of_recurrent_layer_backward(Values in) { return 2 * of_recurrent_layer(in); }

/// Arguments: rows [.., n, d], rows [.., m, d].
int64_t of_distances(Values in) { return in[0].toTensor().numel() * in[1].toTensor().size(-2); }

/// Arguments: gradient [.., n, m], rows [.., n, d], …
int64_t of_distances_backward(Values in) { return in[0].toTensor().numel() * in[1].toTensor().size(-1); }

Formula formula(std::string_view name) {
    static const std::unordered_map<std::string_view, Formula> formulas{
        {"aten::mm", of_product},
        {"aten::bmm", of_product},
        {"aten::mv", of_product},
        {"aten::dot", of_product},
        {"aten::vdot", of_product},
        {"aten::addmm", of_added_product},
        {"aten::addmm_", of_added_product},
        {"aten::_addmm_activation", of_added_product},
        {"aten::addmv", of_added_product},
        {"aten::addmv_", of_added_product},
        {"aten::baddbmm", of_added_product},
        {"aten::baddbmm_", of_added_product},
        {"aten::addbmm", of_added_product},
        {"aten::addbmm_", of_added_product},
        {"aten::mkldnn_linear", of_linear},
        {"mkldnn::_linear_pointwise", of_linear},
        {"aten::convolution", of_convolution},
        {"aten::_convolution", of_convolution},
        {"aten::convolution_overrideable", of_convolution},
        {"aten::convolution_backward", of_convolution_backward},
        {"aten::_scaled_dot_product_flash_attention_for_cpu", of_attention},
        {"aten::_scaled_dot_product_flash_attention", of_attention},
        {"aten::_scaled_dot_product_efficient_attention", of_attention},
        {"aten::_scaled_dot_product_cudnn_attention", of_attention},
        {"aten::_scaled_dot_product_flash_attention_for_cpu_backward", of_attention_backward},
        {"aten::_scaled_dot_product_flash_attention_backward", of_attention_backward},
        {"aten::_scaled_dot_product_efficient_attention_backward", of_attention_backward},
        {"aten::_scaled_dot_product_cudnn_attention_backward", of_attention_backward},
        {"aten::mkldnn_rnn_layer", of_recurrent_layer},
        {"aten::mkldnn_rnn_layer_backward", of_recurrent_layer_backward},
        {"aten::_cdist_forward", of_distances},
        {"aten::_cdist_backward", of_distances_backward},
    };
    auto found = formulas.find(name);
    return found == formulas.end() ? nullptr : found->second;
}

thread_local int counted_depth = 0;

/// What an operation under way will have cost. Its inputs can only be read when it starts, and only when it ends is it
/// known to have succeeded.
struct Counted : at::ObserverContext {
    Counted() { ++counted_depth; }
    ~Counted() override { --counted_depth; }
    int64_t multiply_adds = 0;
};

std::unique_ptr<at::ObserverContext> before(const at::RecordFunction &function) {
    Formula found = formula(function.name());
    if (found == nullptr) return nullptr;
    auto counted = std::make_unique<Counted>();
    // Inputs that do not fit fail in the operation itself, which says so.
    if (counted_depth == 1) frugal::attempt([&] { counted->multiply_adds = found(function.inputs()); });
    return counted;
}

void after(const at::RecordFunction &function, at::ObserverContext *context) {
    // An operation that failed has no results.
    if (context != nullptr && !function.outputs().empty()) {
        frugal_cost_add(static_cast<Counted *>(context)->multiply_adds);
    }
}

thread_local int uncounted_depth = 0;
thread_local int open_count = 0;
thread_local at::CallbackHandle callback = at::INVALID_CALLBACK_HANDLE;

}  // namespace

frugal::Uncounted::Uncounted() { ++uncounted_depth; }
frugal::Uncounted::~Uncounted() { --uncounted_depth; }

extern "C" {

frugal_status frugal_cost_open(void) {
    return frugal::attempt([] {
        c10::ThreadLocalDebugInfo::_push(slot(), std::make_shared<Ledger>());
        if (open_count++ > 0) return;
        callback = at::addThreadLocalCallback(at::RecordFunctionCallback(before, after)
                                                  .needsInputs(true)
                                                  .needsOutputs(true)
                                                  .scopes({at::RecordScope::FUNCTION}));
    });
}

int64_t frugal_cost_close(void) {
    int64_t total = 0;
    frugal::attempt([&] {
        if (--open_count == 0) at::removeCallback(callback);
        auto closed = std::static_pointer_cast<Ledger>(c10::ThreadLocalDebugInfo::_pop(slot()));
        total = closed->multiply_adds.load();
        frugal_cost_add(total);
    });
    return total;
}

void frugal_cost_add(int64_t multiply_adds) {
    if (uncounted_depth > 0) return;
    if (Ledger *ledger = open_ledger()) ledger->multiply_adds.fetch_add(multiply_adds, std::memory_order_relaxed);
}

}  // extern "C"
