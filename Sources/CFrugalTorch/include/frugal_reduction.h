// Many elements to fewer: sums, extremes, statistics, order.
#ifndef FRUGAL_REDUCTION_H
#define FRUGAL_REDUCTION_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

// Over a list of dimensions; an empty list means all of them.
frugal_status frugal_sum(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool keep,
                         frugal_tensor *out);
frugal_status frugal_mean(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool keep,
                          frugal_tensor *out);
/// `correction` is taken from the number of elements: 1 for the estimate from a sample, 0 for the population.
frugal_status frugal_variance(frugal_tensor a, const frugal_int *dimensions, frugal_int count, double correction,
                              bool keep, frugal_tensor *out);
frugal_status frugal_deviation(frugal_tensor a, const frugal_int *dimensions, frugal_int count, double correction,
                               bool keep, frugal_tensor *out);
frugal_status frugal_maximum_over(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool keep,
                                  frugal_tensor *out);
frugal_status frugal_minimum_over(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool keep,
                                  frugal_tensor *out);
frugal_status frugal_log_sum_exp(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool keep,
                                 frugal_tensor *out);
frugal_status frugal_all(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool keep,
                         frugal_tensor *out);
frugal_status frugal_any(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool keep,
                         frugal_tensor *out);
/// The p-norm of the elements as a vector.
frugal_status frugal_norm(frugal_tensor a, double order, const frugal_int *dimensions, frugal_int count, bool keep,
                          frugal_tensor *out);

// Over one dimension, or over all elements where `whole` is set.
frugal_status frugal_product(frugal_tensor a, frugal_int dimension, bool whole, bool keep, frugal_tensor *out);
frugal_status frugal_arg_maximum(frugal_tensor a, frugal_int dimension, bool whole, bool keep, frugal_tensor *out);
frugal_status frugal_arg_minimum(frugal_tensor a, frugal_int dimension, bool whole, bool keep, frugal_tensor *out);

// Two results: values and their indices.
frugal_status frugal_maximum_with_indices(frugal_tensor a, frugal_int dimension, bool keep, frugal_tensor *outs);
frugal_status frugal_minimum_with_indices(frugal_tensor a, frugal_int dimension, bool keep, frugal_tensor *outs);
frugal_status frugal_median(frugal_tensor a, frugal_int dimension, bool keep, frugal_tensor *outs);
frugal_status frugal_mode(frugal_tensor a, frugal_int dimension, bool keep, frugal_tensor *outs);
frugal_status frugal_sort(frugal_tensor a, frugal_int dimension, bool descending, frugal_tensor *outs);
frugal_status frugal_top(frugal_tensor a, frugal_int count, frugal_int dimension, bool largest, frugal_tensor *outs);

frugal_status frugal_cumulative_sum(frugal_tensor a, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_cumulative_product(frugal_tensor a, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_cumulative_maximum(frugal_tensor a, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_difference(frugal_tensor a, frugal_int dimension, frugal_tensor *out);
frugal_status frugal_quantile(frugal_tensor a, const double *fractions, frugal_int count, frugal_int dimension,
                              bool whole, frugal_tensor *out);
/// Three results: the sorted values without repeats, where each element went, how often each occurs.
frugal_status frugal_unique(frugal_tensor a, frugal_tensor *outs);
frugal_status frugal_histogram(frugal_tensor a, frugal_int bins, double low, double high, frugal_tensor *out);
frugal_status frugal_bin_count(frugal_tensor a, frugal_tensor weights, frugal_int smallest_length, frugal_tensor *out);
/// Where each value would be put into sorted boundaries.
frugal_status frugal_search_sorted(frugal_tensor boundaries, frugal_tensor values, bool right, frugal_tensor *out);

#ifdef __cplusplus
}
#endif
#endif
