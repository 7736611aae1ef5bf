/* Pictures, compression and checksums for FrugalData, in plain C.
 *
 * No function keeps state between calls and none lets an error of libpng or libjpeg (both leave by longjmp) travel further
 * than this module: everything that can fail returns a status and fills a `frugal_codec_error`. */
#ifndef CFRUGALCODECS_H
#define CFRUGALCODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    FRUGAL_CODEC_OK = 0,
    FRUGAL_CODEC_MALFORMED,
    FRUGAL_CODEC_TRUNCATED,
    FRUGAL_CODEC_UNSUPPORTED,
    FRUGAL_CODEC_TOO_LARGE,
    FRUGAL_CODEC_CHECKSUM,
    FRUGAL_CODEC_NOT_FOUND,
    FRUGAL_CODEC_IO,
    FRUGAL_CODEC_NO_MEMORY,
    FRUGAL_CODEC_BAD_ARGUMENT,
} frugal_codec_status;

typedef struct {
    char text[200]; /* a sentence without its final stop; always ends in a zero byte */
} frugal_codec_error;

/* --- Pictures --------------------------------------------------------------------------------------------------- */

typedef enum {
    FRUGAL_PICTURE_OTHER = 0,
    FRUGAL_PICTURE_PNG,
    FRUGAL_PICTURE_JPEG,
} frugal_picture_kind;

typedef struct {
    frugal_picture_kind kind;
    uint32_t height;
    uint32_t width;
    uint32_t channels; /* 1 or 3: what decoding with `channels` 0 yields */
} frugal_picture_info;

/* The kind by the first bytes of the contents; names and extensions play no part. */
frugal_picture_kind frugal_picture_kind_of(const uint8_t *bytes, size_t count);

/* Reads the header only. A picture of more than 2^26 pixels is FRUGAL_CODEC_TOO_LARGE. */
frugal_codec_status frugal_picture_inspect(
    const uint8_t *bytes, size_t count, frugal_picture_info *info, frugal_codec_error *error);

/* Decodes into `out`, which holds exactly height * width * channels bytes for the height and width that
 * `frugal_picture_inspect` reported; `channels` is 1 or 3. Colour becomes gray by the luma of ITU-R 601, as in Pillow;
 * transparency is laid over white; 16-bit samples keep their high byte. */
frugal_codec_status frugal_picture_decode(
    const uint8_t *bytes, size_t count, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out,
    frugal_codec_error *error);

/* Encode 8-bit gray or RGB. `*out` is allocated with malloc; the caller frees it. Level 0...9, quality 1...100. */
frugal_codec_status frugal_png_encode(
    const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels, int level, uint8_t **out,
    size_t *out_count, frugal_codec_error *error);
frugal_codec_status frugal_jpeg_encode(
    const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels, int quality, uint8_t **out,
    size_t *out_count, frugal_codec_error *error);

typedef enum {
    FRUGAL_RESIZE_NEAREST = 0, /* as Pillow NEAREST */
    FRUGAL_RESIZE_BOX,         /* as Pillow BOX: the mean of the covered area */
    FRUGAL_RESIZE_BILINEAR,    /* two by two neighbours, as torch interpolate(align_corners=False) */
    FRUGAL_RESIZE_ANTIALIASED, /* as Pillow BILINEAR: a triangle as wide as the reduction */
} frugal_resize_filter;

/* Interleaved samples of 1 or 3 channels, from (height, width) to (out_height, out_width). */
frugal_codec_status frugal_resize(
    frugal_resize_filter filter, const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels,
    uint8_t *out, uint32_t out_height, uint32_t out_width);

/* Interleaves the colour planes of one picture (CHW to HWC). */
void frugal_interleave_planes(
    const uint8_t *planes, size_t area, size_t channels, uint8_t *out);

/* --- Compression and checksums ---------------------------------------------------------------------------------- */

