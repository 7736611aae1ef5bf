// Counting of multiply-adds while operations run.
#ifndef FRUGAL_COST_H
#define FRUGAL_COST_H

#include "frugal_core.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Starts counting on this thread, and on the threads that gradients started here run on. May be nested: what is counted
/// within counts without, too. Every open needs its close on the same thread.
frugal_status frugal_cost_open(void);

/// Ends what was opened last and returns its multiply-adds.
int64_t frugal_cost_close(void);

/// Adds what a kernel of our own computed. Does nothing where nobody counts.
void frugal_cost_add(int64_t multiply_adds);

#ifdef __cplusplus
}
#endif
#endif
