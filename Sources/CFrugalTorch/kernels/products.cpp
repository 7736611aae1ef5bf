// On AMD processors libtorch's MKL multiplies float32 matrices with AVX2 at less than half the rate of oneDNN, which the
// same library carries and reaches with AVX-512, at the same precision (docs/decisions/003). So large products call
// oneDNN directly; small ones stay with MKL, whose calls cost less, and on one thread (docs/decisions/011).
#include "products.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <mutex>

#include "../cost.hpp"
#include "../include/frugal_cost.h"
#include "../include/frugal_engine.h"
#include "../linear.hpp"
#include "checks.hpp"

namespace at::native {
// Exported by libtorch but in no installed header; weak, so that a build without it still loads and uses MKL.
__attribute__((weak)) void mkldnn_matmul(const Tensor &a, const Tensor &b, const Tensor &result, float beta, float alpha);
}  // namespace at::native

// Also exported, and also in no header: how many threads MKL gives the products of this thread; 0 leaves it to MKL.
extern "C" __attribute__((weak)) int MKL_Set_Num_Threads_Local(int count);

namespace frugal {
namespace {

using at::Tensor;

enum Kernels : int32_t { undecided = -1, mkl = 0, onednn = 1 };
std::atomic<int32_t> kernels{undecided};

void choose_kernels();

/// The kernels in use; the first large product decides.
int32_t current_kernels() {
    int32_t now = kernels.load(std::memory_order_relaxed);
    if (now != undecided) return now;
    choose_kernels();
    return kernels.load(std::memory_order_relaxed);
}

/// Multiply-adds from which a call of oneDNN is worth its cost of about ten microseconds.
constexpr int64_t large = int64_t{1} << 20;

/// Multiply-adds up to which a product is over before a second thread is awake.
constexpr int64_t small = int64_t{1} << 18;

/// While it lives, products of this thread by MKL keep to it.
class OneThread {
  public:
    explicit OneThread(bool wanted) : counts(wanted && MKL_Set_Num_Threads_Local != nullptr) {
        if (counts) before = MKL_Set_Num_Threads_Local(1);
    }
    ~OneThread() {
        if (counts) MKL_Set_Num_Threads_Local(before);
    }
    OneThread(const OneThread &) = delete;
    OneThread &operator=(const OneThread &) = delete;

  private:
    bool counts;
    int before = 0;
};

bool is_dense(const Tensor &matrix) {
    return matrix.is_contiguous() || (matrix.dim() == 2 && matrix.t().is_contiguous());
}

/// Whether there is anything to choose: float32 matrices on the processor.
bool is_plain(const Tensor &a, const Tensor &b) {
    return a.scalar_type() == at::kFloat && b.scalar_type() == at::kFloat && a.is_cpu() && b.is_cpu() && is_dense(a) &&
           is_dense(b) && !at::autocast::is_autocast_enabled(at::kCPU);
}

bool takes_onednn(const Tensor &a, const Tensor &b, int64_t multiply_adds) {
    return multiply_adds >= large && is_plain(a, b) && current_kernels() == onednn;
}

Tensor onednn_product(const Tensor &a, const Tensor &b) {
    Tensor result = at::empty({a.size(0), b.size(1)}, a.options());
    at::native::mkldnn_matmul(a, b, result, 0, 1);
    frugal_cost_add(a.size(0) * a.size(1) * b.size(1));
    return result;
}

/// x times the transpose of weight plus bias, the bias added while the result is still in registers.
Tensor onednn_linear(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias) {
    static auto operation = c10::Dispatcher::singleton()
                                .findSchemaOrThrow("mkldnn::_linear_pointwise", "")
                                .typed<Tensor(const Tensor &, const Tensor &, const std::optional<Tensor> &,
                                              std::string_view, c10::List<std::optional<at::Scalar>>,
                                              std::optional<std::string_view>)>();
    return operation.call(x, weight, bias, "none", c10::List<std::optional<at::Scalar>>(), "");
}

/// A linear layer that is either large or small: what lies between stays with the library (`affine`).
Tensor linear_map(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias) {
    if (x.numel() * weight.size(0) >= large) return onednn_linear(x, weight, bias);
    OneThread guard(true);
    return bias ? at::addmm(*bias, x, weight.t()) : at::mm(x, weight.t());
}

class Product : public torch::autograd::Function<Product> {
  public:
    static Tensor forward(torch::autograd::AutogradContext *context, const Tensor &a, const Tensor &b) {
        context->save_for_backward({a, b});
        return onednn_product(a, b);
    }

