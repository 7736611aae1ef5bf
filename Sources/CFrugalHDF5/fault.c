/* Failures and files in memory: what reading and writing have in common. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "fault.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

void frugal_hdf5_lock(void) {
    pthread_mutex_lock(&mutex);
    /* Both hold for a thread or for the process, depending on the build, and so are said each time. */
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    /* A file may name a filter; no code is loaded because a file says so. */
    H5PLset_loading_state(0);
}

void frugal_hdf5_unlock(void) { pthread_mutex_unlock(&mutex); }

void frugal_hdf5_free(void *memory) { free(memory); }

frugal_hdf5_status frugal_hdf5_fault(
    frugal_hdf5_error *error, frugal_hdf5_status status, const char *place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    snprintf(error->place, sizeof error->place, "%s", place);
    return status;
}

static herr_t keep_first(unsigned depth, const H5E_error2_t *entry, void *context) {
    const char **reason = context;
    if (depth == 0) *reason = entry->desc;
    return 0;
}

frugal_hdf5_status frugal_hdf5_library_fault(
    frugal_hdf5_error *error, frugal_hdf5_status status, const char *place, const char *problem) {
    const char *reason = NULL;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &reason);
    if (reason == NULL) return frugal_hdf5_fault(error, status, place, "%s", problem);
    return frugal_hdf5_fault(error, status, place, "%s (libhdf5: %s)", problem, reason);
}

hid_t frugal_hdf5_open(const uint8_t *bytes, size_t count) {
    /* Files in memory are told apart by their names alone. The lock is held. */
    static unsigned long opened = 0;
    char name[40];
    snprintf(name, sizeof name, "memory %lu", opened++);
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (access < 0) return -1;
    hid_t file = -1;
    /* The core driver keeps the file in memory; without a backing store it touches no disk. */
    if (H5Pset_fapl_core(access, 1 << 16, 0) >= 0) {
        if (bytes == NULL)
            file = H5Fcreate(name, H5F_ACC_TRUNC, H5P_DEFAULT, access);
        else if (H5Pset_file_image(access, (void *)bytes, count) >= 0)
            file = H5Fopen(name, H5F_ACC_RDONLY, access);
    }
    H5Pclose(access);
    return file;
}
