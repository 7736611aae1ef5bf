#define _GNU_SOURCE
#include "CFrugalProcess.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

int frugal_process_channel(int ends[2]) {
#ifdef SOCK_CLOEXEC
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return errno;
    for (int end = 0; end < 2; end++) {
        int on = 1;
        fcntl(ends[end], F_SETFD, FD_CLOEXEC);
        setsockopt(ends[end], SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
    }
    return 0;
#endif
}

int frugal_process_send(int channel, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count > 0) {
        ssize_t sent = send(channel, next, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return errno;
        next += sent;
        count -= (size_t)sent;
    }
    return 0;
}

int frugal_process_spawn(
    const char *path, char *const *arguments, char *const *environment, int channel, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int fault = posix_spawn_file_actions_init(&actions);
    if (fault != 0) return fault;
    fault = posix_spawnattr_init(&attributes);
    if (fault != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return fault;
    }
    short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    /* A copy under the same number would keep its close-on-exec mark, so a channel that has it moves away first. */
    int source = channel;
    if (channel == FRUGAL_PROCESS_CHANNEL) source = fcntl(channel, F_DUPFD_CLOEXEC, FRUGAL_PROCESS_CHANNEL + 1);
    if (source < 0) fault = errno;
    if (fault == 0) fault = posix_spawn_file_actions_adddup2(&actions, source, FRUGAL_PROCESS_CHANNEL);
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
    for (int standard = 0; standard < 3 && fault == 0; standard++)
        fault = posix_spawn_file_actions_addinherit_np(&actions, standard);
#elif defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    if (fault == 0) fault = posix_spawn_file_actions_addclosefrom_np(&actions, FRUGAL_PROCESS_CHANNEL + 1);
#endif
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigaddset(&signals, SIGPIPE);
    sigaddset(&signals, SIGCHLD);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, flags);
    if (fault == 0) fault = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
    if (source >= 0 && source != channel) close(source);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return fault;
}

int frugal_process_memory(size_t bytes, int *descriptor) {
#ifdef __linux__
    int made = memfd_create("frugal", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (made < 0) return errno;
    int fault = posix_fallocate(made, 0, (off_t)bytes);
    /* A file that another process makes shorter would end this one at its next access. */
    if (fault == 0 && fcntl(made, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) fault = errno;
#else
    char name[32];
    snprintf(name, sizeof name, "/frugal-%08x", arc4random());
    int made = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (made < 0) return errno;
    shm_unlink(name);
    fcntl(made, F_SETFD, FD_CLOEXEC);
    int fault = ftruncate(made, (off_t)bytes) == 0 ? 0 : errno;
#endif
    if (fault != 0) {
        close(made);
        return fault;
    }
    *descriptor = made;
    return 0;
}

int frugal_process_send_descriptor(int channel, const void *bytes, size_t count, int descriptor) {
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    memset(&control, 0, sizeof control);
    struct iovec part = {(void *)bytes, count};
    struct msghdr message = {0};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.room;
    message.msg_controllen = sizeof control.room;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(head), &descriptor, sizeof(int));
    ssize_t sent;
    do {
        sent = sendmsg(channel, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0) return errno;
    /* What did not fit goes without the descriptor, which is there already. */
    return frugal_process_send(channel, (const char *)bytes + sent, count - (size_t)sent);
}

int frugal_process_threads(void) {
    DIR *tasks = opendir("/proc/self/task");
    if (tasks == NULL) return 0;
    int count = 0;
    for (struct dirent *entry = readdir(tasks); entry != NULL; entry = readdir(tasks)) count += entry->d_name[0] != '.';
    closedir(tasks);
    return count;
}

static void child_ended(int signal) { (void)signal; }

void frugal_process_watch_children(void) {
    struct sigaction action = {0};
    action.sa_handler = child_ended;
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, NULL);
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, NULL);
    signal(SIGINT, SIG_IGN);
}

pid_t frugal_process_fork(void) {
    /* What is buffered here would be written twice. */
    fflush(NULL);
    return fork();
}

bool frugal_process_become_child(pid_t parent) {
    setpgid(0, 0);
    signal(SIGCHLD, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    struct rlimit core = {0, 0};
    setrlimit(RLIMIT_CORE, &core);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    /* The parent may have died before it was watched. */
    return getppid() == parent;
}

int frugal_process_wait(struct pollfd *descriptors, size_t count, int milliseconds) {
#ifdef __linux__
    sigset_t mask;
    sigprocmask(SIG_SETMASK, NULL, &mask);
    sigdelset(&mask, SIGCHLD);
    struct timespec span = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    return ppoll(descriptors, count, milliseconds < 0 ? NULL : &span, &mask);
#else
    return poll(descriptors, (nfds_t)count, milliseconds);
#endif
}

static uint64_t peak_of(const struct rusage *usage) {
#ifdef __linux__
    return (uint64_t)usage->ru_maxrss * 1024;
#else
    return (uint64_t)usage->ru_maxrss;
#endif
}

uint64_t frugal_process_peak(void) {
    struct rusage usage = {0};
    getrusage(RUSAGE_SELF, &usage);
    return peak_of(&usage);
}

bool frugal_process_reap(pid_t pid, bool waits, frugal_process_end *end) {
    int status = 0;
    struct rusage usage = {0};
    pid_t ended = 0;
    do {
        ended = wait4(pid, &status, waits ? 0 : WNOHANG, &usage);
    } while (ended < 0 && errno == EINTR);
    if (ended <= 0) return false;
    end->pid = ended;
    end->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    end->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    end->peak = peak_of(&usage);
    return true;
}

bool frugal_process_limit_memory(uint64_t bytes) {
#ifdef __linux__
    FILE *sizes = fopen("/proc/self/statm", "r");
    if (sizes == NULL) return false;
    unsigned long long pages = 0;
    int read = fscanf(sizes, "%llu", &pages);
    fclose(sizes);
    if (read != 1) return false;
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0) return false;
    rlim_t most = bytes == UINT64_MAX ? limit.rlim_max : (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (rlim_t)bytes;
    if (limit.rlim_max != RLIM_INFINITY && most > limit.rlim_max) most = limit.rlim_max;
    limit.rlim_cur = most;
    return setrlimit(RLIMIT_AS, &limit) == 0;
#else
    (void)bytes;
    return false;
#endif
}