    // In terms of `product` itself, so that gradients of gradients need nothing more.
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients) {
        auto saved = context->get_saved_variables();
        const Tensor &gradient = gradients[0];
        return {context->needs_input_grad(0) ? product(gradient, saved[1].t()) : Tensor(),
                context->needs_input_grad(1) ? product(saved[0].t(), gradient) : Tensor()};
    }
};

class Linear : public torch::autograd::Function<Linear> {
  public:
    static Tensor forward(torch::autograd::AutogradContext *context, const Tensor &x, const Tensor &weight,
                          const std::optional<Tensor> &bias) {
        context->save_for_backward({x, weight});
        context->saved_data["bias"] = bias.has_value();
        return linear_map(x, weight, bias);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients) {
        auto saved = context->get_saved_variables();
        const Tensor &gradient = gradients[0];
        return {context->needs_input_grad(0) ? product(gradient, saved[1]) : Tensor(),
                context->needs_input_grad(1) ? product(gradient.t(), saved[0]) : Tensor(),
                context->saved_data["bias"].toBool() ? gradient.sum(0) : Tensor()};
    }
};

/// One thread for everything that this thread asks of the engine.
struct Alone {
    int before = at::get_num_threads();
    Alone() { at::set_num_threads(1); }
    ~Alone() { at::set_num_threads(before); }
};

/// Processor time of this thread: what another program takes from it does not count.
double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Run> void keep_best(double &best, Run run) {
    double start = thread_seconds();
    run();
    best = std::min(best, thread_seconds() - start);
}

/// Whether oneDNN is faster here than MKL and as precise as float32 is.
bool onednn_is_better() {
    if (!at::globalContext().hasMKLDNN() || at::native::mkldnn_matmul == nullptr) return false;
    c10::AutoGradMode off(false);
    // Values without structure, drawn from nobody's random numbers.
    Tensor a = at::ones({256, 512}).cumsum(0).cumsum(1).mul_(0.7312).sin_(), b = a.t().contiguous();
    Tensor exact = a.to(at::kDouble).mm(b.to(at::kDouble));
    Tensor result = at::empty({256, 256});
    double other = 1e9, usual = 1e9;
    Alone alone;
    // In turn, so that a faster or slower moment of the machine meets both.
    for (int i = 0; i < 8; ++i) {
        keep_best(other, [&] { at::native::mkldnn_matmul(a, b, result, 0, 1); });
        keep_best(usual, [&] { at::mm(a, b); });
    }
    double error = result.to(at::kDouble).sub_(exact).norm().item<double>() / exact.norm().item<double>();
    return error < 2e-6 && other < 0.9 * usual;
}

void choose_kernels() {
    static std::once_flag once;
    std::call_once(once, [] {
        Uncounted trial;
        kernels = onednn_is_better() ? onednn : mkl;
    });
}

}  // namespace

Tensor product(const Tensor &a, const Tensor &b) {
    bool fits = a.dim() == 2 && b.dim() == 2 && a.size(1) == b.size(0);
    int64_t multiply_adds = fits ? a.size(0) * a.size(1) * b.size(1) : 0;
    if (!fits || !takes_onednn(a, b, multiply_adds)) {
        OneThread guard(fits && multiply_adds <= small && a.is_cpu());
        return at::mm(a, b);
    }
    return records({&a, &b}) ? Product::apply(a, b) : onednn_product(a, b);
}

Tensor matrix_product(const Tensor &a, const Tensor &b) {
    if (a.dim() == 2 && b.dim() == 2) return product(a, b);
    if (a.dim() < 3 || b.dim() != 2 || a.size(-1) != b.size(0)) return a.matmul(b);
    auto shape = a.sizes().vec();
    shape.back() = b.size(1);
    return product(a.reshape({-1, a.size(-1)}), b).reshape(shape);
}

bool subtract_product(Tensor &sum, const Tensor &a, const Tensor &b) {
    bool fits = a.dim() == 2 && (b.dim() == 1 || b.dim() == 2) && a.size(1) == b.size(0) && sum.dim() == b.dim() &&
                sum.size(0) == a.size(0) && sum.size(-1) == (b.dim() == 1 ? a.size(0) : b.size(1));
    bool same = at::isFloatingType(sum.scalar_type()) && a.scalar_type() == sum.scalar_type() &&
                b.scalar_type() == sum.scalar_type() && a.device() == sum.device() && b.device() == sum.device() &&
                !at::autocast::is_autocast_enabled(sum.device().type());
    if (!fits || !same || records({&sum, &a, &b})) return false;
    int64_t multiply_adds = a.size(0) * b.numel();
    if (b.dim() == 2 && takes_onednn(a, b, multiply_adds)) return false;
    OneThread guard(multiply_adds <= small && sum.is_cpu());
    if (b.dim() == 1) {
        sum.addmv_(a, b, 1, -1);
    } else {
        sum.addmm_(a, b, 1, -1);
    }
    return true;
}

Tensor affine(const Tensor &x, const Tensor &weight, const std::optional<Tensor> &bias) {
    bool fits = x.dim() >= 2 && weight.dim() == 2 && x.size(-1) == weight.size(1) && weight.is_contiguous() &&
                (!bias || (bias->scalar_type() == at::kFloat && bias->dim() == 1 && bias->size(0) == weight.size(0)));
    int64_t multiply_adds = fits ? x.numel() * weight.size(0) : 0;
    bool ours = takes_onednn(x, weight, multiply_adds) || (multiply_adds <= small && is_plain(x, weight));
    if (!fits || !x.is_contiguous() || !ours) return at::linear(x, weight, bias);
    Tensor rows = x.dim() == 2 ? x : x.reshape({-1, x.size(-1)});
    bool recording = records({&x, &weight}) || (bias && records({&*bias}));
    Tensor result = recording ? Linear::apply(rows, weight, bias) : linear_map(rows, weight, bias);
    if (x.dim() == 2) return result;
    auto shape = x.sizes().vec();
    shape.back() = weight.size(0);
    return result.reshape(shape);
}

}  // namespace frugal

extern "C" {
int32_t frugal_matrix_kernels(void) { return frugal::current_kernels(); }

void frugal_set_matrix_kernels(int32_t kernels) {
    bool there = at::native::mkldnn_matmul != nullptr && at::globalContext().hasMKLDNN();
    frugal::kernels = there && kernels == frugal::onednn ? frugal::onednn : frugal::mkl;
}
}
