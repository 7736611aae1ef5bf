// What the engine is and how it runs: version, devices, threads, memory.
#ifndef FRUGAL_ENGINE_H
#define FRUGAL_ENGINE_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Installs Frugal's memory allocator, unless FRUGAL_ALLOCATOR=system is set. Idempotent; Swift calls it before anything
/// else.
void frugal_start(void);

const char *frugal_version(void);
/// The build's own description: compiler, instruction set, BLAS, oneDNN.
const char *frugal_build(void);
bool frugal_has_cuda(void);
frugal_int frugal_cuda_device_count(void);
bool frugal_has_mps(void);

frugal_int frugal_thread_count(void);
void frugal_set_thread_count(frugal_int count);

/// Bytes that tensors hold now, the most they held since the last reset, and bytes kept for reuse.
frugal_int frugal_memory_in_use(void);
frugal_int frugal_memory_peak(void);
frugal_int frugal_memory_cached(void);
void frugal_memory_reset_peak(void);
/// Makes the peak at least this: a measurement within another puts back what it found.
void frugal_memory_raise_peak(frugal_int bytes);
/// Gives unused memory back to the system.
void frugal_memory_trim(void);
/// Allocations beyond `bytes` in use fail with FRUGAL_OUT_OF_MEMORY; 0 removes the limit.
void frugal_memory_set_limit(frugal_int bytes);

/// Which kernels large float32 matrix products use on this machine, measured at the first one: 0 the library's default (MKL), 1 oneDNN.
int32_t frugal_matrix_kernels(void);
/// Sets them by hand, for measurements.
void frugal_set_matrix_kernels(int32_t kernels);

#ifdef __cplusplus
}
#endif
#endif
