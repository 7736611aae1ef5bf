/* Files and folders through POSIX, so that Swift needs no Foundation for the many small reads of an image folder. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"

static frugal_codec_status system_fault(frugal_codec_error *error, const char *doing) {
    int code = errno;
    frugal_codec_status status = code == ENOENT || code == ENOTDIR ? FRUGAL_CODEC_NOT_FOUND : FRUGAL_CODEC_IO;
    return frugal_fault(error, status, "%s (%s)", doing, strerror(code));
}

static bool reserve(frugal_buffer *buffer, size_t capacity) {
    if (buffer->capacity >= capacity) return true;
    uint8_t *grown = realloc(buffer->bytes, capacity);
    if (grown == NULL) return false;
    buffer->bytes = grown;
    buffer->capacity = capacity;
    return true;
}

static frugal_codec_status read_open_file(
    int file, size_t limit, frugal_buffer *buffer, frugal_codec_error *error) {
    struct stat status;
    if (fstat(file, &status) != 0) return system_fault(error, "the file cannot be examined");
    if (S_ISDIR(status.st_mode)) return frugal_fault(error, FRUGAL_CODEC_IO, "this is a folder, not a file");
    if (!S_ISREG(status.st_mode)) return frugal_fault(error, FRUGAL_CODEC_IO, "this is not a regular file");
    if ((uint64_t)status.st_size > limit)
        return frugal_fault(
            error, FRUGAL_CODEC_TOO_LARGE, "the file has %lld bytes, more than the limit of %zu",
            (long long)status.st_size, limit);
    size_t expected = (size_t)status.st_size;
    if (!reserve(buffer, expected + 1))
        return frugal_fault(error, FRUGAL_CODEC_NO_MEMORY, "there is no memory left for %zu bytes", expected);
    buffer->count = 0;
    while (buffer->count < expected) {
        ssize_t got = read(file, buffer->bytes + buffer->count, expected - buffer->count);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_fault(error, "the file cannot be read");
        if (got == 0) break; /* it shrank meanwhile; the decoder will say what is missing */
        buffer->count += (size_t)got;
    }
    return FRUGAL_CODEC_OK;
}

frugal_codec_status frugal_file_read(
    const char *path, size_t limit, frugal_buffer *buffer, frugal_codec_error *error) {
    /* Without O_NONBLOCK, opening a pipe waits for a writer. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return system_fault(error, "the file cannot be opened");
    frugal_codec_status status = read_open_file(file, limit, buffer, error);
    close(file);
    return status;
}

frugal_codec_status frugal_sha256_file(const char *path, frugal_sha256 *hash, frugal_codec_error *error) {
    enum { piece = 1 << 18 };
    frugal_sha256_start(hash);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return system_fault(error, "the file cannot be opened");
    uint8_t *bytes = malloc(piece);
    ssize_t got = bytes != NULL ? 1 : 0;
    while (got > 0 || (got < 0 && errno == EINTR)) {
        got = read(file, bytes, piece);
        if (got > 0) frugal_sha256_add(hash, bytes, (size_t)got);
    }
    frugal_codec_status status = FRUGAL_CODEC_OK;
    if (got < 0) status = system_fault(error, "the file cannot be read");
    if (bytes == NULL) status = frugal_fault(error, FRUGAL_CODEC_NO_MEMORY, "there is no memory left");
    close(file);
    free(bytes);
    return status;
}

void frugal_free(void *memory) { free(memory); }

size_t frugal_file_head(const char *path, uint8_t *out, size_t capacity) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return 0;
    ssize_t got = read(file, out, capacity);
    close(file);
    return got > 0 ? (size_t)got : 0;
}

static frugal_entry_kind kind_of(mode_t mode) {
    return S_ISREG(mode) ? FRUGAL_ENTRY_FILE : S_ISDIR(mode) ? FRUGAL_ENTRY_FOLDER : FRUGAL_ENTRY_OTHER;
}

frugal_entry frugal_entry_at(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) return (frugal_entry){FRUGAL_ENTRY_MISSING, 0, 0, 0};
    return (frugal_entry){
        kind_of(status.st_mode), (uint64_t)status.st_dev, (uint64_t)status.st_ino, (uint64_t)status.st_size};
}

/* The folder itself mostly says what an entry is; only links, and file systems that do not say, cost another call. */
static frugal_entry_kind kind_in(DIR *folder, const struct dirent *entry) {
    if (entry->d_type == DT_REG) return FRUGAL_ENTRY_FILE;
    if (entry->d_type == DT_DIR) return FRUGAL_ENTRY_FOLDER;
    struct stat status;
    if (fstatat(dirfd(folder), entry->d_name, &status, 0) != 0) return FRUGAL_ENTRY_MISSING;
    return kind_of(status.st_mode);
}

frugal_codec_status frugal_folder_list(
    const char *path, void *context, frugal_folder_visitor visit, frugal_codec_error *error) {
    DIR *folder = opendir(path);
    if (folder == NULL) return system_fault(error, "the folder cannot be opened");
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL; errno = 0)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            visit(context, entry->d_name, kind_in(folder, entry));
    int code = errno;
    closedir(folder);
    errno = code;
    return code == 0 ? FRUGAL_CODEC_OK : system_fault(error, "the folder cannot be listed");
}

size_t frugal_processor_count(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (size_t)count : 1;
}

uint64_t frugal_memory_bytes(void) {
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : UINT64_MAX;
}
