#include "include/frugal_reduction.h"

#include <ATen/ops/_unique2.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/searchsorted.h>
#include <ATen/ops/tensor.h>

#include "internal.hpp"

using namespace frugal;

namespace {
std::vector<int64_t> dimensions_or_all(const at::Tensor &a, const frugal_int *dimensions, frugal_int count) {
    std::vector<int64_t> result(dimensions, dimensions + count);
    for (int64_t i = 0; count == 0 && i < a.dim(); ++i) result.push_back(i);
    return result;
}

std::optional<int64_t> one_or_all(frugal_int dimension, bool whole) {
    return whole ? std::nullopt : std::optional<int64_t>(dimension);
}

void give_pair(const std::tuple<at::Tensor, at::Tensor> &pair, frugal_tensor *outs) {
    outs[0] = give(std::get<0>(pair));
    outs[1] = give(std::get<1>(pair));
}
}  // namespace

#define OVER_DIMENSIONS(name, expression)                                                               \
    frugal_status frugal_##name(frugal_tensor handle, const frugal_int *dimensions, frugal_int count, bool keep, \
                                frugal_tensor *out) {                                                    \
        return attempt([&] {                                                                             \
            at::Tensor a = borrow(handle);                                                               \
            auto over = dimensions_or_all(a, dimensions, count);                                         \
            *out = give(expression);                                                                     \
        });                                                                                              \
    }
#define ALONG_ONE(name, expression)                                                                    \
    frugal_status frugal_##name(frugal_tensor handle, frugal_int dimension, frugal_tensor *out) {        \
        return attempt([&] {                                                                             \
            at::Tensor a = borrow(handle);                                                               \
            *out = give(expression);                                                                     \
        });                                                                                              \
    }
#define VALUES_AND_INDICES(name, method)                                                               \
    frugal_status frugal_##name(frugal_tensor a, frugal_int dimension, bool keep, frugal_tensor *outs) { \
        return attempt([&] { give_pair(borrow(a).method(dimension, keep), outs); });                     \
    }

extern "C" {

OVER_DIMENSIONS(sum, a.sum(over, keep))
OVER_DIMENSIONS(mean, a.mean(over, keep))
OVER_DIMENSIONS(maximum_over, a.amax(over, keep))
OVER_DIMENSIONS(minimum_over, a.amin(over, keep))
OVER_DIMENSIONS(log_sum_exp, a.logsumexp(over, keep))
OVER_DIMENSIONS(all, a.all(over, keep))
OVER_DIMENSIONS(any, a.any(over, keep))

frugal_status frugal_variance(frugal_tensor handle, const frugal_int *dimensions, frugal_int count, double correction,
                              bool keep, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        *out = give(a.var(dimensions_or_all(a, dimensions, count), at::Scalar(correction), keep));
    });
}

frugal_status frugal_deviation(frugal_tensor handle, const frugal_int *dimensions, frugal_int count, double correction,
                               bool keep, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        *out = give(a.std(dimensions_or_all(a, dimensions, count), at::Scalar(correction), keep));
    });
}

frugal_status frugal_norm(frugal_tensor handle, double order, const frugal_int *dimensions, frugal_int count, bool keep,
                          frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        *out = give(at::linalg_vector_norm(a, order, dimensions_or_all(a, dimensions, count), keep));
    });
}

frugal_status frugal_product(frugal_tensor a, frugal_int dimension, bool whole, bool keep, frugal_tensor *out) {
    return attempt([&] { *out = give(whole ? borrow(a).prod() : borrow(a).prod(dimension, keep)); });
}

frugal_status frugal_arg_maximum(frugal_tensor a, frugal_int dimension, bool whole, bool keep, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).argmax(one_or_all(dimension, whole), keep)); });
}

frugal_status frugal_arg_minimum(frugal_tensor a, frugal_int dimension, bool whole, bool keep, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).argmin(one_or_all(dimension, whole), keep)); });
}

VALUES_AND_INDICES(maximum_with_indices, max)
VALUES_AND_INDICES(minimum_with_indices, min)
VALUES_AND_INDICES(median, median)
VALUES_AND_INDICES(mode, mode)

frugal_status frugal_sort(frugal_tensor a, frugal_int dimension, bool descending, frugal_tensor *outs) {
    return attempt([&] { give_pair(borrow(a).sort(/*stable=*/true, dimension, descending), outs); });
}

frugal_status frugal_top(frugal_tensor a, frugal_int count, frugal_int dimension, bool largest, frugal_tensor *outs) {
    return attempt([&] { give_pair(borrow(a).topk(count, dimension, largest, /*sorted=*/true), outs); });
}

ALONG_ONE(cumulative_sum, a.cumsum(dimension))
ALONG_ONE(cumulative_product, a.cumprod(dimension))
ALONG_ONE(cumulative_maximum, std::get<0>(a.cummax(dimension)))
ALONG_ONE(difference, a.diff(1, dimension))

frugal_status frugal_quantile(frugal_tensor handle, const double *fractions, frugal_int count, frugal_int dimension,
                              bool whole, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        at::Tensor points = at::tensor(at::ArrayRef<double>(fractions, static_cast<size_t>(count)), a.options());
        *out = give(a.quantile(points, one_or_all(dimension, whole)));
    });
}

frugal_status frugal_unique(frugal_tensor a, frugal_tensor *outs) {
    return attempt([&] {
        auto [values, inverse, counts] = at::_unique2(borrow(a), /*sorted=*/true, true, true);
        outs[0] = give(values);
        outs[1] = give(inverse);
        outs[2] = give(counts);
    });
}

frugal_status frugal_histogram(frugal_tensor a, frugal_int bins, double low, double high, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).histc(bins, low, high)); });
}

frugal_status frugal_bin_count(frugal_tensor a, frugal_tensor weights, frugal_int smallest_length, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).bincount(optional(weights), smallest_length)); });
}

frugal_status frugal_search_sorted(frugal_tensor boundaries, frugal_tensor values, bool right, frugal_tensor *out) {
    return attempt([&] { *out = give(at::searchsorted(borrow(boundaries), borrow(values), false, right)); });
}

}  // extern "C"
