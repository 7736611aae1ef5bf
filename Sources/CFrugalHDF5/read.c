/* Reading in a process of its own.
 *
 * libhdf5 trusts what a file says: of twenty thousand damaged files, some crash it and some keep it busy for ever. So a
 * copy of this process walks through the file, with limits of time and memory, and sends what it meets; if it dies, the
 * file is damaged, and nothing else is. */
#define _GNU_SOURCE /* close_range */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CFrugalProcess.h"
#include "fault.h"

/* What is sent for each item, followed by its name and its contents; the last one has no item and ends the walk. */
typedef struct {
    frugal_hdf5_item item; /* pointers mean nothing on the other side */
    int32_t ends;
    frugal_hdf5_status status;
    size_t name_bytes;
    size_t content_bytes;
} message;

/* --- The process that walks ------------------------------------------------------------------------------------- */

static void send_item(void *context, const frugal_hdf5_item *item) {
    int channel = *(int *)context;
    message head;
    memset(&head, 0, sizeof head);
    head.item = *item;
    head.name_bytes = item->name != NULL ? strlen(item->name) + 1 : 0;
    if (item->kind == FRUGAL_HDF5_NUMBERS) head.content_bytes = item->count * sizeof *item->numbers;
    for (size_t index = 0; item->kind == FRUGAL_HDF5_TEXTS && index < item->count; index++)
        head.content_bytes += strlen(item->texts[index]) + 1;
    int failed = frugal_process_send(channel, &head, sizeof head);
    if (failed == 0 && item->name != NULL) failed = frugal_process_send(channel, item->name, head.name_bytes);
    if (failed == 0 && item->kind == FRUGAL_HDF5_NUMBERS)
        failed = frugal_process_send(channel, item->numbers, head.content_bytes);
    for (size_t index = 0; failed == 0 && item->kind == FRUGAL_HDF5_TEXTS && index < item->count; index++)
        failed = frugal_process_send(channel, item->texts[index], strlen(item->texts[index]) + 1);
    if (failed != 0) _exit(1); /* nobody listens any more */
}

/* What this process inherited is not its own to hold: the lock of a folder would outlive its owner here. */
static void keep_only(int channel) {
#ifdef __linux__
    if (channel > 3) close_range(3, (unsigned)channel - 1, 0);
    close_range((unsigned)channel + 1, ~0U, 0);
#else
    for (int other = getdtablesize() - 1; other >= 3; other--)
        if (other != channel) close(other);
#endif
}

static void walk_and_exit(int channel, const uint8_t *bytes, size_t count) {
    /* A crash here is nobody's bug: no handler and no library may report it, no core file may be left. */
    keep_only(channel);
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGXCPU, SIGSYS};
    for (size_t index = 0; index < sizeof crashes / sizeof *crashes; index++) signal(crashes[index], SIG_DFL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    rlim_t seconds = 2 + count / (16 << 20);
    setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds + 1});
    frugal_process_limit_memory((UINT64_C(512) << 20) + 64 * (uint64_t)count);
    message last;
    memset(&last, 0, sizeof last);
    last.ends = 1;
    frugal_hdf5_error error = {{0}, {0}};
    last.status = frugal_hdf5_walk(bytes, count, &channel, send_item, &error);
    last.content_bytes = sizeof error;
    int failed = frugal_process_send(channel, &last, sizeof last);
    if (failed == 0) failed = frugal_process_send(channel, &error, sizeof error);
    _exit(failed == 0 ? 0 : 1);
}

/* --- The process that listens ----------------------------------------------------------------------------------- */

static int receive(int channel, void *into, size_t count) {
    for (size_t got = 0; got < count;) {
        ssize_t more = read(channel, (char *)into + got, count - got);
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) return 0;
        got += (size_t)more;
    }
    return 1;
}

