/* Resizing with the four named filters. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

/* --- Nearest and plain bilinear ------------------------------------------------------------------------------------ */

static void resize_nearest(
    const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out, uint32_t out_height,
    uint32_t out_width) {
    /* The position is summed up rather than multiplied out, as Pillow does, so that ties fall the same way. */
    double step_y = (double)height / out_height, step_x = (double)width / out_width;
    double at_y = step_y * 0.5;
    for (uint32_t y = 0; y < out_height; y++, at_y += step_y) {
        uint32_t source_y = (uint32_t)at_y < height ? (uint32_t)at_y : height - 1;
        const uint8_t *row = pixels + (size_t)source_y * width * channels;
        double at_x = step_x * 0.5;
        for (uint32_t x = 0; x < out_width; x++, at_x += step_x, out += channels) {
            uint32_t source_x = (uint32_t)at_x < width ? (uint32_t)at_x : width - 1;
            memcpy(out, row + (size_t)source_x * channels, channels);
        }
    }
}

/* The two neighbours of an output sample along one side, and how far it lies from the first to the second. */
typedef struct {
    uint32_t first, second;
    float fraction;
} neighbours;

static neighbours neighbours_of(uint32_t index, uint32_t size, uint32_t out_size) {
    float at = ((float)index + 0.5f) * ((float)size / (float)out_size) - 0.5f;
    if (at < 0) at = 0;
    uint32_t first = (uint32_t)at < size ? (uint32_t)at : size - 1;
    return (neighbours){first, first + 1 < size ? first + 1 : first, at - (float)first};
}

static frugal_codec_status resize_bilinear(
    const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out, uint32_t out_height,
    uint32_t out_width) {
    neighbours *columns = malloc(sizeof *columns * out_width);
    if (columns == NULL) return FRUGAL_CODEC_NO_MEMORY;
    for (uint32_t x = 0; x < out_width; x++) columns[x] = neighbours_of(x, width, out_width);
    for (uint32_t y = 0; y < out_height; y++) {
        neighbours rows = neighbours_of(y, height, out_height);
        const uint8_t *above = pixels + (size_t)rows.first * width * channels;
        const uint8_t *below = pixels + (size_t)rows.second * width * channels;
        for (uint32_t x = 0; x < out_width; x++, out += channels) {
            size_t left = (size_t)columns[x].first * channels, right = (size_t)columns[x].second * channels;
            float fraction = columns[x].fraction;
            for (uint32_t channel = 0; channel < channels; channel++) {
                float top = above[left + channel] * (1 - fraction) + above[right + channel] * fraction;
                float bottom = below[left + channel] * (1 - fraction) + below[right + channel] * fraction;
                out[channel] = (uint8_t)(top * (1 - rows.fraction) + bottom * rows.fraction + 0.5f);
            }
        }
    }
    free(columns);
    return FRUGAL_CODEC_OK;
}

/* --- Box and antialiased: weighted sums over a window, in Pillow's fixed point, one side after the other ------------- */

#define PRECISION 22 /* 32 bits less 8 for the sample and 2 for the sum of weights */

typedef struct {
    uint32_t window;   /* weights kept for each output sample */
    uint32_t *first;   /* first input sample of each output sample */
    uint32_t *count;   /* input samples it covers */
    int32_t *weights;  /* `window` for each output sample */
} weight_table;

static double box_weight(double x) { return x > -0.5 && x <= 0.5 ? 1.0 : 0.0; }

static double triangle_weight(double x) { return fabs(x) < 1.0 ? 1.0 - fabs(x) : 0.0; }

static void free_table(weight_table *table) {
    free(table->first);
    free(table->count);
    free(table->weights);
}

static bool make_table(
    weight_table *table, uint32_t size, uint32_t out_size, double reach, double (*weight)(double)) {
    double scale = (double)size / out_size, spread = scale < 1 ? 1 : scale, support = reach * spread;
    table->window = (uint32_t)ceil(support) * 2 + 1;
    table->first = malloc(sizeof(uint32_t) * out_size);
    table->count = malloc(sizeof(uint32_t) * out_size);
    table->weights = calloc((size_t)table->window * out_size, sizeof(int32_t));
    double *exact = malloc(sizeof(double) * table->window);
    bool complete = table->first != NULL && table->count != NULL && table->weights != NULL && exact != NULL;
    for (uint32_t index = 0; complete && index < out_size; index++) {
        double centre = (index + 0.5) * scale;
        double low = centre - support + 0.5, high = centre + support + 0.5;
        uint32_t first = low < 0 ? 0 : (uint32_t)low;
        uint32_t end = high > size ? size : (uint32_t)high;
        uint32_t count = end - first;
        double sum = 0;
        for (uint32_t i = 0; i < count; i++) {
            exact[i] = weight((i + first - centre + 0.5) / spread);
            sum += exact[i];
        }
        int32_t *weights = table->weights + (size_t)index * table->window;
        for (uint32_t i = 0; i < count; i++)
            weights[i] = (int32_t)((sum != 0 ? exact[i] / sum : exact[i]) * (1 << PRECISION) + 0.5);
        table->first[index] = first;
        table->count[index] = count;
    }
    free(exact);
    return complete;
}

