/* Processes for those that start some, in plain C: what Swift cannot call (fork), or what differs between Linux and macOS. */
#ifndef CFRUGALPROCESS_H
#define CFRUGALPROCESS_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The descriptor at which a spawned process finds the channel to its parent. */
#define FRUGAL_PROCESS_CHANNEL 3

/* How a process ended. */
typedef struct {
    pid_t pid;
    int status;     /* exit status; -1 where a signal ended it */
    int signal;     /* the signal that ended it; 0 where it left by itself */
    uint64_t peak;  /* the most memory it held in RAM at once, in bytes */
} frugal_process_end;

/* Two connected ends of a channel that no other program inherits. Returns 0, or the errno. */
int frugal_process_channel(int ends[2]);

/* Sends all of the bytes, waiting where the channel is full; a closed channel raises no signal. Returns 0 or errno. */
int frugal_process_send(int channel, const void *bytes, size_t count);

/* Starts the program at `path` in a process group of its own, with `channel` as its FRUGAL_PROCESS_CHANNEL and no other
 * descriptor above 2. Returns 0, or the errno. */
int frugal_process_spawn(
    const char *path, char *const *arguments, char *const *environment, int channel, pid_t *pid);

/* Memory that two processes can share, filled with zeros and without a name, so that nothing is left of it when both have
 * ended. The system has set it aside: using it cannot fail later. Returns 0, or the errno. */
int frugal_process_memory(size_t bytes, int *descriptor);

/* Sends a few bytes and with them a descriptor, which the receiver gets a copy of. Returns 0, or the errno. */
int frugal_process_send_descriptor(int channel, const void *bytes, size_t count, int descriptor);

/* The number of threads of this process; 0 where the system does not tell. */
int frugal_process_threads(void);

/* Readies a process that will fork: children that end interrupt frugal_process_wait; Ctrl-C is left to the parent. */
void frugal_process_watch_children(void);

/* Copies this process, which must have one thread. Returns the child's number, 0 in the child, -1 with errno. */
pid_t frugal_process_fork(void);

/* In a child: a group of its own, the signals as a new program has them, no core file, and death with its parent.
 * Returns false where the parent has died already. */
bool frugal_process_become_child(pid_t parent);

/* Waits until a descriptor is ready, a child ends, or so many milliseconds are over (-1: for ever). As poll. */
int frugal_process_wait(struct pollfd *descriptors, size_t count, int milliseconds);

/* Collects a child that has ended: `pid`, or any where it is -1. Returns false where there is none. */
bool frugal_process_reap(pid_t pid, bool waits, frugal_process_end *end);

/* The most memory that this process has held in RAM at once, in bytes. */
uint64_t frugal_process_peak(void);

/* Lets this process map so many bytes more than it has mapped, and no more; UINT64_MAX lifts the limit. Returns false
 * where that cannot be set. */
bool frugal_process_limit_memory(uint64_t bytes);

#ifdef __cplusplus
}
#endif

#endif
