// Single numbers from and to memory, in float32 or bfloat16.
#pragma once

#include <bit>

#include "convolution_block_loops.hpp"
#include "multiversion.hpp"

namespace frugal::loops {

FRUGAL_INLINE float load(const float *p) { return *p; }
FRUGAL_INLINE float load(const bfloat16 *p) { return std::bit_cast<float>(static_cast<uint32_t>(p->bits) << 16); }

FRUGAL_INLINE void store(float *p, float value) { *p = value; }
FRUGAL_INLINE void store(bfloat16 *p, float value) {
    // Round to nearest, ties to even; not-a-number keeps a set bit.
    uint32_t bits = std::bit_cast<uint32_t>(value);
    uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    p->bits = static_cast<uint16_t>(value != value ? 0x7FC0 : rounded);
}

}  // namespace frugal::loops
