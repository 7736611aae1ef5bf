/* PNG from and to memory, over libpng.
 *
 * libpng leaves on an error by longjmp to a setjmp in the same function here, so that no jump crosses a Swift frame. */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

typedef struct {
    const uint8_t *bytes;
    size_t count;
    size_t position;
    bool ended; /* the decoder asked for more than there is */
    frugal_codec_error *error;
} png_source;

static void take(png_structp png, png_bytep out, size_t count) {
    png_source *source = png_get_io_ptr(png);
    if (count > source->count - source->position) {
        source->ended = true;
        png_error(png, "the file ends before the picture does");
    }
    memcpy(out, source->bytes + source->position, count);
    source->position += count;
}

static void note_error(png_structp png, png_const_charp message) {
    frugal_codec_error *error = png_get_error_ptr(png);
    frugal_fault(error, FRUGAL_CODEC_MALFORMED, "%s", message);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) { (void)png, (void)message; }

/* A reader with limits set and every ancillary chunk but tRNS skipped: colour profiles and texts play no part here,
 * and compressed ones are a way to make a small file ask for much memory. */
static png_structp open_reader(png_source *source, png_infop *info) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, source->error, note_error, ignore_warning);
    if (png == NULL) return NULL;
    *info = png_create_info_struct(png);
    if (*info == NULL) {
        png_destroy_read_struct(&png, NULL, NULL);
        return NULL;
    }
    return png;
}

static void configure(png_structp png, png_source *source) {
    png_set_read_fn(png, source, take);
    png_set_user_limits(png, FRUGAL_MAXIMUM_PIXELS, FRUGAL_MAXIMUM_PIXELS);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
}

static frugal_codec_status failure(const png_source *source) {
    if (source->ended) return FRUGAL_CODEC_TRUNCATED;
    /* libpng has no codes: its own chunk checksums say "CRC", zlib's say "data check". */
    bool checksum = strstr(source->error->text, "CRC") != NULL || strstr(source->error->text, "data check") != NULL;
    return checksum ? FRUGAL_CODEC_CHECKSUM : FRUGAL_CODEC_MALFORMED;
}

frugal_codec_status frugal_png_inspect(
    const uint8_t *bytes, size_t count, frugal_picture_info *info, frugal_codec_error *error) {
    /* Signature (8), length (4), "IHDR" (4), width (4), height (4), depth, colour type: read without libpng, as this is
     * asked of every file of a folder. The decoder checks the rest. */
    if (count < 33) return frugal_fault(error, FRUGAL_CODEC_TRUNCATED, "the file ends inside the PNG header");
    if (memcmp(bytes + 12, "IHDR", 4) != 0)
        return frugal_fault(error, FRUGAL_CODEC_MALFORMED, "the first PNG chunk is not IHDR");
    info->width = png_get_uint_32(bytes + 16);
    info->height = png_get_uint_32(bytes + 20);
    info->channels = (bytes[25] & (PNG_COLOR_MASK_COLOR | PNG_COLOR_MASK_PALETTE)) ? 3 : 1;
    return frugal_check_dimensions(info->height, info->width, error);
}

/* From a row of 8-bit gray, gray + alpha, RGB or RGB + alpha to a row of 1 or 3 channels. */
static void convert_row(const uint8_t *row, uint32_t stored, uint32_t width, uint32_t channels, uint8_t *out) {
    for (uint32_t x = 0; x < width; x++, row += stored, out += channels) {
        uint8_t red = row[0], green = red, blue = red;
        if (stored >= 3) green = row[1], blue = row[2];
        if (stored == 2 || stored == 4) {
            /* Over white: v * a + 255 * (1 - a). */
            uint8_t alpha = row[stored - 1];
            red = (uint8_t)(frugal_multiply(red, alpha) + 255 - alpha);
            green = (uint8_t)(frugal_multiply(green, alpha) + 255 - alpha);
            blue = (uint8_t)(frugal_multiply(blue, alpha) + 255 - alpha);
        }
        if (channels == 3) out[0] = red, out[1] = green, out[2] = blue;
        else out[0] = stored >= 3 ? frugal_luma(red, green, blue) : red;
    }
}

