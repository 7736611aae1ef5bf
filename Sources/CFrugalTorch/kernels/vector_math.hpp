// Functions that a compiler can turn into vector code: no branches, no calls.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include "multiversion.hpp"

namespace frugal::loops {

/// e to the x, to about two units in the last place: 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2] whose coefficients
/// are those of the Taylor series. Below -87 it is zero, above 88 infinity; not-a-number stays.
FRUGAL_INLINE float exponential(float x) {
    float bounded = x < -87.3F ? -87.3F : x;
    bounded = bounded > 88.7F ? 88.7F : bounded;
    float n = __builtin_rintf(bounded * 1.44269504F);
    // ln 2 in two parts, so that the difference is exact.
    float r = bounded - n * 0.693359375F + n * 2.12194440e-4F;
    float p = 1.0F / 5040;
    p = p * r + 1.0F / 720;
    p = p * r + 1.0F / 120;
    p = p * r + 1.0F / 24;
    p = p * r + 1.0F / 6;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    // n may be 128, so half of it goes into each factor.
    auto whole = static_cast<int32_t>(n), half = whole >> 1;
    float low = std::bit_cast<float>((half + 127) << 23), high = std::bit_cast<float>((whole - half + 127) << 23);
    float result = p * low * high;
    result = x < -87.3F ? 0.0F : result;
    result = x > 88.7F ? std::numeric_limits<float>::infinity() : result;
    return x != x ? x : result;
}

}  // namespace frugal::loops
