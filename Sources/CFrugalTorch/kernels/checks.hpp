// What kernels ask before they take an operation on.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <initializer_list>

namespace frugal {

/// Whether a gradient with respect to any of the tensors has to be recorded.
inline bool records(std::initializer_list<const at::Tensor *> tensors) {
    if (!c10::GradMode::is_enabled()) return false;
    return std::any_of(tensors.begin(), tensors.end(), [](const at::Tensor *tensor) { return tensor->requires_grad(); });
}

/// Whether every number of the list is `value`.
inline bool is_all(at::IntArrayRef list, int64_t value) {
    return std::all_of(list.begin(), list.end(), [value](int64_t each) { return each == value; });
}

}  // namespace frugal
