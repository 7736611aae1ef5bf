// What every family of the shim shares: handles to tensors and back, and the wall that no exception passes.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/ArrayRef.h>

#include <vector>

#include "include/frugal_core.h"

namespace frugal {

using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

/// Remembers the exception being handled as this thread's last error and says what kind it was.
frugal_status remember_current_exception() noexcept;

[[noreturn]] void fail_on_null_handle();

/// Runs `body`; an exception becomes a status.
template <class Body> inline frugal_status attempt(Body &&body) noexcept {
    try {
        body();
        return FRUGAL_OK;
    } catch (...) {
        return remember_current_exception();
    }
}

/// The tensor behind a handle, for the length of a call.
inline at::Tensor borrow(frugal_tensor handle) {
    if (handle == nullptr) fail_on_null_handle();
    return at::Tensor(Pointer::reclaim_copy(reinterpret_cast<c10::TensorImpl *>(handle)));
}

/// The same where an argument may be missing.
inline at::Tensor borrow_optional(frugal_tensor handle) { return handle == nullptr ? at::Tensor() : borrow(handle); }

inline std::optional<at::Tensor> optional(frugal_tensor handle) {
    return handle == nullptr ? std::nullopt : std::optional<at::Tensor>(borrow(handle));
}

/// Hands a tensor to the caller.
inline frugal_tensor give(at::Tensor tensor) {
    return reinterpret_cast<frugal_tensor>(tensor.unsafeReleaseTensorImpl());
}

inline at::IntArrayRef list(const frugal_int *values, frugal_int count) {
    static_assert(sizeof(frugal_int) == sizeof(int64_t), "Frugal needs a 64-bit platform");
    return {reinterpret_cast<const int64_t *>(values), static_cast<size_t>(count)};
}

inline std::vector<at::Tensor> borrow_list(const frugal_tensor *handles, frugal_int count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(static_cast<size_t>(count));
    for (frugal_int i = 0; i < count; ++i) tensors.push_back(borrow(handles[i]));
    return tensors;
}

inline at::ScalarType scalar_type(int32_t dtype) { return static_cast<at::ScalarType>(dtype); }

/// A number as an operand of `tensor`: a whole number stays one beside whole numbers, so that types do not change.
inline at::Scalar scalar_for(const at::Tensor &tensor, double value) {
    bool whole = std::abs(value) < 9.0e15 && value == static_cast<double>(static_cast<int64_t>(value));
    return whole && at::isIntegralType(tensor.scalar_type(), true) ? at::Scalar(static_cast<int64_t>(value))
                                                                   : at::Scalar(value);
}

}  // namespace frugal

// The common shapes of an operation: each defines `frugal_<name>` from `at::<name>`.
#define FRUGAL_UNARY(name, expression)                                                    \
    frugal_status frugal_##name(frugal_tensor handle, frugal_tensor *out) {                \
        return frugal::attempt([&] {                                                       \
            at::Tensor a = frugal::borrow(handle);                                         \
            *out = frugal::give(expression);                                               \
        });                                                                                \
    }
#define FRUGAL_BINARY(name, expression)                                                    \
    frugal_status frugal_##name(frugal_tensor left, frugal_tensor right, frugal_tensor *out) { \
        return frugal::attempt([&] {                                                       \
            at::Tensor a = frugal::borrow(left), b = frugal::borrow(right);                \
            *out = frugal::give(expression);                                               \
        });                                                                                \
    }
#define FRUGAL_WITH_SCALAR(name, expression)                                               \
    frugal_status frugal_##name(frugal_tensor handle, double value, frugal_tensor *out) {  \
        return frugal::attempt([&] {                                                       \
            at::Tensor a = frugal::borrow(handle);                                         \
            at::Scalar b = frugal::scalar_for(a, value);                                   \
            *out = frugal::give(expression);                                               \
        });                                                                                \
    }
