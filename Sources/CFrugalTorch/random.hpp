// A generator of one's own for every draw: the engine's default ones are shared by all threads.
#pragma once

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

namespace frugal {
/// A fresh generator of the kind that tensors on `device` are drawn with.
inline at::Generator generator_for(const c10::Device &device, uint64_t seed) {
    if (device.is_cpu()) return at::detail::createCPUGenerator(seed);
    at::Generator generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    return generator;
}
}  // namespace frugal
