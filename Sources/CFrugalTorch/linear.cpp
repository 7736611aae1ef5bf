#include "linear.hpp"

#include "include/frugal_linear.h"
#include "internal.hpp"

extern "C" frugal_status frugal_linear(frugal_tensor x, frugal_tensor weight, frugal_tensor bias, frugal_tensor *out) {
    return frugal::attempt([&] {
        *out = frugal::give(frugal::affine(frugal::borrow(x), frugal::borrow(weight), frugal::optional(bias)));
    });
}
