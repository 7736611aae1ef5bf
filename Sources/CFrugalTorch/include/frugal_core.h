// Handles, status codes, creation and access: what every other header builds on.
#ifndef FRUGAL_CORE_H
#define FRUGAL_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A counted reference to a tensor. Whoever receives one from this library gives it back with frugal_release.
/// The null handle stands for "no tensor" where an argument is optional, and is an error elsewhere.
typedef struct frugal_tensor_object *frugal_tensor;

/// What a size, an index or a dimension is; Swift sees it as Int.
typedef ptrdiff_t frugal_int;

/// How a call ended. Everything but FRUGAL_OK leaves a message for frugal_last_error on the calling thread.
typedef enum {
    FRUGAL_OK = 0,
    FRUGAL_INVALID = 1,        // shapes, types or values that do not fit
    FRUGAL_INDEX = 2,          // an index out of bounds
    FRUGAL_OUT_OF_MEMORY = 3,  // no memory left, or the limit set with frugal_memory_set_limit reached
    FRUGAL_UNSUPPORTED = 4,    // this build or device has no such operation
    FRUGAL_NUMERIC = 5,        // a decomposition failed
    FRUGAL_OTHER = 6,
} frugal_status;

/// The message of the last failure on this thread. Valid until the next call that fails.
const char *frugal_last_error(void);

void frugal_release(frugal_tensor tensor);

// Creation. `dtype` and `device` are the numbers of frugal_dtype_* and c10::DeviceType.
frugal_status frugal_from_bytes(const void *bytes, const frugal_int *shape, frugal_int rank, int32_t dtype,
                                frugal_tensor *out);
/// A tensor over memory that stays the caller's: `release(context)` is called once, when the last user is gone.
frugal_status frugal_from_memory(void *bytes, const frugal_int *shape, frugal_int rank, int32_t dtype,
                                 void (*release)(void *context), void *context, frugal_tensor *out);
frugal_status frugal_full(const frugal_int *shape, frugal_int rank, double value, int32_t dtype, int32_t device_type,
                          int32_t device_index, frugal_tensor *out);
frugal_status frugal_empty(const frugal_int *shape, frugal_int rank, int32_t dtype, int32_t device_type,
                           int32_t device_index, frugal_tensor *out);
frugal_status frugal_arange(double start, double end, double step, int32_t dtype, frugal_tensor *out);
frugal_status frugal_linspace(double start, double end, frugal_int steps, int32_t dtype, frugal_tensor *out);
frugal_status frugal_eye(frugal_int rows, frugal_int columns, int32_t dtype, frugal_tensor *out);

// Random numbers, each call from its own seed.
frugal_status frugal_random_uniform(const frugal_int *shape, frugal_int rank, double low, double high, int32_t dtype,
                                    uint64_t seed, frugal_tensor *out);
frugal_status frugal_random_normal(const frugal_int *shape, frugal_int rank, double mean, double deviation,
                                   int32_t dtype, uint64_t seed, frugal_tensor *out);
frugal_status frugal_random_integers(const frugal_int *shape, frugal_int rank, int64_t low, int64_t high, int32_t dtype,
                                     uint64_t seed, frugal_tensor *out);
frugal_status frugal_random_bernoulli(const frugal_int *shape, frugal_int rank, double probability, int32_t dtype,
                                      uint64_t seed, frugal_tensor *out);
frugal_status frugal_random_permutation(frugal_int count, uint64_t seed, frugal_tensor *out);
frugal_status frugal_multinomial(frugal_tensor weights, frugal_int samples, bool replacement, uint64_t seed,
                                 frugal_tensor *out);

// Access.
frugal_int frugal_rank(frugal_tensor tensor);
frugal_int frugal_size(frugal_tensor tensor, frugal_int dimension);
frugal_int frugal_element_count(frugal_tensor tensor);
int32_t frugal_dtype(frugal_tensor tensor);
int32_t frugal_device_type(frugal_tensor tensor);
int32_t frugal_device_index(frugal_tensor tensor);
bool frugal_is_channels_last(frugal_tensor tensor);
bool frugal_requires_gradient(frugal_tensor tensor);
/// Whether nobody else can see this tensor's memory, so that it may be written: no second handle, no view, no recorded
/// graph, no owner outside the engine; and each element has a place of its own.
bool frugal_is_unique(frugal_tensor tensor);
bool frugal_same_memory(frugal_tensor a, frugal_tensor b);
frugal_status frugal_item(frugal_tensor tensor, double *out);
frugal_status frugal_item_int(frugal_tensor tensor, int64_t *out);
/// Copies the elements in row-major order, converted to `dtype`, into `destination`, which holds `capacity` bytes.
frugal_status frugal_copy_out(frugal_tensor tensor, int32_t dtype, void *destination, frugal_int capacity);

// Change of type, device, layout.
frugal_status frugal_to_dtype(frugal_tensor a, int32_t dtype, frugal_tensor *out);
frugal_status frugal_to_device(frugal_tensor a, int32_t device_type, int32_t device_index, frugal_tensor *out);
frugal_status frugal_contiguous(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_channels_last(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_clone(frugal_tensor a, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
