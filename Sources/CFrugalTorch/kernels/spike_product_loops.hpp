// A product with spikes is a sum of the weights of those that spiked: where few do, adding beats multiplying.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace frugal::loops {

/// For each of some rows, the columns that hold a one.
struct SpikeLists {
    int64_t rows, columns;
    /// Where each row's columns begin in `places`, and where the last one's end.
    std::vector<int64_t> starts;
    std::vector<int32_t> places;

    int64_t length(int64_t row) const {
        return starts[static_cast<std::size_t>(row + 1)] - starts[static_cast<std::size_t>(row)];
    }
};

/// Ones in a row of `count` numbers; -1 where something is neither zero nor one.
int64_t spike_count(const float *row, int64_t count);

/// Writes the columns of the ones of a row that has `present` of them.
void spike_places(const float *row, int64_t count, int64_t present, int32_t *places);

/// The same ones by column.
SpikeLists transposed(const SpikeLists &lists);

/// Numbers in memory at steps of their own.
template <class Number> struct Strided {
    Number *data;
    int64_t row, column;
};

/// Columns of a result that are summed at a time, so that their part of the table stays in the cache.
int64_t sum_width(const SpikeLists &lists);

// For columns `first` up to at most `first + sum_width` of `count`: each row of `out` is the sum of the rows of `table`
// that its list names, plus `bias`, which may be null. `workspace` holds (lists.columns + lists.rows) * sum_width
// numbers.
void sum_listed_rows(const SpikeLists &lists, Strided<const float> table, const float *bias, int64_t first,
                     int64_t count, float *workspace, Strided<float> out);

}  // namespace frugal::loops
