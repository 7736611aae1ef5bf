/* HDF5 files as trees of groups, numbers and texts, for exchange with other simulators, in plain C over libhdf5.
 *
 * Files are read from and written to memory: opening, renaming and naming them is left to the caller. Everything that
 * can fail returns a status and fills a `frugal_hdf5_error`; libhdf5 itself prints nothing. Calls exclude one another. */
#ifndef CFRUGALHDF5_H
#define CFRUGALHDF5_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    FRUGAL_HDF5_OK = 0,
    FRUGAL_HDF5_MALFORMED,   /* damaged, truncated, or no HDF5 at all */
    FRUGAL_HDF5_UNSUPPORTED, /* sound, but with links, filters or storage that are not read */
    FRUGAL_HDF5_TOO_LARGE,   /* beyond a limit that protects memory */
    FRUGAL_HDF5_NO_MEMORY,
    FRUGAL_HDF5_FAILED, /* libhdf5 could not write */
} frugal_hdf5_status;

typedef struct {
    char place[200]; /* the path inside the file, such as /node/nodes/1/tau; empty where the whole file is meant */
    char text[200];  /* a sentence without its final stop; always ends in a zero byte */
} frugal_hdf5_error;

#define FRUGAL_HDF5_MAXIMUM_RANK 8

typedef enum {
    FRUGAL_HDF5_GROUP = 0, /* a group begins; what follows is in it */
    FRUGAL_HDF5_END,       /* the last group that began ends */
    FRUGAL_HDF5_NUMBERS,
    FRUGAL_HDF5_TEXTS,
    FRUGAL_HDF5_OTHER, /* something else, such as an empty data space or a named type */
} frugal_hdf5_kind;

typedef enum {
    FRUGAL_HDF5_FLOAT32 = 0,
    FRUGAL_HDF5_FLOAT64,
    FRUGAL_HDF5_INT64, /* also stands for every other whole number that is read */
} frugal_hdf5_element;

/* What is met on the way through a file. The pointers hold only during the visit. */
typedef struct {
    frugal_hdf5_kind kind;
    const char *name; /* within its group; NULL where a group ends */
    size_t rank;      /* 0 for a single number or text */
    uint64_t shape[FRUGAL_HDF5_MAXIMUM_RANK];
    size_t count; /* the product of the shape */
    frugal_hdf5_element element;
    const double *numbers;    /* row-major */
    const char *const *texts; /* row-major */
} frugal_hdf5_item;

typedef void (*frugal_hdf5_visitor)(void *context, const frugal_hdf5_item *item);

/* Walks through a whole file held in memory, names in their order within each group. */
frugal_hdf5_status frugal_hdf5_read(
    const uint8_t *bytes, size_t count, void *context, frugal_hdf5_visitor visit, frugal_hdf5_error *error);

/* A file that is being written, in memory. */
typedef struct frugal_hdf5_writer frugal_hdf5_writer;

frugal_hdf5_status frugal_hdf5_create(frugal_hdf5_writer **writer, frugal_hdf5_error *error);

/* Paths are absolute, such as /node/nodes; the group above must have been added before. */
frugal_hdf5_status frugal_hdf5_add_group(frugal_hdf5_writer *writer, const char *path, frugal_hdf5_error *error);

/* `numbers` are converted to `element`; rank 0 writes a single number. */
frugal_hdf5_status frugal_hdf5_add_numbers(
    frugal_hdf5_writer *writer, const char *path, frugal_hdf5_element element, size_t rank, const uint64_t *shape,
    const double *numbers, frugal_hdf5_error *error);

/* Texts of any length in UTF-8, as h5py writes them. */
frugal_hdf5_status frugal_hdf5_add_texts(
    frugal_hdf5_writer *writer, const char *path, size_t rank, const uint64_t *shape, const char *const *texts,
    frugal_hdf5_error *error);

/* The bytes of the whole file, to be freed with `frugal_hdf5_free`. The same additions give the same bytes. */
frugal_hdf5_status frugal_hdf5_finish(
    frugal_hdf5_writer *writer, uint8_t **bytes, size_t *count, frugal_hdf5_error *error);

/* Closes a writer, finished or not; NULL is allowed. */
void frugal_hdf5_close(frugal_hdf5_writer *writer);

void frugal_hdf5_free(void *memory);

#ifdef __cplusplus
}
#endif
#endif
