/* How a picture is turned upright while it is decoded. */
#ifndef FRUGAL_ORIENTATION_H
#define FRUGAL_ORIENTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The orientation, 1 to 8, that an APP1 segment asks for; 1, as it is, where it holds none that makes sense. */
int frugal_exif_orientation(const uint8_t *bytes, size_t count);

/* Whether the upright picture is as wide as the stored one is high. */
static inline bool frugal_is_turned(int orientation) { return orientation >= 5; }

/* Where the pixels of a stored picture lie in the upright one, counted in pixels. */
typedef struct {
    ptrdiff_t first;      /* the place of the first one */
    ptrdiff_t per_row;    /* from a pixel to the one stored below it */
    ptrdiff_t per_column; /* from a pixel to the one stored on its right */
} frugal_placement;

frugal_placement frugal_upright(int orientation, size_t height, size_t width);

#endif
