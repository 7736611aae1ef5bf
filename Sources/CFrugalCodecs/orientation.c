/* Which way up a camera says its picture is: the orientation entry of an Exif block (CIPA DC-008, 4.6.5). */
#include <string.h>

#include "orientation.h"

typedef struct {
    const uint8_t *bytes;
    size_t count;
    bool big_endian;
} tiff_block;

/* The number of `size` bytes at `offset`, which the caller knows to lie inside. */
static uint32_t number(const tiff_block *block, size_t offset, size_t size) {
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++) {
        size_t place = block->big_endian ? i : size - 1 - i;
        value = value << 8 | block->bytes[offset + place];
    }
    return value;
}

int frugal_exif_orientation(const uint8_t *bytes, size_t count) {
    enum { orientation_tag = 0x0112, short_type = 3, entry_size = 12 };
    if (count < 14 || memcmp(bytes, "Exif\0", 6) != 0) return 1;
    tiff_block block = {.bytes = bytes + 6, .count = count - 6, .big_endian = bytes[6] == 'M'};
    if (number(&block, 2, 2) != 42) return 1;
    size_t entries = number(&block, 4, 4);
    if (entries > block.count - 2) return 1;
    size_t length = number(&block, entries, 2);
    for (size_t i = 0, at = entries + 2; i < length && at + entry_size <= block.count; i++, at += entry_size) {
        if (number(&block, at, 2) != orientation_tag || number(&block, at + 2, 2) != short_type) continue;
        uint32_t value = number(&block, at + 8, 2);
        return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

frugal_placement frugal_upright(int orientation, size_t height, size_t width) {
    ptrdiff_t rows = (ptrdiff_t)height, columns = (ptrdiff_t)width, last = rows * columns - 1;
    switch (orientation) {
    case 2: return (frugal_placement){columns - 1, columns, -1};
    case 3: return (frugal_placement){last, -columns, -1};
    case 4: return (frugal_placement){(rows - 1) * columns, -columns, 1};
    case 5: return (frugal_placement){0, 1, rows};
    case 6: return (frugal_placement){rows - 1, -1, rows};
    case 7: return (frugal_placement){last, -1, -rows};
    case 8: return (frugal_placement){(columns - 1) * rows, 1, -rows};
    default: return (frugal_placement){0, columns, 1};
    }
}