/* Points `texts` at the texts that lie one after another in `content`. */
static int spread_texts(const char *content, size_t bytes, const char **texts, size_t count) {
    size_t begin = 0;
    for (size_t index = 0; index < count; index++) {
        const char *end = begin < bytes ? memchr(content + begin, 0, bytes - begin) : NULL;
        if (end == NULL) return 0;
        texts[index] = content + begin;
        begin = (size_t)(end - content) + 1;
    }
    return 1;
}

/* Receives what belongs to `head` and shows it. A message that makes no sense comes from a process that has broken its
 * own memory, and ends the walk like a crash. */
static int show(int channel, message *head, void *context, frugal_hdf5_visitor visit) {
    frugal_hdf5_item *item = &head->item;
    size_t limit = (size_t)1 << 32;
    if (head->name_bytes > 1 << 20 || head->content_bytes > limit || item->rank > FRUGAL_HDF5_MAXIMUM_RANK ||
        item->count > limit)
        return 0;
    if (item->kind == FRUGAL_HDF5_NUMBERS && item->count * sizeof(double) != head->content_bytes) return 0;
    if (item->kind == FRUGAL_HDF5_TEXTS && item->count > head->content_bytes) return 0;
    char *name = malloc(head->name_bytes + 1);
    char *content = malloc(head->content_bytes + 1);
    size_t text_count = item->kind == FRUGAL_HDF5_TEXTS ? item->count : 0;
    const char **texts = malloc((text_count + 1) * sizeof *texts);
    int is_sound = name != NULL && content != NULL && texts != NULL && receive(channel, name, head->name_bytes) &&
                   receive(channel, content, head->content_bytes) &&
                   spread_texts(content, head->content_bytes, texts, text_count);
    if (is_sound) {
        name[head->name_bytes] = 0;
        item->name = head->name_bytes > 0 ? name : NULL;
        item->numbers = (const double *)(const void *)content;
        item->texts = texts;
        visit(context, item);
    }
    free(texts);
    free(content);
    free(name);
    return is_sound;
}

static frugal_hdf5_status listen_to(
    int channel, pid_t child, void *context, frugal_hdf5_visitor visit, frugal_hdf5_error *error) {
    message head;
    int is_sound;
    while ((is_sound = receive(channel, &head, sizeof head)) && !head.ends)
        if (!show(channel, &head, context, visit)) break;
    int is_told = is_sound && head.ends && receive(channel, error, sizeof *error);
    if (!is_told) kill(child, SIGKILL);
    frugal_process_end end = {.status = 1};
    frugal_process_reap(child, true, &end);
    if (is_told) {
        error->place[sizeof error->place - 1] = 0;
        error->text[sizeof error->text - 1] = 0;
        return head.status;
    }
    return frugal_hdf5_fault(
        error, FRUGAL_HDF5_MALFORMED, "", "the file is damaged: libhdf5 %s while reading it",
        end.signal == SIGXCPU ? "did not come to an end" : "broke down");
}

frugal_hdf5_status frugal_hdf5_read(
    const uint8_t *bytes, size_t count, void *context, frugal_hdf5_visitor visit, frugal_hdf5_error *error) {
    static const uint8_t signature[8] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    if (count < sizeof signature || memcmp(bytes, signature, sizeof signature) != 0)
        return frugal_hdf5_fault(error, FRUGAL_HDF5_MALFORMED, "", "this is no HDF5 file");
    int ends[2];
    int failure = frugal_process_channel(ends);
    if (failure != 0)
        return frugal_hdf5_fault(error, FRUGAL_HDF5_FAILED, "", "no channel can be made (%s)", strerror(failure));
    /* Nobody may be inside libhdf5 at the moment of the copy, or the copy would wait for them for ever. */
    frugal_hdf5_lock();
    pid_t child = fork();
    if (child == 0) walk_and_exit(ends[1], bytes, count);
    failure = errno;
    frugal_hdf5_unlock();
    close(ends[1]);
    frugal_hdf5_status status =
        child < 0 ? frugal_hdf5_fault(error, FRUGAL_HDF5_FAILED, "", "no process can be made (%s)", strerror(failure))
                  : listen_to(ends[0], child, context, visit, error);
    close(ends[0]);
    return status;
}
