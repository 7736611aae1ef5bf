/* How a function of this module reports a failure, and how calls exclude one another. */
#ifndef FRUGAL_HDF5_FAULT_H
#define FRUGAL_HDF5_FAULT_H

#include <hdf5.h>

#include "CFrugalHDF5.h"

/* Not every build of libhdf5 may be used by several threads at once. */
void frugal_hdf5_lock(void);
void frugal_hdf5_unlock(void);

/* Fills the error and returns `status`, so that a failure is one line at its place. */
frugal_hdf5_status frugal_hdf5_fault(
    frugal_hdf5_error *error, frugal_hdf5_status status, const char *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with libhdf5's own innermost reason in brackets. */
frugal_hdf5_status frugal_hdf5_library_fault(
    frugal_hdf5_error *error, frugal_hdf5_status status, const char *place, const char *problem);

/* Opens a file in memory: that of an image, or an empty one where `bytes` is NULL. Negative on failure. */
hid_t frugal_hdf5_open(const uint8_t *bytes, size_t count);

/* Walks through a file in this process, where a damaged one may crash libhdf5 or keep it busy for ever. */
frugal_hdf5_status frugal_hdf5_walk(
    const uint8_t *bytes, size_t count, void *context, frugal_hdf5_visitor visit, frugal_hdf5_error *error);

#endif
