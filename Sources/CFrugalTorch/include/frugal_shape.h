// Operations that move elements without computing: shapes, joins, cuts, repeats.
#ifndef FRUGAL_SHAPE_H
#define FRUGAL_SHAPE_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

frugal_status frugal_reshape(frugal_tensor a, const frugal_int *shape, frugal_int rank, frugal_tensor *out);
frugal_status frugal_flatten(frugal_tensor a, frugal_int first, frugal_int last, frugal_tensor *out);
frugal_status frugal_unflatten(frugal_tensor a, frugal_int dimension, const frugal_int *shape, frugal_int rank,
                               frugal_tensor *out);
frugal_status frugal_transpose(frugal_tensor a, frugal_int first, frugal_int second, frugal_tensor *out);
frugal_status frugal_permute(frugal_tensor a, const frugal_int *dimensions, frugal_int count, frugal_tensor *out);
frugal_status frugal_move_dimension(frugal_tensor a, frugal_int from, frugal_int to, frugal_tensor *out);
frugal_status frugal_squeeze(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_squeeze_dimension(frugal_tensor a, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_unsqueeze(frugal_tensor a, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_expand(frugal_tensor a, const frugal_int *shape, frugal_int rank, frugal_tensor *out);
frugal_status frugal_tile(frugal_tensor a, const frugal_int *repeats, frugal_int count, frugal_tensor *out);
frugal_status frugal_repeat_elements(frugal_tensor a, frugal_int repeats, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_flip(frugal_tensor a, const frugal_int *dimensions, frugal_int count, frugal_tensor *out);
frugal_status frugal_roll(frugal_tensor a, const frugal_int *shifts, const frugal_int *dimensions, frugal_int count,
                          frugal_tensor *out);
frugal_status frugal_rotate(frugal_tensor a, frugal_int quarter_turns, frugal_int first, frugal_int second,
                            frugal_tensor *out);
/// `padding` holds pairs before, after, from the last dimension to the first; `mode` is constant, reflect, replicate or
/// circular.
frugal_status frugal_pad(frugal_tensor a, const frugal_int *padding, frugal_int count, const char *mode, double value,
                         frugal_tensor *out);
frugal_status frugal_narrow(frugal_tensor a, frugal_int dimension, frugal_int start, frugal_int length,
                            frugal_tensor *out);
/// Windows of `size` every `step` along a dimension; they become a last dimension.
frugal_status frugal_unfold(frugal_tensor a, frugal_int dimension, frugal_int size, frugal_int step,
                            frugal_tensor *out);
frugal_status frugal_lower_triangle(frugal_tensor a, frugal_int diagonal, frugal_tensor *out);
frugal_status frugal_upper_triangle(frugal_tensor a, frugal_int diagonal, frugal_tensor *out);
frugal_status frugal_diagonal(frugal_tensor a, frugal_int offset, frugal_int first, frugal_int second,
                              frugal_tensor *out);
frugal_status frugal_diagonal_matrix(frugal_tensor a, frugal_int offset, frugal_tensor *out);
frugal_status frugal_concatenate(const frugal_tensor *list, frugal_int count, frugal_int dimension,
                                 frugal_tensor *out);
frugal_status frugal_stack(const frugal_tensor *list, frugal_int count, frugal_int dimension, frugal_tensor *out);
/// `outs` has room for `count` parts of these sizes.
frugal_status frugal_split(frugal_tensor a, const frugal_int *sizes, frugal_int count, frugal_int dimension,
                           frugal_tensor *outs);
/// Coordinates of a grid, one tensor for every input vector, the first varying slowest.
frugal_status frugal_mesh_grid(const frugal_tensor *list, frugal_int count, frugal_tensor *outs);

#ifdef __cplusplus
}
#endif
#endif
