#include "frugal_event_loops.h"

#include "multiversion.hpp"

// Products and sums are rounded one by one, so that every processor gives the bits of the plain simulation.
#pragma STDC FP_CONTRACT OFF

FRUGAL_MULTIVERSION
void frugal_event_add_rows(float *__restrict sums, const float *__restrict rows, const int32_t *__restrict places,
                           int64_t count, int64_t width) {
    int64_t next = 0;
    // Four rows at a time: a sum is fetched and put back once for four weights.
    for (; next + 4 <= count; next += 4) {
        const float *a = rows + places[next] * width, *b = rows + places[next + 1] * width;
        const float *c = rows + places[next + 2] * width, *d = rows + places[next + 3] * width;
        for (int64_t k = 0; k < width; ++k) sums[k] = (((sums[k] + a[k]) + b[k]) + c[k]) + d[k];
    }
    if (next + 2 <= count) {
        const float *a = rows + places[next] * width, *b = rows + places[next + 1] * width;
        for (int64_t k = 0; k < width; ++k) sums[k] = (sums[k] + a[k]) + b[k];
        next += 2;
    }
    if (next < count) {
        const float *a = rows + places[next] * width;
        for (int64_t k = 0; k < width; ++k) sums[k] += a[k];
    }
}

FRUGAL_MULTIVERSION
void frugal_event_add_scaled(float *__restrict sums, const float *__restrict row, float factor, int64_t width) {
    for (int64_t k = 0; k < width; ++k) sums[k] += row[k] * factor;
}

FRUGAL_MULTIVERSION
bool frugal_event_fire(float *__restrict membranes, const float *__restrict current, float *__restrict spikes,
                       int64_t count, float decay, float threshold, bool subtracts) {
    int32_t any = 0;
    for (int64_t k = 0; k < count; ++k) {
        const float membrane = decay * membranes[k] + current[k];
        const bool spike = membrane >= threshold;
        const float after = subtracts ? membrane - threshold : 0.0f;
        membranes[k] = spike ? after : membrane;
        spikes[k] = spike ? 1.0f : 0.0f;
        any |= spike ? 1 : 0;
    }
    return any != 0;
}
