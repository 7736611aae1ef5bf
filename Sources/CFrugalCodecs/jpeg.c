/* JPEG from and to memory, over libjpeg-turbo.
 *
 * As with PNG, `error_exit` jumps to a setjmp in the function that called the library and no further. */
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "fault.h"
#include "orientation.h"

typedef struct {
    struct jpeg_error_mgr base; /* first, so that the library's pointer to it is a pointer to this */
    jmp_buf escape;
    frugal_codec_status status;
    frugal_codec_error *error;
} jpeg_trouble;

static void leave(j_common_ptr codec) {
    jpeg_trouble *trouble = (jpeg_trouble *)codec->err;
    char message[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, message);
    switch (codec->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY: trouble->status = FRUGAL_CODEC_TRUNCATED; break;
    case JERR_OUT_OF_MEMORY: trouble->status = FRUGAL_CODEC_NO_MEMORY; break;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL: trouble->status = FRUGAL_CODEC_UNSUPPORTED; break;
    default: trouble->status = FRUGAL_CODEC_MALFORMED;
    }
    frugal_fault(trouble->error, trouble->status, "%s", message);
    longjmp(trouble->escape, 1);
}

/* The library warns and fills with gray where data are missing or wrong. A picture that is partly invented is no
 * training example, so those warnings are errors; oddities of the header are not. */
static void hear(j_common_ptr codec, int level) {
    if (level >= 0) return;
    switch (codec->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_MUST_RESYNC: leave(codec); break;
    default: break;
    }
}

static void stay_silent(j_common_ptr codec) { (void)codec; }

static struct jpeg_error_mgr *prepare(jpeg_trouble *trouble, frugal_codec_error *error) {
    struct jpeg_error_mgr *manager = jpeg_std_error(&trouble->base);
    manager->error_exit = leave;
    manager->emit_message = hear;
    manager->output_message = stay_silent;
    trouble->status = FRUGAL_CODEC_MALFORMED;
    trouble->error = error;
    return manager;
}

/* A progressive file of a few kilobytes can ask for thousands of passes over a large picture. */
static void limit_scans(j_common_ptr codec) {
    if (codec->is_decompressor && ((j_decompress_ptr)codec)->input_scan_number > 200) {
        jpeg_trouble *trouble = (jpeg_trouble *)codec->err;
        trouble->status = FRUGAL_CODEC_TOO_LARGE;
        frugal_fault(trouble->error, trouble->status, "the picture is coded in more than 200 scans");
        longjmp(trouble->escape, 1);
    }
}

/* Reads the header and says which way up the picture is. */
static int read_header(struct jpeg_decompress_struct *codec) {
    jpeg_save_markers(codec, JPEG_APP0 + 1, 0xffff);
    jpeg_read_header(codec, TRUE);
    for (jpeg_saved_marker_ptr marker = codec->marker_list; marker != NULL; marker = marker->next) {
        int orientation = frugal_exif_orientation(marker->data, marker->data_length);
        if (orientation != 1) return orientation;
    }
    return 1;
}

frugal_codec_status frugal_jpeg_inspect(
    const uint8_t *bytes, size_t count, frugal_picture_info *info, frugal_codec_error *error) {
    struct jpeg_decompress_struct codec;
    jpeg_trouble trouble;
    codec.err = prepare(&trouble, error);
    jpeg_create_decompress(&codec);
    if (setjmp(trouble.escape) != 0) {
        jpeg_destroy_decompress(&codec);
        return trouble.status;
    }
    jpeg_mem_src(&codec, bytes, count);
    bool turned = frugal_is_turned(read_header(&codec));
    info->height = turned ? codec.image_width : codec.image_height;
    info->width = turned ? codec.image_height : codec.image_width;
    info->channels = codec.num_components == 1 ? 1 : 3;
    jpeg_destroy_decompress(&codec);
    return frugal_check_dimensions(info->height, info->width, error);
}

/* Rows as they come from the library: gray, RGB, or CMYK, which Adobe's programs store inverted. A pixel is written
 * `step` bytes behind the one before. */
