#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/headeronly/version.h>

#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

#include "allocator.hpp"
#include "include/frugal_engine.h"
#include "internal.hpp"

extern "C" {

void frugal_start(void) {
    static std::once_flag once;
    std::call_once(once, [] {
        // For memory checkers, and to measure what the allocator is worth.
        const char *choice = std::getenv("FRUGAL_ALLOCATOR");
        if (choice == nullptr || std::string_view(choice) != "system") frugal::install_allocator();
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

}  // extern "C"
