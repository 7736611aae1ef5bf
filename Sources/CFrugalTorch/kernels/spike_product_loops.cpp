#include "spike_product_loops.hpp"

#include <algorithm>
#include <cstring>

#include "multiversion.hpp"

namespace frugal::loops {

namespace {

constexpr int64_t lanes = 16;
typedef float Vector __attribute__((vector_size(lanes * sizeof(float)), aligned(4)));

/// Bytes of a table that may lie in the cache.
constexpr int64_t cache = 512 * 1024;

template <int vectors>
FRUGAL_INLINE void sums(const SpikeLists &lists, const float *table, const float *begin, float *out, int64_t out_row) {
    constexpr int64_t width = vectors * lanes;
    for (int64_t row = 0; row < lists.rows; ++row) {
        const int32_t *place = lists.places.data() + lists.starts[static_cast<size_t>(row)];
        const int64_t length = lists.length(row);
        Vector sum[vectors];
        std::memcpy(sum, begin, sizeof(sum));
        for (int64_t i = 0; i < length; ++i) {
            const float *from = table + place[i] * width;
            for (int v = 0; v < vectors; ++v) sum[v] += *reinterpret_cast<const Vector *>(from + v * lanes);
        }
        std::memcpy(out + row * out_row, sum, sizeof(sum));
    }
}

template <int vectors>
FRUGAL_INLINE void block(const SpikeLists &lists, Strided<const float> table, const float *bias, int64_t first,
                         int64_t count, float *workspace, Strided<float> out) {
    constexpr int64_t width = vectors * lanes;
    const int64_t present = std::min(width, count - first);
    float *packed = workspace, *results = workspace + lists.columns * width;
    const float *from = table.data + first * table.column;
    if (present < width) std::fill_n(packed, lists.columns * width, 0.0F);
    if (table.column == 1) {
        for (int64_t r = 0; r < lists.columns; ++r) std::copy_n(from + r * table.row, present, packed + r * width);
    } else {
        for (int64_t c = 0; c < present; ++c) {
            for (int64_t r = 0; r < lists.columns; ++r) packed[r * width + c] = from[r * table.row + c * table.column];
        }
    }
    float begin[width] = {};
    if (bias != nullptr) std::copy_n(bias + first, present, begin);
    float *to = out.data + first * out.column;
    if (out.column == 1 && present == width) return sums<vectors>(lists, packed, begin, to, out.row);
    sums<vectors>(lists, packed, begin, results, width);
    for (int64_t c = 0; c < present; ++c) {
        for (int64_t r = 0; r < lists.rows; ++r) to[r * out.row + c * out.column] = results[r * width + c];
    }
}

}  // namespace

FRUGAL_MULTIVERSION int64_t spike_count(const float *row, int64_t count) {
    int32_t ones = 0, others = 0;
    for (int64_t i = 0; i < count; ++i) {
        ones += row[i] == 1.0F;
        others += row[i] != 1.0F && row[i] != 0.0F;
    }
    return others > 0 ? -1 : ones;
}

void spike_places(const float *row, int64_t count, int64_t present, int32_t *places) {
    // Without a branch on what cannot be foreseen; one place too many is written over by the next one.
    int64_t found = 0;
    for (int64_t i = 0; i < count && found < present; ++i) {
        places[found] = static_cast<int32_t>(i);
        found += row[i] != 0.0F;
    }
}

SpikeLists transposed(const SpikeLists &lists) {
    SpikeLists result{lists.columns, lists.rows, std::vector<int64_t>(static_cast<size_t>(lists.columns + 1)),
                      std::vector<int32_t>(lists.places.size())};
    for (int32_t place : lists.places) ++result.starts[static_cast<size_t>(place) + 1];
    for (size_t i = 1; i < result.starts.size(); ++i) result.starts[i] += result.starts[i - 1];
    std::vector<int64_t> next(result.starts.begin(), result.starts.end() - 1);
    for (int64_t row = 0; row < lists.rows; ++row) {
        for (int64_t i = lists.starts[static_cast<size_t>(row)]; i < lists.starts[static_cast<size_t>(row + 1)]; ++i) {
            auto column = static_cast<size_t>(lists.places[static_cast<size_t>(i)]);
            result.places[static_cast<size_t>(next[column]++)] = static_cast<int32_t>(row);
        }
    }
    return result;
}

int64_t sum_width(const SpikeLists &lists) {
    return lists.columns * 4 * lanes * static_cast<int64_t>(sizeof(float)) <= cache ? 4 * lanes : 2 * lanes;
}

FRUGAL_MULTIVERSION void sum_listed_rows(const SpikeLists &lists, Strided<const float> table, const float *bias,
                                         int64_t first, int64_t count, float *workspace, Strided<float> out) {
    if (sum_width(lists) == 4 * lanes) return block<4>(lists, table, bias, first, count, workspace, out);
    block<2>(lists, table, bias, first, count, workspace, out);
}

}  // namespace frugal::loops
