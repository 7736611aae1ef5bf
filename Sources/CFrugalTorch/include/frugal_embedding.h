// Tables of vectors, dropout, and initial values that need a draw of their own.
#ifndef FRUGAL_EMBEDDING_H
#define FRUGAL_EMBEDDING_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The rows of `table` [entries, width] at `indices`. The row `padding` gets no gradient; -1 for none.
frugal_status frugal_embedding(frugal_tensor table, frugal_tensor indices, frugal_int padding, frugal_tensor *out);

/// Zeroes elements with `probability` and scales the others so that the expectation stays. `whole_channels` draws once
/// for every channel of every example.
frugal_status frugal_dropout(frugal_tensor x, double probability, bool whole_channels, uint64_t seed,
                             frugal_tensor *out);

/// Normal numbers, drawn again where they fall outside `low...high`.
frugal_status frugal_random_truncated_normal(const frugal_int *shape, frugal_int rank, double mean, double deviation,
                                             double low, double high, int32_t dtype, uint64_t seed, frugal_tensor *out);
/// A matrix whose shorter side is orthonormal; dimensions after the first count as one.
frugal_status frugal_random_orthogonal(const frugal_int *shape, frugal_int rank, double gain, int32_t dtype,
                                       uint64_t seed, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
