#include <ATen/ops/clone.h>
#include <ATen/ops/empty_strided.h>
#include <ATen/ops/from_blob.h>

#include "internal.hpp"

using namespace frugal;

namespace {
c10::TensorImpl *implementation(frugal_tensor handle) { return reinterpret_cast<c10::TensorImpl *>(handle); }
}  // namespace

extern "C" {

void frugal_release(frugal_tensor tensor) {
    if (tensor != nullptr) c10::raw::intrusive_ptr::decref(implementation(tensor));
}

frugal_int frugal_rank(frugal_tensor tensor) { return implementation(tensor)->dim(); }

frugal_int frugal_size(frugal_tensor tensor, frugal_int dimension) {
    return implementation(tensor)->sizes()[static_cast<size_t>(dimension)];
}

frugal_int frugal_element_count(frugal_tensor tensor) { return implementation(tensor)->numel(); }

int32_t frugal_dtype(frugal_tensor tensor) {
    return static_cast<int32_t>(c10::typeMetaToScalarType(implementation(tensor)->dtype()));
}

int32_t frugal_device_type(frugal_tensor tensor) {
    return static_cast<int32_t>(implementation(tensor)->device().type());
}

int32_t frugal_device_index(frugal_tensor tensor) { return implementation(tensor)->device().index(); }

bool frugal_is_channels_last(frugal_tensor tensor) {
    return implementation(tensor)->is_contiguous(at::MemoryFormat::ChannelsLast);
}

bool frugal_requires_gradient(frugal_tensor tensor) { return implementation(tensor)->requires_grad(); }

bool frugal_is_unique(frugal_tensor tensor) {
    c10::TensorImpl *object = implementation(tensor);
    // Memory that came from outside (a mapped file, an array) cannot be resized, and belongs to its owner. A broadcast
    // tensor shows one element in many places.
    return object != nullptr && object->has_storage() && object->storage().use_count() == 1 &&
           object->storage().resizable() && object->is_non_overlapping_and_dense() &&
           c10::raw::intrusive_ptr::use_count(object) == 1;
}

bool frugal_same_memory(frugal_tensor a, frugal_tensor b) {
    return implementation(a)->has_storage() && implementation(b)->has_storage() &&
           implementation(a)->storage().unsafeGetStorageImpl() == implementation(b)->storage().unsafeGetStorageImpl();
}

frugal_status frugal_item(frugal_tensor tensor, double *out) {
    return attempt([&] { *out = borrow(tensor).item().toDouble(); });
}

frugal_status frugal_item_int(frugal_tensor tensor, int64_t *out) {
    return attempt([&] { *out = borrow(tensor).item().toLong(); });
}

frugal_status frugal_copy_out(frugal_tensor tensor, int32_t dtype, void *destination, frugal_int capacity) {
    return attempt([&] {
        at::Tensor source = borrow(tensor).detach();
        auto bytes = static_cast<frugal_int>(source.numel() * at::elementSize(scalar_type(dtype)));
        TORCH_CHECK_VALUE(bytes <= capacity, "the destination holds ", capacity, " bytes; ", bytes, " are needed");
        if (bytes == 0) return;
        at::from_blob(destination, source.sizes(), at::TensorOptions().dtype(scalar_type(dtype))).copy_(source);
    });
}

frugal_status frugal_to_dtype(frugal_tensor a, int32_t dtype, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).to(scalar_type(dtype))); });
}

frugal_status frugal_to_device(frugal_tensor a, int32_t device_type, int32_t device_index, frugal_tensor *out) {
    return attempt([&] {
        *out = give(borrow(a).to(
            c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index))));
    });
}

FRUGAL_UNARY(contiguous, a.contiguous())
FRUGAL_UNARY(clone, a.clone())

frugal_status frugal_channels_last(frugal_tensor handle, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        TORCH_CHECK_VALUE(a.dim() == 4, "channels-last needs a batch of images [N, C, H, W], got ", a.sizes());
        auto n = a.size(0), c = a.size(1), h = a.size(2), w = a.size(3);
        std::array<int64_t, 4> strides{h * w * c, 1, w * c, c};
        if (a.strides() == at::IntArrayRef(strides)) {
            *out = give(a);
            return;
        }
        // With one channel (or one pixel) the strides are ambiguous and libtorch would keep the default layout, which
        // sends every following convolution down the slow path; so the strides are stated rather than asked for.
        if (c == 1 && a.is_contiguous()) {
            *out = give(a.as_strided(a.sizes(), strides));
            return;
        }
        // A copy into given strides is not recorded for gradients.
        if (a.requires_grad()) {
            *out = give(a.contiguous(at::MemoryFormat::ChannelsLast));
            return;
        }
        at::Tensor copy = at::empty_strided({n, c, h, w}, strides, a.options());
        copy.copy_(a);
        *out = give(std::move(copy));
    });
}

}  // extern "C"
