#include "include/frugal_linear_algebra.h"

#include <ATen/ops/cdist.h>
#include <ATen/ops/einsum.h>
#include <ATen/ops/linalg_cholesky.h>
#include <ATen/ops/linalg_cross.h>
#include <ATen/ops/linalg_det.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/linalg_lstsq.h>
#include <ATen/ops/linalg_matrix_exp.h>
#include <ATen/ops/linalg_matrix_power.h>
#include <ATen/ops/linalg_matrix_rank.h>
#include <ATen/ops/linalg_pinv.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/linalg_slogdet.h>
#include <ATen/ops/linalg_solve.h>
#include <ATen/ops/linalg_solve_triangular.h>
#include <ATen/ops/linalg_svd.h>

#include "internal.hpp"
#include "kernels/products.hpp"

using namespace frugal;

extern "C" {

FRUGAL_BINARY(matmul, frugal::matrix_product(a, b))

frugal_status frugal_subtract_product_in_place(frugal_tensor sum, frugal_tensor a, frugal_tensor b, bool *done) {
    return attempt([&] {
        at::Tensor target = borrow(sum);
        *done = subtract_product(target, borrow(a), borrow(b));
    });
}

FRUGAL_BINARY(dot, a.dot(b))
FRUGAL_BINARY(outer, a.outer(b))
FRUGAL_BINARY(kronecker, a.kron(b))
FRUGAL_BINARY(cross_product, at::linalg_cross(a, b))

frugal_status frugal_einsum(const char *equation, const frugal_tensor *list, frugal_int count, frugal_tensor *out) {
    return attempt([&] { *out = give(at::einsum(equation, borrow_list(list, count))); });
}

frugal_status frugal_cross_distance(frugal_tensor a, frugal_tensor b, double order, frugal_tensor *out) {
    return attempt([&] { *out = give(at::cdist(borrow(a), borrow(b), order)); });
}

FRUGAL_UNARY(inverse, at::linalg_inv(a))
FRUGAL_UNARY(pseudo_inverse, at::linalg_pinv(a))
FRUGAL_BINARY(solve, at::linalg_solve(a, b))
FRUGAL_BINARY(least_squares, std::get<0>(at::linalg_lstsq(a, b)))
FRUGAL_UNARY(cholesky, at::linalg_cholesky(a))
FRUGAL_UNARY(determinant, at::linalg_det(a))
FRUGAL_UNARY(trace, a.trace())
FRUGAL_UNARY(matrix_exp, at::linalg_matrix_exp(a))
FRUGAL_UNARY(matrix_rank, at::linalg_matrix_rank(a))

frugal_status frugal_solve_triangular(frugal_tensor a, frugal_tensor b, bool upper, frugal_tensor *out) {
    return attempt([&] { *out = give(at::linalg_solve_triangular(borrow(a), borrow(b), upper)); });
}

frugal_status frugal_matrix_power(frugal_tensor a, frugal_int power, frugal_tensor *out) {
    return attempt([&] { *out = give(at::linalg_matrix_power(borrow(a), power)); });
}

frugal_status frugal_log_determinant(frugal_tensor a, frugal_tensor *outs) {
    return attempt([&] {
        auto [sign, logarithm] = at::linalg_slogdet(borrow(a));
        outs[0] = give(sign);
        outs[1] = give(logarithm);
    });
}

frugal_status frugal_qr(frugal_tensor a, frugal_tensor *outs) {
    return attempt([&] {
        auto [q, r] = at::linalg_qr(borrow(a));
        outs[0] = give(q);
        outs[1] = give(r);
    });
}

frugal_status frugal_svd(frugal_tensor a, bool full, frugal_tensor *outs) {
    return attempt([&] {
        auto [u, values, v] = at::linalg_svd(borrow(a), full);
        outs[0] = give(u);
        outs[1] = give(values);
        outs[2] = give(v);
    });
}

frugal_status frugal_eigen_symmetric(frugal_tensor a, frugal_tensor *outs) {
    return attempt([&] {
        auto [values, vectors] = at::linalg_eigh(borrow(a));
        outs[0] = give(values);
        outs[1] = give(vectors);
    });
}

}  // extern "C"