typedef enum {
    FRUGAL_STREAM_RAW = 0, /* bare deflate, as inside a zip archive */
    FRUGAL_STREAM_GZIP,    /* one or more gzip members */
    FRUGAL_STREAM_ZLIB,    /* deflate with zlib's own two bytes before and a sum after it, as inside a MATLAB file */
} frugal_stream_format;

/* Inflates into `*out` (malloc; the caller frees it), at most `limit` bytes: more is FRUGAL_CODEC_TOO_LARGE. */
frugal_codec_status frugal_inflate(
    frugal_stream_format format, const uint8_t *bytes, size_t count, size_t limit, uint8_t **out, size_t *out_count,
    frugal_codec_error *error);
frugal_codec_status frugal_deflate(
    frugal_stream_format format, const uint8_t *bytes, size_t count, int level, uint8_t **out, size_t *out_count,
    frugal_codec_error *error);

uint32_t frugal_crc32(uint32_t crc, const uint8_t *bytes, size_t count);

typedef struct {
    uint32_t state[8];
    uint64_t count;
    uint8_t pending[64];
} frugal_sha256;

void frugal_sha256_start(frugal_sha256 *hash);
void frugal_sha256_add(frugal_sha256 *hash, const uint8_t *bytes, size_t count);
void frugal_sha256_finish(frugal_sha256 *hash, uint8_t digest[32]);

/* Starts `hash` and adds a whole file to it, piece by piece; finishing is left to the caller. */
frugal_codec_status frugal_sha256_file(const char *path, frugal_sha256 *hash, frugal_codec_error *error);

/* Frees what a function of this module allocated. */
void frugal_free(void *memory);

/* --- Arrays ----------------------------------------------------------------------------------------------------- */

/* Reverses the bytes of every element in place. */
void frugal_swap_bytes(uint8_t *bytes, size_t elements, size_t element_bytes);

/* Reorders an array stored first index fastest (Fortran) into last index fastest (C); at most 32 dimensions. */
void frugal_transpose_order(
    const uint8_t *bytes, const size_t *shape, size_t dimensions, size_t element_bytes, uint8_t *out);

/* --- Files ------------------------------------------------------------------------------------------------------ */

/* A buffer that is reused from file to file. Start it as {NULL, 0, 0}; free `bytes` at the end. */
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} frugal_buffer;

/* Reads a whole regular file of at most `limit` bytes. Pipes and devices are refused rather than waited for. */
frugal_codec_status frugal_file_read(
    const char *path, size_t limit, frugal_buffer *buffer, frugal_codec_error *error);

/* Copies up to `capacity` first bytes of a file; returns how many, 0 when it cannot be read. */
size_t frugal_file_head(const char *path, uint8_t *out, size_t capacity);

typedef enum {
    FRUGAL_ENTRY_MISSING = 0, /* also a link that leads nowhere or round in a circle */
    FRUGAL_ENTRY_FILE,
    FRUGAL_ENTRY_FOLDER,
    FRUGAL_ENTRY_OTHER, /* pipes, devices, sockets */
} frugal_entry_kind;

typedef struct {
    frugal_entry_kind kind;
    uint64_t device; /* device and node together name a folder however it was reached */
    uint64_t node;
    uint64_t bytes;
} frugal_entry;

/* Looks at what `path` leads to, following links. */
frugal_entry frugal_entry_at(const char *path);

typedef void (*frugal_folder_visitor)(void *context, const char *name, frugal_entry_kind kind);

/* Calls `visit` with every name in a folder except `.` and `..`, in no particular order, and with what it leads to. */
frugal_codec_status frugal_folder_list(
    const char *path, void *context, frugal_folder_visitor visit, frugal_codec_error *error);

/* --- The machine ------------------------------------------------------------------------------------------------ */

size_t frugal_processor_count(void);
uint64_t frugal_memory_bytes(void);

#ifdef __cplusplus
}
#endif
#endif
