// Products, decompositions, solutions. Leading dimensions are batches.
#ifndef FRUGAL_LINEAR_ALGEBRA_H
#define FRUGAL_LINEAR_ALGEBRA_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

frugal_status frugal_matmul(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
/// Takes the product of the matrices a and b from `sum`, in its memory. `done` stays false, and nothing changes, where that
/// cannot be or would not be faster.
frugal_status frugal_subtract_product_in_place(frugal_tensor sum, frugal_tensor a, frugal_tensor b, bool *done);
frugal_status frugal_dot(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_outer(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_einsum(const char *equation, const frugal_tensor *list, frugal_int count, frugal_tensor *out);
frugal_status frugal_cross_distance(frugal_tensor a, frugal_tensor b, double order, frugal_tensor *out);
frugal_status frugal_kronecker(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_cross_product(frugal_tensor a, frugal_tensor b, frugal_tensor *out);

frugal_status frugal_inverse(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_pseudo_inverse(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_solve(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_solve_triangular(frugal_tensor a, frugal_tensor b, bool upper, frugal_tensor *out);
frugal_status frugal_least_squares(frugal_tensor a, frugal_tensor b, frugal_tensor *out);
frugal_status frugal_cholesky(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_determinant(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_trace(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_matrix_power(frugal_tensor a, frugal_int power, frugal_tensor *out);
frugal_status frugal_matrix_exp(frugal_tensor a, frugal_tensor *out);
frugal_status frugal_matrix_rank(frugal_tensor a, frugal_tensor *out);

/// Sign and logarithm of the absolute value.
frugal_status frugal_log_determinant(frugal_tensor a, frugal_tensor *outs);
/// Q and R.
frugal_status frugal_qr(frugal_tensor a, frugal_tensor *outs);
/// U, the singular values, and V transposed.
frugal_status frugal_svd(frugal_tensor a, bool full, frugal_tensor *outs);
/// Eigenvalues, ascending, and eigenvectors of a symmetric matrix.
frugal_status frugal_eigen_symmetric(frugal_tensor a, frugal_tensor *outs);

#ifdef __cplusplus
}
#endif
#endif
