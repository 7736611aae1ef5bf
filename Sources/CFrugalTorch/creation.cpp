#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/bernoulli.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/multinomial.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randperm.h>

#include "internal.hpp"

using namespace frugal;

namespace {
at::TensorOptions options(int32_t dtype, int32_t device_type, int32_t device_index) {
    return at::TensorOptions().dtype(scalar_type(dtype)).device(
        c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index)));
}

at::Generator generator(uint64_t seed) { return at::detail::createCPUGenerator(seed); }

at::Tensor empty(const frugal_int *shape, frugal_int rank, int32_t dtype) {
    return at::empty(list(shape, rank), at::TensorOptions().dtype(scalar_type(dtype)));
}
}  // namespace

extern "C" {

frugal_status frugal_from_bytes(const void *bytes, const frugal_int *shape, frugal_int rank, int32_t dtype,
                                frugal_tensor *out) {
    return attempt([&] {
        at::Tensor tensor = empty(shape, rank, dtype);
        if (tensor.numel() > 0) std::memcpy(tensor.mutable_data_ptr(), bytes, tensor.nbytes());
        *out = give(std::move(tensor));
    });
}

frugal_status frugal_from_memory(void *bytes, const frugal_int *shape, frugal_int rank, int32_t dtype,
                                 void (*release)(void *context), void *context, frugal_tensor *out) {
    return attempt([&] {
        *out = give(at::from_blob(
            bytes, list(shape, rank), [release, context](void *) { release(context); },
            at::TensorOptions().dtype(scalar_type(dtype))));
    });
}

frugal_status frugal_full(const frugal_int *shape, frugal_int rank, double value, int32_t dtype, int32_t device_type,
                          int32_t device_index, frugal_tensor *out) {
    return attempt(
        [&] { *out = give(at::full(list(shape, rank), value, options(dtype, device_type, device_index))); });
}

frugal_status frugal_empty(const frugal_int *shape, frugal_int rank, int32_t dtype, int32_t device_type,
                           int32_t device_index, frugal_tensor *out) {
    return attempt([&] { *out = give(at::empty(list(shape, rank), options(dtype, device_type, device_index))); });
}

frugal_status frugal_arange(double start, double end, double step, int32_t dtype, frugal_tensor *out) {
    return attempt([&] { *out = give(at::arange(start, end, step, at::TensorOptions().dtype(scalar_type(dtype)))); });
}

frugal_status frugal_linspace(double start, double end, frugal_int steps, int32_t dtype, frugal_tensor *out) {
    return attempt([&] { *out = give(at::linspace(start, end, steps, at::TensorOptions().dtype(scalar_type(dtype)))); });
}

frugal_status frugal_eye(frugal_int rows, frugal_int columns, int32_t dtype, frugal_tensor *out) {
    return attempt([&] { *out = give(at::eye(rows, columns, at::TensorOptions().dtype(scalar_type(dtype)))); });
}

frugal_status frugal_random_uniform(const frugal_int *shape, frugal_int rank, double low, double high, int32_t dtype,
                                    uint64_t seed, frugal_tensor *out) {
    return attempt([&] { *out = give(empty(shape, rank, dtype).uniform_(low, high, generator(seed))); });
}

frugal_status frugal_random_normal(const frugal_int *shape, frugal_int rank, double mean, double deviation,
                                   int32_t dtype, uint64_t seed, frugal_tensor *out) {
    return attempt([&] { *out = give(empty(shape, rank, dtype).normal_(mean, deviation, generator(seed))); });
}

frugal_status frugal_random_integers(const frugal_int *shape, frugal_int rank, int64_t low, int64_t high, int32_t dtype,
                                     uint64_t seed, frugal_tensor *out) {
    return attempt([&] { *out = give(empty(shape, rank, dtype).random_(low, high, generator(seed))); });
}

frugal_status frugal_random_bernoulli(const frugal_int *shape, frugal_int rank, double probability, int32_t dtype,
                                      uint64_t seed, frugal_tensor *out) {
    return attempt([&] { *out = give(empty(shape, rank, dtype).bernoulli_(probability, generator(seed))); });
}

frugal_status frugal_random_permutation(frugal_int count, uint64_t seed, frugal_tensor *out) {
    return attempt([&] { *out = give(at::randperm(count, generator(seed), at::TensorOptions().dtype(at::kLong))); });
}

frugal_status frugal_multinomial(frugal_tensor weights, frugal_int samples, bool replacement, uint64_t seed,
                                 frugal_tensor *out) {
    return attempt([&] { *out = give(at::multinomial(borrow(weights), samples, replacement, generator(seed))); });
}

}  // extern "C"
