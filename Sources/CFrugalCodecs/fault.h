/* How a function of this module reports a failure. */
#ifndef FRUGAL_FAULT_H
#define FRUGAL_FAULT_H

#include "CFrugalCodecs.h"

/* Fills the error text and returns `status`, so that a failure is one line at its place. */
frugal_codec_status frugal_fault(frugal_codec_error *error, frugal_codec_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The most pixels a picture may claim. */
#define FRUGAL_MAXIMUM_PIXELS (1u << 26)

frugal_codec_status frugal_check_dimensions(uint64_t height, uint64_t width, frugal_codec_error *error);

/* Gray of one RGB pixel: ITU-R 601 in 16-bit fixed point, with Pillow's constants. */
static inline uint8_t frugal_luma(uint32_t red, uint32_t green, uint32_t blue) {
    return (uint8_t)((red * 19595u + green * 38470u + blue * 7471u + 0x8000u) >> 16);
}

/* Product of two samples as fractions of 255, rounded. */
static inline uint8_t frugal_multiply(uint32_t a, uint32_t b) {
    uint32_t product = a * b + 128u;
    return (uint8_t)((product + (product >> 8)) >> 8);
}

/* The codecs behind the front door of picture.c. */
frugal_codec_status frugal_png_inspect(
    const uint8_t *bytes, size_t count, frugal_picture_info *info, frugal_codec_error *error);
frugal_codec_status frugal_jpeg_inspect(
    const uint8_t *bytes, size_t count, frugal_picture_info *info, frugal_codec_error *error);
frugal_codec_status frugal_png_decode(
    const uint8_t *bytes, size_t count, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out,
    frugal_codec_error *error);
frugal_codec_status frugal_jpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t height, uint32_t width, uint32_t channels, uint8_t *out,
    frugal_codec_error *error);

#endif