frugal_codec_status frugal_png_decode(
    const uint8_t *bytes, size_t count, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out,
    frugal_codec_error *error) {
    png_source source = {bytes, count, 0, false, error};
    png_infop info = NULL;
    png_structp png = open_reader(&source, &info);
    if (png == NULL) return frugal_fault(error, FRUGAL_CODEC_NO_MEMORY, "there is no memory left for a PNG decoder");
    uint8_t *volatile stage = NULL; /* volatile: must keep its value across the jump */
    if (setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_read_struct(&png, &info, NULL);
        free(stage);
        return failure(&source);
    }
    configure(png, &source);
    png_read_info(png, info);
    if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height)
        png_error(png, "the picture is not of the size that was asked for");
    png_set_expand(png);
    png_set_strip_16(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);

    uint32_t stored = png_get_channels(png, info);
    size_t row_bytes = (size_t)stored * width;
    if (png_get_rowbytes(png, info) != row_bytes) png_error(png, "the samples do not come out as 8 bits");
    size_t out_stride = (size_t)channels * width;
    if (stored == channels) {
        for (int pass = 0; pass < passes; pass++)
            for (uint32_t y = 0; y < height; y++) png_read_row(png, out + y * out_stride, NULL);
    } else {
        /* Interlaced rows are completed pass by pass, so that then the whole picture must be held. */
        size_t held = passes > 1 ? height : 1;
        stage = calloc(held, row_bytes);
        if (stage == NULL) png_error(png, "there is no memory left to decode into");
        for (int pass = 0; pass < passes; pass++)
            for (uint32_t y = 0; y < height; y++) {
                uint8_t *row = stage + (passes > 1 ? y * row_bytes : 0);
                png_read_row(png, row, NULL);
                if (pass + 1 == passes) convert_row(row, stored, width, channels, out + y * out_stride);
            }
    }
    png_read_end(png, NULL);
    png_destroy_read_struct(&png, &info, NULL);
    free(stage);
    return FRUGAL_CODEC_OK;
}

typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} png_sink;

static void put(png_structp png, png_bytep bytes, size_t count) {
    png_sink *sink = png_get_io_ptr(png);
    if (count > sink->capacity - sink->count) {
        size_t capacity = sink->capacity * 2 + count + 256;
        uint8_t *grown = realloc(sink->bytes, capacity);
        if (grown == NULL) png_error(png, "there is no memory left to encode into");
        sink->bytes = grown;
        sink->capacity = capacity;
    }
    memcpy(sink->bytes + sink->count, bytes, count);
    sink->count += count;
}

static void flush_nothing(png_structp png) { (void)png; }

frugal_codec_status frugal_png_encode(
    const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels, int level, uint8_t **out,
    size_t *out_count, frugal_codec_error *error) {
    if (channels != 1 && channels != 3)
        return frugal_fault(error, FRUGAL_CODEC_BAD_ARGUMENT, "a picture has 1 or 3 channels, not %u", channels);
    if (level < 0 || level > 9)
        return frugal_fault(error, FRUGAL_CODEC_BAD_ARGUMENT, "the compression level is 0 to 9, not %d", level);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, error, note_error, ignore_warning);
    if (png == NULL) return frugal_fault(error, FRUGAL_CODEC_NO_MEMORY, "there is no memory left for a PNG encoder");
    png_infop info = png_create_info_struct(png);
    png_sink sink = {NULL, 0, 0};
    if (setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        free(sink.bytes);
        return FRUGAL_CODEC_NO_MEMORY;
    }
    if (info == NULL) png_error(png, "there is no memory left for a PNG encoder");
    png_set_write_fn(png, &sink, put, flush_nothing);
    png_set_user_limits(png, FRUGAL_MAXIMUM_PIXELS, FRUGAL_MAXIMUM_PIXELS);
    int colour = channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY;
    png_set_IHDR(
        png, info, width, height, 8, colour, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
        PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, level);
    png_write_info(png, info);
    for (uint32_t y = 0; y < height; y++) png_write_row(png, pixels + (size_t)y * width * channels);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    *out = sink.bytes;
    *out_count = sink.count;
    return FRUGAL_CODEC_OK;
}
