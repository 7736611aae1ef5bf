#include "depthwise_loops.hpp"

#include <cstring>
#include <numeric>

#include "multiversion.hpp"

namespace frugal::loops {

namespace {

/// Read and written through references only: passed by value, a vector that the processor lacks changes how functions are
/// called.
typedef float Vector __attribute__((vector_size(lanes * sizeof(float)), aligned(4)));

FRUGAL_INLINE const Vector &at(const float *place) { return *reinterpret_cast<const Vector *>(place); }

/// Sums for `count` vectors that lie a period apart, all of which meet the same numbers of the taps.
template <int K, int count>
FRUGAL_INLINE void tile(const float *bordered, int64_t bordered_row, int64_t channels, int64_t period, const float *taps,
                        float *out) {
    Vector sum[count];
    for (int i = 0; i < count; ++i) sum[i] = Vector{};
    for (int row = 0; row < K; ++row) {
        for (int column = 0; column < K; ++column) {
            const float *from = bordered + row * bordered_row + column * channels;
            const Vector &tap = at(taps + (row * K + column) * period);
            for (int i = 0; i < count; ++i) sum[i] += tap * at(from + i * period);
        }
    }
    for (int i = 0; i < count; ++i) std::memcpy(out + i * period, &sum[i], sizeof(Vector));
}

template <int K>
FRUGAL_INLINE void convolve(const Depthwise &size, const float *bordered, const float *taps, float *out) {
    constexpr int together = 8;
    int64_t period = size.period(), row = size.row(), bordered_row = size.bordered_row(), channels = size.channels;
    int64_t whole = row / lanes * lanes;
    for (int64_t y = 0; y < size.height; ++y, bordered += bordered_row, out += row) {
        for (int64_t phase = 0; phase < period && phase < whole; phase += lanes) {
            int64_t x = phase;
            for (; x + (together - 1) * period < whole; x += together * period) {
                tile<K, together>(bordered + x, bordered_row, channels, period, taps + phase, out + x);
            }
            for (; x < whole; x += period) {
                tile<K, 1>(bordered + x, bordered_row, channels, period, taps + phase, out + x);
            }
        }
        if (whole < row) {
            float last[lanes];
            tile<K, 1>(bordered + whole, bordered_row, channels, period, taps + whole % period, last);
            std::memcpy(out + whole, last, static_cast<size_t>(row - whole) * sizeof(float));
        }
    }
}

template <int K>
FRUGAL_INLINE void weight_gradient(const Depthwise &size, const float *bordered, const float *gradient, float *sums) {
    int64_t period = size.period(), row = size.row(), bordered_row = size.bordered_row(), channels = size.channels;
    // The gradient's first pixel lies inside its border.
    gradient += size.border() * (bordered_row + channels);
    for (int64_t phase = 0; phase < period; phase += lanes) {
        for (int tap_row = 0; tap_row < K; ++tap_row) {
            // Two sums for each tap: one alone would wait for itself.
            Vector sum[2][K];
            for (int i = 0; i < K; ++i) sum[0][i] = sum[1][i] = Vector{};
            for (int64_t y = 0; y < size.height; ++y) {
                const float *g = gradient + y * bordered_row, *from = bordered + (y + tap_row) * bordered_row;
                int64_t x = phase;
                for (; x + period < row; x += 2 * period) {
                    for (int i = 0; i < K; ++i) {
                        sum[0][i] += at(g + x) * at(from + x + i * channels);
                        sum[1][i] += at(g + x + period) * at(from + x + period + i * channels);
                    }
                }
                // Past the end of a row the gradient's border is zero.
                if (x < row) {
                    for (int i = 0; i < K; ++i) sum[0][i] += at(g + x) * at(from + x + i * channels);
                }
            }
            for (int i = 0; i < K; ++i) {
                sum[0][i] += sum[1][i];
                std::memcpy(sums + (tap_row * K + i) * period + phase, &sum[0][i], sizeof(Vector));
            }
        }
    }
}

}  // namespace

int64_t Depthwise::period() const { return std::lcm(channels, lanes); }

FRUGAL_MULTIVERSION void depthwise_border(const Depthwise &size, const float *image, bool rectified, float *out) {
    int64_t row = size.row(), bordered_row = size.bordered_row();
    out += size.border() * (bordered_row + size.channels);
    for (int64_t y = 0; y < size.height; ++y, image += row, out += bordered_row) {
        if (rectified) {
            for (int64_t i = 0; i < row; ++i) out[i] = image[i] < 0 ? 0 : image[i];
        } else {
            std::memcpy(out, image, static_cast<size_t>(row) * sizeof(float));
        }
    }
}

void depthwise_taps(const Depthwise &size, const float *weight, bool turned, float *out) {
    int64_t taps = size.taps(), period = size.period();
    for (int64_t tap = 0; tap < taps; ++tap) {
        for (int64_t i = 0; i < period; ++i) {
            out[tap * period + i] = weight[i % size.channels * taps + (turned ? taps - 1 - tap : tap)];
        }
    }
}

FRUGAL_MULTIVERSION void depthwise(const Depthwise &size, const float *bordered, const float *taps, float *out) {
    switch (size.kernel) {
        case 3: return convolve<3>(size, bordered, taps, out);
        case 5: return convolve<5>(size, bordered, taps, out);
        default: return convolve<7>(size, bordered, taps, out);
    }
}

FRUGAL_MULTIVERSION void depthwise_mask(const Depthwise &size, const float *image, float *out) {
    for (int64_t i = 0; i < size.image(); ++i) out[i] = image[i] <= 0 ? 0 : out[i];
}

FRUGAL_MULTIVERSION void depthwise_weight_gradient(const Depthwise &size, const float *bordered, const float *gradient,
                                                   float *sums) {
    switch (size.kernel) {
        case 3: return weight_gradient<3>(size, bordered, gradient, sums);
        case 5: return weight_gradient<5>(size, bordered, gradient, sums);
        default: return weight_gradient<7>(size, bordered, gradient, sums);
    }
}

}  // namespace frugal::loops
