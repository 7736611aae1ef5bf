// A tensor's memory, typed. The library's own `const_data_ptr<T>` is a template that GCC, which builds the library, and
// clang give different names, so that a build against libtorch 2.11 does not link.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

template <class Number> const Number *data(const at::Tensor &tensor) {
    return static_cast<const Number *>(tensor.const_data_ptr());
}

template <class Number> Number *mutable_data(const at::Tensor &tensor) {
    return static_cast<Number *>(tensor.mutable_data_ptr());
}

}  // namespace frugal
