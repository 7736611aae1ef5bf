#include "cross_entropy_loops.hpp"

#include <cmath>
#include <limits>

#include "vector_math.hpp"

namespace frugal::loops {
namespace {

/// Sums and maxima are kept in so many parts that the processor need not wait for one to end before the next.
constexpr int64_t lanes = 64;

FRUGAL_INLINE float largest(const float *row, int64_t count) {
    float parts[lanes];
    for (float &part : parts) part = -std::numeric_limits<float>::infinity();
    int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (int64_t k = 0; k < lanes; ++k) parts[k] = row[i + k] > parts[k] ? row[i + k] : parts[k];
    }
    float best = parts[0];
    for (float part : parts) best = part > best ? part : best;
    for (; i < count; ++i) best = row[i] > best ? row[i] : best;
    return best;
}

/// The sum of e^(row - best); the terms are written to `terms` where it is not null.
template <bool keeps>
FRUGAL_INLINE float sum_of_exponentials(const float *__restrict row, int64_t count, float best, float *__restrict terms) {
    float parts[lanes] = {};
    int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (int64_t k = 0; k < lanes; ++k) {
            float term = exponential(row[i + k] - best);
            parts[k] += term;
            if constexpr (keeps) terms[i + k] = term;
        }
    }
    float sum = 0;
    for (float part : parts) sum += part;
    for (; i < count; ++i) {
        float term = exponential(row[i] - best);
        sum += term;
        if constexpr (keeps) terms[i] = term;
    }
    return sum;
}

}  // namespace

FRUGAL_MULTIVERSION void cross_entropy(const float *scores, const int64_t *labels, int64_t begin, int64_t end,
                                       int64_t classes, float scale, float *losses, float *gradient) {
    for (int64_t r = begin; r < end; ++r) {
        const float *row = scores + r * classes;
        float best = largest(row, classes);
        float *terms = gradient == nullptr ? nullptr : gradient + r * classes;
        float sum = terms == nullptr ? sum_of_exponentials<false>(row, classes, best, nullptr)
                                     : sum_of_exponentials<true>(row, classes, best, terms);
        losses[r] = std::log(sum) + best - row[labels[r]];
        if (terms == nullptr) continue;
        float factor = scale / sum;
        for (int64_t k = 0; k < classes; ++k) terms[k] *= factor;
        terms[labels[r]] -= scale;
    }
}

}  // namespace frugal::loops
