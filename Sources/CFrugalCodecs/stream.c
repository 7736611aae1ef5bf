/* Deflate and gzip over zlib, with a limit on what may come out. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "fault.h"

/* zlib counts in `unsigned`, so that long inputs are handed over in pieces. */
#define PIECE ((size_t)1 << 30)

static int window_bits(frugal_stream_format format) {
    return format == FRUGAL_STREAM_GZIP ? 15 + 16 : format == FRUGAL_STREAM_ZLIB ? 15 : -15;
}

/* A first guess at the size of the output. The last four bytes of a gzip file hold its size, but may lie. */
static size_t expected_size(frugal_stream_format format, const uint8_t *bytes, size_t count, size_t limit) {
    size_t guess = count < ((size_t)1 << 20) ? count * 4 + 64 : count * 2;
    if (format == FRUGAL_STREAM_GZIP && count > 18) {
        const uint8_t *tail = bytes + count - 4;
        size_t claimed = tail[0] | (size_t)tail[1] << 8 | (size_t)tail[2] << 16 | (size_t)tail[3] << 24;
        /* Deflate cannot shrink by more than about 1032 times; a claim beyond that is no guide. */
        if (claimed / 1032 <= count) guess = claimed + 1;
    }
    return guess < limit ? guess : limit;
}

static bool only_zeros(const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (bytes[i] != 0) return false;
    return true;
}

typedef struct {
    uint8_t *bytes;
    size_t count, capacity, limit;
} growing_output;

static bool grow(growing_output *output) {
    size_t capacity = output->capacity < output->limit / 2 ? output->capacity * 2 + 64 : output->limit;
    uint8_t *grown = realloc(output->bytes, capacity > 0 ? capacity : 1);
    if (grown == NULL) return false;
    output->bytes = grown;
    output->capacity = capacity;
    return true;
}

static frugal_codec_status explain(int code, const char *message, frugal_codec_error *error) {
    if (code == Z_MEM_ERROR) return frugal_fault(error, FRUGAL_CODEC_NO_MEMORY, "there is no memory left to inflate");
    if (message != NULL && strstr(message, "check") != NULL && strstr(message, "data") != NULL)
        return frugal_fault(error, FRUGAL_CODEC_CHECKSUM, "the checksum does not fit the data");
    return frugal_fault(
        error, FRUGAL_CODEC_MALFORMED, "the compressed data are broken (%s)", message != NULL ? message : "zlib");
}

/* Inflates all members of `bytes` into `output`. */
static frugal_codec_status inflate_all(
    z_stream *stream, frugal_stream_format format, const uint8_t *bytes, size_t count, growing_output *output,
    frugal_codec_error *error) {
    size_t used = 0;
    uint8_t beyond; /* at the limit one byte more is offered a place, so that a stream which ends right there may end */
    for (;;) {
        if (output->count == output->capacity && output->capacity < output->limit && !grow(output))
            return explain(Z_MEM_ERROR, NULL, error);
        bool at_limit = output->count == output->limit;
        size_t room = at_limit ? 1 : output->capacity - output->count;
        stream->next_out = at_limit ? &beyond : output->bytes + output->count;
        stream->avail_out = (uInt)(room < PIECE ? room : PIECE);
        size_t left = count - used;
        stream->next_in = (Bytef *)(bytes + used);
        stream->avail_in = (uInt)(left < PIECE ? left : PIECE);
        uInt offered_in = stream->avail_in, offered_out = stream->avail_out;
        int code = inflate(stream, Z_NO_FLUSH);
        used += offered_in - stream->avail_in;
        size_t produced = offered_out - stream->avail_out;
        if (at_limit && produced > 0)
            return frugal_fault(
                error, FRUGAL_CODEC_TOO_LARGE, "the data unpack to more than the limit of %zu bytes", output->limit);
        output->count += produced;
        if (code == Z_STREAM_END) {
            if (format != FRUGAL_STREAM_GZIP || only_zeros(bytes + used, count - used)) return FRUGAL_CODEC_OK;
            if (inflateReset(stream) != Z_OK) return explain(Z_STREAM_ERROR, NULL, error);
        } else if (code == Z_BUF_ERROR || (code == Z_OK && used == count && stream->avail_out > 0)) {
            return frugal_fault(error, FRUGAL_CODEC_TRUNCATED, "the compressed data end too early, at byte %zu", count);
        } else if (code != Z_OK) {
            return explain(code, stream->msg, error);
        }
    }
}

frugal_codec_status frugal_inflate(
    frugal_stream_format format, const uint8_t *bytes, size_t count, size_t limit, uint8_t **out, size_t *out_count,
    frugal_codec_error *error) {
    z_stream stream = {0};
    if (inflateInit2(&stream, window_bits(format)) != Z_OK) return explain(Z_MEM_ERROR, NULL, error);
    growing_output output = {NULL, 0, expected_size(format, bytes, count, limit), limit};
    output.bytes = malloc(output.capacity > 0 ? output.capacity : 1);
    frugal_codec_status status = output.bytes == NULL
                                     ? explain(Z_MEM_ERROR, NULL, error)
                                     : inflate_all(&stream, format, bytes, count, &output, error);
    inflateEnd(&stream);
    if (status != FRUGAL_CODEC_OK) {
        free(output.bytes);
        return status;
    }
    *out = output.bytes;
    *out_count = output.count;
    return FRUGAL_CODEC_OK;
}

frugal_codec_status frugal_deflate(
    frugal_stream_format format, const uint8_t *bytes, size_t count, int level, uint8_t **out, size_t *out_count,
    frugal_codec_error *error) {
    if (level < 0 || level > 9)
        return frugal_fault(error, FRUGAL_CODEC_BAD_ARGUMENT, "the compression level is 0 to 9, not %d", level);
    z_stream stream = {0};
    if (deflateInit2(&stream, level, Z_DEFLATED, window_bits(format), 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return explain(Z_MEM_ERROR, NULL, error);
    size_t capacity = deflateBound(&stream, count);
    uint8_t *packed = malloc(capacity);
    if (packed == NULL) {
        deflateEnd(&stream);
        return explain(Z_MEM_ERROR, NULL, error);
    }
    size_t used = 0, written = 0;
    int code = Z_OK;
    while (code == Z_OK) {
        size_t left = count - used, room = capacity - written;
        uInt in = (uInt)(left < PIECE ? left : PIECE), space = (uInt)(room < PIECE ? room : PIECE);
        stream.next_in = (Bytef *)(bytes + used);
        stream.avail_in = in;
        stream.next_out = packed + written;
        stream.avail_out = space;
        code = deflate(&stream, left <= PIECE ? Z_FINISH : Z_NO_FLUSH);
        used += in - stream.avail_in;
        written += space - stream.avail_out;
    }
    deflateEnd(&stream);
    if (code != Z_STREAM_END) {
        free(packed);
        return explain(code, NULL, error);
    }
    *out = packed;
    *out_count = written;
    return FRUGAL_CODEC_OK;
}

uint32_t frugal_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
    return (uint32_t)crc32_z(crc, bytes, count);
}
