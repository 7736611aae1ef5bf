#include "include/frugal_losses.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/clamp_min.h>
#include <ATen/ops/cosine_similarity.h>
#include <ATen/ops/huber_loss.h>
#include <ATen/ops/kl_div.h>
#include <ATen/ops/l1_loss.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/multi_margin_loss.h>
#include <ATen/ops/nll_loss_nd.h>
#include <ATen/ops/pairwise_distance.h>
#include <ATen/ops/smooth_l1_loss.h>
#include <ATen/ops/triplet_margin_loss.h>

#include "internal.hpp"
#include "kernels/cross_entropy.hpp"

using namespace frugal;

namespace {
/// libtorch would broadcast where a loss means one target a prediction: a mistake that trains on nonsense.
void check_same(const at::Tensor &a, const at::Tensor &b) {
    TORCH_CHECK_VALUE(a.sizes() == b.sizes(), "predictions ", a.sizes(), " and targets ", b.sizes(),
                      " must have the same shape");
}
/// Class indices of any whole type; probabilities stay as they are.
at::Tensor classes(frugal_tensor handle) {
    at::Tensor labels = borrow(handle);
    return at::isIntegralType(labels.scalar_type(), false) ? labels.to(at::kLong) : labels;
}
}  // namespace

// A loss between two tensors of one shape.
#define FRUGAL_ELEMENTWISE_LOSS(name, parameters, expression)                                          \
    frugal_status frugal_##name(frugal_tensor left, frugal_tensor right, parameters, frugal_tensor *out) { \
        return attempt([&] {                                                                           \
            at::Tensor a = borrow(left), b = borrow(right);                                            \
            check_same(a, b);                                                                          \
            *out = give(expression);                                                                   \
        });                                                                                            \
    }
#define COMMA ,

extern "C" {

frugal_status frugal_cross_entropy(frugal_tensor logits, frugal_tensor target, frugal_tensor weights, double smoothing,
                                   int64_t ignored, int64_t reduction, frugal_tensor *out) {
    return attempt([&] {
        *out = give(cross_entropy(borrow(logits), classes(target), optional(weights), smoothing, ignored, reduction));
    });
}

frugal_status frugal_negative_log_likelihood(frugal_tensor log_probabilities, frugal_tensor labels,
                                             frugal_tensor weights, int64_t ignored, int64_t reduction,
                                             frugal_tensor *out) {
    return attempt([&] {
        *out = give(at::nll_loss_nd(borrow(log_probabilities), classes(labels), optional(weights), reduction, ignored));
    });
}

frugal_status frugal_binary_cross_entropy(frugal_tensor logits, frugal_tensor target, frugal_tensor positive_weight,
                                          int64_t reduction, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(logits), b = borrow(target);
        check_same(a, b);
        *out = give(at::binary_cross_entropy_with_logits(a, b, std::nullopt, optional(positive_weight), reduction));
    });
}

FRUGAL_ELEMENTWISE_LOSS(squared_error, int64_t reduction, at::mse_loss(a, b, reduction))
FRUGAL_ELEMENTWISE_LOSS(absolute_error, int64_t reduction, at::l1_loss(a, b, reduction))
FRUGAL_ELEMENTWISE_LOSS(huber, double delta COMMA int64_t reduction, at::huber_loss(a, b, reduction, delta))
FRUGAL_ELEMENTWISE_LOSS(smooth_absolute_error, double beta COMMA int64_t reduction,
                        at::smooth_l1_loss(a, b, reduction, beta))
FRUGAL_ELEMENTWISE_LOSS(divergence, int64_t reduction, at::kl_div(a, b, reduction))

frugal_status frugal_multiclass_hinge(frugal_tensor scores, frugal_tensor labels, double margin, int64_t reduction,
                                      frugal_tensor *out) {
    return attempt([&] {
        *out = give(at::multi_margin_loss(borrow(scores), classes(labels), 1, margin, std::nullopt, reduction));
    });
}

frugal_status frugal_triplet(frugal_tensor anchor, frugal_tensor positive, frugal_tensor negative, double margin,
                             int64_t reduction, frugal_tensor *out) {
    return attempt([&] {
        *out = give(at::triplet_margin_loss(borrow(anchor), borrow(positive), borrow(negative), margin, 2, 1e-6, false,
                                            reduction));
    });
}

frugal_status frugal_cosine_similarity(frugal_tensor a, frugal_tensor b, frugal_int dimension, frugal_tensor *out) {
    return attempt([&] { *out = give(at::cosine_similarity(borrow(a), borrow(b), dimension)); });
}

FRUGAL_BINARY(pairwise_distance, at::pairwise_distance(a, b))

frugal_status frugal_contrastive(frugal_tensor distances, frugal_tensor same, double margin, int64_t reduction,
                                 frugal_tensor *out) {
    return attempt([&] {
        at::Tensor distance = borrow(distances), y = borrow(same);
        check_same(distance, y);
        y = y.to(distance.scalar_type());
        at::Tensor apart = at::clamp_min(margin - distance, 0);
        at::Tensor loss = y * distance * distance + (1 - y) * apart * apart;
        *out = give(reduction == 0 ? loss : reduction == 1 ? loss.mean() : loss.sum());
    });
}

}  // extern "C"
