#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>
#include <torch/headeronly/version.h>

#include <chrono>
#include <mutex>
#include <string>

#include "allocator.hpp"
#include "include/frugal_engine.h"
#include "internal.hpp"

namespace {

/// oneDNN's float32 kernels are reached by allowing bfloat16 arithmetic in products: on processors without the
/// instructions for it the answer is exact float32 arithmetic, and much faster than MKL's on AMD. Elsewhere it may really
/// round, so the setting stays on only where a small product proves to be as precise as float32 is.
void use_onednn(bool wanted) {
    at::globalContext().setFloat32Precision(at::Float32Backend::MKLDNN, at::Float32Op::MATMUL,
                                            wanted ? at::Float32Precision::BF16 : at::Float32Precision::IEEE);
}

bool is_precise() {
    c10::AutoGradMode no_gradients(false);
    auto generator = at::detail::createCPUGenerator(1);
    at::Tensor a = at::randn({96, 256}, generator), b = at::randn({256, 96}, generator);
    at::Tensor exact = a.to(at::kDouble).mm(b.to(at::kDouble));
    double error = a.mm(b).to(at::kDouble).sub(exact).norm().item<double>() / exact.norm().item<double>();
    return error < 2e-6;
}

double seconds_of_product() {
    c10::AutoGradMode no_gradients(false);
    at::Tensor a = at::ones({256, 512}), b = at::ones({512, 512});
    a.mm(b);
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        auto start = std::chrono::steady_clock::now();
        a.mm(b);
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

int32_t chosen_kernels = -1;

/// Takes whichever is faster on this machine, of those that are precise. Costs about two milliseconds, once, and only
/// in programs that multiply matrices.
void choose_kernels() {
    if (!at::globalContext().hasMKLDNN()) {
        chosen_kernels = 0;
        return;
    }
    use_onednn(false);
    double usual = seconds_of_product();
    use_onednn(true);
    bool better = is_precise() && seconds_of_product() < 0.9 * usual;
    use_onednn(better);
    chosen_kernels = better ? 1 : 0;
}

}  // namespace

extern "C" {

void frugal_start(void) {
    static std::once_flag once;
    std::call_once(once, [] {
        frugal::install_allocator();
        frugal::attempt([] { choose_kernels(); });
    });
}

const char *frugal_version(void) { return TORCH_VERSION; }

const char *frugal_build(void) {
    static const std::string text = at::show_config();
    return text.c_str();
}

bool frugal_has_cuda(void) { return at::globalContext().hasCUDA(); }

frugal_int frugal_cuda_device_count(void) {
    return at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
}

bool frugal_has_mps(void) { return at::globalContext().hasMPS(); }

frugal_int frugal_thread_count(void) { return at::get_num_threads(); }

void frugal_set_thread_count(frugal_int count) {
    frugal::attempt([&] { at::set_num_threads(static_cast<int>(std::max<frugal_int>(1, count))); });
}

int32_t frugal_matrix_kernels(void) { return chosen_kernels; }

void frugal_set_matrix_kernels(int32_t kernels) {
    use_onednn(kernels == 1);
    chosen_kernels = kernels;
}

}  // extern "C"