static void convert_row(
    const uint8_t *row, const struct jpeg_decompress_struct *codec, uint32_t channels, uint8_t *out, ptrdiff_t step) {
    uint32_t stored = (uint32_t)codec->output_components;
    bool inverted = codec->saw_Adobe_marker;
    for (uint32_t x = 0; x < codec->output_width; x++, row += stored, out += step) {
        uint8_t red = row[0], green = red, blue = red;
        if (stored == 3) green = row[1], blue = row[2];
        if (stored == 4) {
            uint8_t flip = inverted ? 0 : 255, key = row[3] ^ flip;
            red = frugal_multiply(row[0] ^ flip, key);
            green = frugal_multiply(row[1] ^ flip, key);
            blue = frugal_multiply(row[2] ^ flip, key);
        }
        if (channels == 3) out[0] = red, out[1] = green, out[2] = blue;
        else out[0] = stored == 1 ? red : frugal_luma(red, green, blue);
    }
}

frugal_codec_status frugal_jpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out,
    frugal_codec_error *error) {
    struct jpeg_decompress_struct codec;
    struct jpeg_progress_mgr progress = {.progress_monitor = limit_scans};
    jpeg_trouble trouble;
    codec.err = prepare(&trouble, error);
    jpeg_create_decompress(&codec);
    codec.progress = &progress;
    uint8_t *volatile stage = NULL; /* volatile: must keep its value across the jump */
    if (setjmp(trouble.escape) != 0) {
        jpeg_destroy_decompress(&codec);
        free(stage);
        return trouble.status;
    }
    jpeg_mem_src(&codec, bytes, count);
    int orientation = read_header(&codec);
    bool turned = frugal_is_turned(orientation);
    uint32_t rows = codec.image_height, columns = codec.image_width;
    if (rows != (turned ? width : height) || columns != (turned ? height : width)) ERREXIT(&codec, JERR_BAD_STATE);
    frugal_placement placement = frugal_upright(orientation, rows, columns);
    switch (codec.jpeg_color_space) {
    case JCS_GRAYSCALE: codec.out_color_space = JCS_GRAYSCALE; break;
    case JCS_YCbCr:
    case JCS_RGB: codec.out_color_space = JCS_RGB; break;
    case JCS_CMYK:
    case JCS_YCCK: codec.out_color_space = JCS_CMYK; break;
    default: ERREXIT(&codec, JERR_CONVERSION_NOTIMPL);
    }
    jpeg_start_decompress(&codec);
    uint32_t stored = (uint32_t)codec.output_components;
    bool is_direct = stored == channels && orientation == 1;
    if (!is_direct) {
        stage = malloc((size_t)stored * columns);
        if (stage == NULL) ERREXIT1(&codec, JERR_OUT_OF_MEMORY, 0);
    }
    for (uint32_t y = 0; y < rows; y++) {
        uint8_t *target = out + (placement.first + y * placement.per_row) * (ptrdiff_t)channels;
        JSAMPROW row = is_direct ? target : stage;
        jpeg_read_scanlines(&codec, &row, 1);
        if (!is_direct) convert_row(row, &codec, channels, target, placement.per_column * (ptrdiff_t)channels);
    }
    jpeg_finish_decompress(&codec);
    jpeg_destroy_decompress(&codec);
    free(stage);
    return FRUGAL_CODEC_OK;
}

frugal_codec_status frugal_jpeg_encode(
    const uint8_t *pixels, uint32_t height, uint32_t width, uint32_t channels, int quality, uint8_t **out,
    size_t *out_count, frugal_codec_error *error) {
    if (channels != 1 && channels != 3)
        return frugal_fault(error, FRUGAL_CODEC_BAD_ARGUMENT, "a picture has 1 or 3 channels, not %u", channels);
    if (height > JPEG_MAX_DIMENSION || width > JPEG_MAX_DIMENSION)
        return frugal_fault(
            error, FRUGAL_CODEC_UNSUPPORTED, "JPEG holds at most %ld pixels a side", (long)JPEG_MAX_DIMENSION);
    struct jpeg_compress_struct codec;
    jpeg_trouble trouble;
    unsigned char *sink = NULL;
    unsigned long sink_count = 0;
    codec.err = prepare(&trouble, error);
    jpeg_create_compress(&codec);
    if (setjmp(trouble.escape) != 0) {
        jpeg_destroy_compress(&codec);
        return trouble.status;
    }
    jpeg_mem_dest(&codec, &sink, &sink_count);
    codec.image_height = height;
    codec.image_width = width;
    codec.input_components = (int)channels;
    codec.in_color_space = channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(&codec);
    jpeg_set_quality(&codec, quality, TRUE);
    jpeg_start_compress(&codec, TRUE);
    for (uint32_t y = 0; y < height; y++) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)y * width * channels);
        jpeg_write_scanlines(&codec, &row, 1);
    }
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    *out = sink;
    *out_count = sink_count;
    return FRUGAL_CODEC_OK;
}
