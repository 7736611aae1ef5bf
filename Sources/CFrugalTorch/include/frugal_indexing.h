// Reading and writing parts of a tensor.
#ifndef FRUGAL_INDEXING_H
#define FRUGAL_INDEXING_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What one place of an index says.
typedef enum {
    FRUGAL_INDEX_AT = 0,        // one position: `start`
    FRUGAL_INDEX_RANGE = 1,     // from `start` to `stop`, every `step`
    FRUGAL_INDEX_ELLIPSIS = 2,  // as many whole dimensions as are left over
    FRUGAL_INDEX_NEW_AXIS = 3,  // a new dimension of length one
    FRUGAL_INDEX_TENSOR = 4,    // the next tensor of the list: whole numbers or a mask
} frugal_index_kind;

typedef struct {
    frugal_index_kind kind;
    frugal_int start, stop, step;
    bool to_end;  // no `stop` was given
} frugal_index;

frugal_status frugal_get(frugal_tensor a, const frugal_index *indices, frugal_int count, const frugal_tensor *tensors,
                         frugal_int tensor_count, frugal_tensor *out);
/// Changes `a` in place.
frugal_status frugal_set(frugal_tensor a, const frugal_index *indices, frugal_int count, const frugal_tensor *tensors,
                         frugal_int tensor_count, frugal_tensor value);

frugal_status frugal_gather(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor *out);
frugal_status frugal_index_select(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor *out);
frugal_status frugal_scatter(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor values,
                             frugal_tensor *out);
frugal_status frugal_scatter_add(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor values,
                                 frugal_tensor *out);
frugal_status frugal_index_add(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor values,
                               frugal_tensor *out);
frugal_status frugal_index_copy(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor values,
                                frugal_tensor *out);
frugal_status frugal_masked_select(frugal_tensor a, frugal_tensor mask, frugal_tensor *out);
frugal_status frugal_nonzero(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_one_hot(frugal_tensor a, frugal_int classes, int32_t dtype, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