static inline uint8_t settle(int32_t sum) {
    int32_t value = sum >> PRECISION;
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* Always inlined, so that `channels` is a constant where the caller names one. */
static inline __attribute__((always_inline)) void weigh_columns(
    const weight_table *table, const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels,
    uint8_t *out, uint32_t out_width) {
    for (uint32_t y = 0; y < height; y++, pixels += (size_t)width * channels)
        for (uint32_t x = 0; x < out_width; x++, out += channels) {
            const int32_t *weights = table->weights + (size_t)x * table->window;
            const uint8_t *source = pixels + (size_t)table->first[x] * channels;
            int32_t sums[3] = {1 << (PRECISION - 1), 1 << (PRECISION - 1), 1 << (PRECISION - 1)};
            for (uint32_t i = 0; i < table->count[x]; i++, source += channels)
                for (uint32_t channel = 0; channel < channels; channel++) sums[channel] += source[channel] * weights[i];
            for (uint32_t channel = 0; channel < channels; channel++) out[channel] = settle(sums[channel]);
        }
}

/* `sums` holds one number for each sample of a row. */
static void weigh_rows(
    const weight_table *table, const uint8_t *pixels, size_t row_bytes, int32_t *sums, uint8_t *out,
    uint32_t out_height) {
    for (uint32_t y = 0; y < out_height; y++, out += row_bytes) {
        const int32_t *weights = table->weights + (size_t)y * table->window;
        const uint8_t *source = pixels + table->first[y] * row_bytes;
        for (size_t x = 0; x < row_bytes; x++) sums[x] = 1 << (PRECISION - 1);
        for (uint32_t i = 0; i < table->count[y]; i++, source += row_bytes)
            for (size_t x = 0; x < row_bytes; x++) sums[x] += source[x] * weights[i];
        for (size_t x = 0; x < row_bytes; x++) out[x] = settle(sums[x]);
    }
}

static frugal_codec_status resize_weighted(
    const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out, uint32_t out_height,
    uint32_t out_width, double reach, double (*weight)(double)) {
    weight_table columns = {0, NULL, NULL, NULL}, rows = {0, NULL, NULL, NULL};
    size_t row_bytes = (size_t)out_width * channels;
    /* Between the passes a picture is as high as the input and as wide as the output; bound it like any other. */
    if ((uint64_t)out_width * height > 4ull * FRUGAL_MAXIMUM_PIXELS) return FRUGAL_CODEC_TOO_LARGE;
    uint8_t *narrowed = malloc(row_bytes * height);
    int32_t *sums = malloc(row_bytes * sizeof *sums);
    frugal_codec_status status = FRUGAL_CODEC_NO_MEMORY;
    if (narrowed != NULL && sums != NULL && make_table(&columns, width, out_width, reach, weight)
        && make_table(&rows, height, out_height, reach, weight)) {
        if (width == out_width) memcpy(narrowed, pixels, row_bytes * height);
        else if (channels == 1) weigh_columns(&columns, pixels, height, width, 1, narrowed, out_width);
        else weigh_columns(&columns, pixels, height, width, 3, narrowed, out_width);
        if (height == out_height) memcpy(out, narrowed, row_bytes * height);
        else weigh_rows(&rows, narrowed, row_bytes, sums, out, out_height);
        status = FRUGAL_CODEC_OK;
    }
    free(narrowed);
    free(sums);
    free_table(&columns);
    free_table(&rows);
    return status;
}

frugal_codec_status frugal_resize(
    frugal_resize_filter filter, const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels,
    uint8_t *out, uint32_t out_height, uint32_t out_width) {
    if (height == 0 || width == 0 || out_height == 0 || out_width == 0 || (channels != 1 && channels != 3))
        return FRUGAL_CODEC_BAD_ARGUMENT;
    if (height == out_height && width == out_width) {
        memcpy(out, pixels, (size_t)height * width * channels);
        return FRUGAL_CODEC_OK;
    }
    switch (filter) {
    case FRUGAL_RESIZE_NEAREST:
        resize_nearest(pixels, height, width, channels, out, out_height, out_width);
        return FRUGAL_CODEC_OK;
    case FRUGAL_RESIZE_BILINEAR:
        return resize_bilinear(pixels, height, width, channels, out, out_height, out_width);
    case FRUGAL_RESIZE_BOX:
        return resize_weighted(pixels, height, width, channels, out, out_height, out_width, 0.5, box_weight);
    case FRUGAL_RESIZE_ANTIALIASED:
        return resize_weighted(pixels, height, width, channels, out, out_height, out_width, 1.0, triangle_weight);
    }
    return FRUGAL_CODEC_BAD_ARGUMENT;
}
