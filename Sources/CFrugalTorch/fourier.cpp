#include "include/frugal_fourier.h"

#include <ATen/ops/fft_fftn.h>
#include <ATen/ops/fft_ifftn.h>
#include <ATen/ops/fft_irfftn.h>
#include <ATen/ops/fft_rfftn.h>
#include <ATen/ops/view_as_complex.h>
#include <ATen/ops/view_as_real.h>

#include "internal.hpp"

using namespace frugal;

namespace {
at::Tensor complex_of(const at::Tensor &pairs) { return at::view_as_complex(pairs.contiguous()); }

at::Tensor pairs_of(const at::Tensor &complex) { return at::view_as_real(complex.resolve_conj()); }
}  // namespace

extern "C" {

frugal_status frugal_fft(frugal_tensor a, const frugal_int *dimensions, frugal_int count, bool inverse,
                         frugal_tensor *out) {
    return attempt([&] {
        at::Tensor input = complex_of(borrow(a));
        auto over = list(dimensions, count);
        *out = give(pairs_of(inverse ? at::fft_ifftn(input, std::nullopt, over)
                                     : at::fft_fftn(input, std::nullopt, over)));
    });
}

frugal_status frugal_real_fft(frugal_tensor a, const frugal_int *dimensions, frugal_int count, frugal_tensor *out) {
    return attempt([&] {
        *out = give(pairs_of(at::fft_rfftn(borrow(a), std::nullopt, list(dimensions, count))));
    });
}

frugal_status frugal_inverse_real_fft(frugal_tensor a, const frugal_int *dimensions, frugal_int count,
                                      frugal_int length, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor input = complex_of(borrow(a));
        auto over = list(dimensions, count);
        if (length < 0) {
            *out = give(at::fft_irfftn(input, std::nullopt, over));
            return;
        }
        std::vector<int64_t> sizes;
        for (int64_t dimension : over) sizes.push_back(input.size(dimension));
        TORCH_CHECK_VALUE(!sizes.empty(), "no dimension to transform");
        sizes.back() = length;
        *out = give(at::fft_irfftn(input, sizes, over));
    });
}

}  // extern "C"
