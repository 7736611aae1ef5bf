/* The front door: which codec a picture belongs to, and what all codecs share. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fault.h"

frugal_codec_status frugal_fault(frugal_codec_error *error, frugal_codec_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    return status;
}

frugal_codec_status frugal_check_dimensions(uint64_t height, uint64_t width, frugal_codec_error *error) {
    if (height == 0 || width == 0)
        return frugal_fault(error, FRUGAL_CODEC_MALFORMED, "the header says the picture has no pixels");
    /* Both fit in 32 bits, so that the product cannot overflow. */
    if (height * width > FRUGAL_MAXIMUM_PIXELS)
        return frugal_fault(
            error, FRUGAL_CODEC_TOO_LARGE, "the header claims %llux%llu pixels, more than the limit of %u",
            (unsigned long long)width, (unsigned long long)height, FRUGAL_MAXIMUM_PIXELS);
    return FRUGAL_CODEC_OK;
}

frugal_picture_kind frugal_picture_kind_of(const uint8_t *bytes, size_t count) {
    static const uint8_t png[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (count >= sizeof png && memcmp(bytes, png, sizeof png) == 0) return FRUGAL_PICTURE_PNG;
    if (count >= 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff) return FRUGAL_PICTURE_JPEG;
    return FRUGAL_PICTURE_OTHER;
}

static bool begins(const uint8_t *bytes, size_t count, size_t offset, const char *magic) {
    size_t length = strlen(magic);
    return count >= offset + length && memcmp(bytes + offset, magic, length) == 0;
}

/* Says what a file is that is no PNG and no JPEG, as far as its first bytes tell. */
static frugal_codec_status refuse(const uint8_t *bytes, size_t count, frugal_codec_error *error) {
    if (count == 0) return frugal_fault(error, FRUGAL_CODEC_TRUNCATED, "the file is empty");
    const char *other = NULL;
    if (begins(bytes, count, 0, "RIFF") && begins(bytes, count, 8, "WEBP")) other = "WebP";
    else if (begins(bytes, count, 0, "GIF8")) other = "GIF";
    else if (begins(bytes, count, 0, "BM")) other = "BMP";
    else if (begins(bytes, count, 0, "II*") || begins(bytes, count, 0, "MM")) other = "TIFF";
    else if (begins(bytes, count, 4, "ftyp")) other = "HEIF or AVIF";
    if (other != NULL)
        return frugal_fault(
            error, FRUGAL_CODEC_UNSUPPORTED, "this looks like a %s picture; PNG and JPEG are read", other);
    if (begins(bytes, count, 0, "\x89PNG") || (count < 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", count) == 0))
        return frugal_fault(error, FRUGAL_CODEC_TRUNCATED, "the file ends or breaks inside the PNG signature");
    return frugal_fault(error, FRUGAL_CODEC_UNSUPPORTED, "the contents are neither PNG nor JPEG");
}

frugal_codec_status frugal_picture_inspect(
    const uint8_t *bytes, size_t count, frugal_picture_info *info, frugal_codec_error *error) {
    info->kind = frugal_picture_kind_of(bytes, count);
    switch (info->kind) {
    case FRUGAL_PICTURE_PNG: return frugal_png_inspect(bytes, count, info, error);
    case FRUGAL_PICTURE_JPEG: return frugal_jpeg_inspect(bytes, count, info, error);
    case FRUGAL_PICTURE_OTHER: break;
    }
    return refuse(bytes, count, error);
}

frugal_codec_status frugal_picture_decode(
    const uint8_t *bytes, size_t count, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out,
    frugal_codec_error *error) {
    if (channels != 1 && channels != 3)
        return frugal_fault(error, FRUGAL_CODEC_BAD_ARGUMENT, "a picture has 1 or 3 channels, not %u", channels);
    switch (frugal_picture_kind_of(bytes, count)) {
    case FRUGAL_PICTURE_PNG: return frugal_png_decode(bytes, count, height, width, channels, out, error);
    case FRUGAL_PICTURE_JPEG: return frugal_jpeg_decode(bytes, count, height, width, channels, out, error);
    case FRUGAL_PICTURE_OTHER: break;
    }
    return refuse(bytes, count, error);
}

void frugal_interleave_planes(const uint8_t *planes, size_t area, size_t channels, uint8_t *out) {
    for (size_t channel = 0; channel < channels; channel++) {
        const uint8_t *plane = planes + channel * area;
        for (size_t pixel = 0; pixel < area; pixel++) out[pixel * channels + channel] = plane[pixel];
    }
}
