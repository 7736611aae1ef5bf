// The innermost loops of event-driven simulation: plain numbers, no tensors, nothing that can fail.
#ifndef FRUGAL_EVENT_LOOPS_H
#define FRUGAL_EVENT_LOOPS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Adds the rows at `places` of `rows`, `width` numbers each, to `sums`, one after the other.
void frugal_event_add_rows(float *sums, const float *rows, const int32_t *places, int64_t count, int64_t width);

/// Adds `factor` times a row of `width` numbers to `sums`.
void frugal_event_add_scaled(float *sums, const float *row, float factor, int64_t width);

/// A step of `count` neurons: `v = decay v + current`, a spike where `v >= threshold`, which is then taken off or leaves zero.
/// `spikes` becomes 1 where a neuron spikes, 0 elsewhere. Says whether any does.
bool frugal_event_fire(float *membranes, const float *current, float *spikes, int64_t count, float decay,
                       float threshold, bool subtracts);

#ifdef __cplusplus
}
#endif
#endif
