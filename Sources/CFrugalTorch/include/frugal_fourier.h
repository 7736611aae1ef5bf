// Fourier transforms. Complex numbers are pairs in a last dimension of length 2: real part, imaginary part. Dimensions
// are counted without it.
#ifndef FRUGAL_FOURIER_H
#define FRUGAL_FOURIER_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

frugal_status frugal_fft(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool inverse,
                         frugal_tensor *out);
/// From real numbers: the half of the spectrum that is not redundant.
frugal_status frugal_real_fft(frugal_tensor a, const frugal_int *dimensions, frugal_int count, frugal_tensor *out);
/// Back to real numbers; `length` is that of the last transformed dimension, or -1 for the even one.
frugal_status frugal_inverse_real_fft(frugal_tensor a, const frugal_int *dimensions, frugal_int count,
                                      frugal_int length, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
