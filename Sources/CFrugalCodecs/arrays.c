/* Rearranging the elements of arrays read from files. */
#include <string.h>

#include "CFrugalCodecs.h"

void frugal_swap_bytes(uint8_t *bytes, size_t elements, size_t element_bytes) {
    for (size_t element = 0; element < elements; element++, bytes += element_bytes)
        for (size_t low = 0, high = element_bytes - 1; low < high; low++, high--) {
            uint8_t kept = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = kept;
        }
}

void frugal_transpose_order(
    const uint8_t *bytes, const size_t *shape, size_t dimensions, size_t element_bytes, uint8_t *out) {
    size_t strides[32], index[32] = {0}, elements = 1;
    if (dimensions > 32) return;
    for (size_t dimension = 0; dimension < dimensions; dimension++) {
        strides[dimension] = elements * element_bytes;
        elements *= shape[dimension];
    }
    /* An odometer over the output order; `source` follows it by the strides of the input order. */
    const uint8_t *source = bytes;
    for (size_t element = 0; element < elements; element++, out += element_bytes) {
        memcpy(out, source, element_bytes);
        for (size_t dimension = dimensions; dimension-- > 0;) {
            source += strides[dimension];
            if (++index[dimension] < shape[dimension]) break;
            source -= strides[dimension] * shape[dimension];
            index[dimension] = 0;
        }
    }
}
