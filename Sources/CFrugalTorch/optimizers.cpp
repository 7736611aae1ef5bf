// The update rules, as PyTorch's reference implementations (torch/optim, `_single_tensor_*`) state them.
#include "include/frugal_optimizers.h"

#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>

#include "slots.hpp"

using namespace frugal;

namespace {
/// The gradient with weight decay, in the precision of the computation.
template <class Math, class Element>
[[gnu::always_inline]] inline Math decayed(Element gradient, Element parameter, Math weight_decay) {
    return static_cast<Math>(gradient) + weight_decay * static_cast<Math>(parameter);
}

/// `std::sqrt` sets errno, which keeps a loop from being vectorised.
template <class Math> [[gnu::always_inline]] inline Math square_root(Math x) {
#if __has_builtin(__builtin_elementwise_sqrt)
    return __builtin_elementwise_sqrt(x);
#else
    return std::sqrt(x);
#endif
}
}  // namespace

extern "C" {

frugal_status frugal_sgd_step(const frugal_slot *slots, frugal_int count, double rate, double momentum,
                              double dampening, double weight_decay, bool nesterov) {
    return attempt([&] {
        Slots(slots, count).run([&](size_t slot, auto zero, const auto &loop) {
            using Math = decltype(zero);
            Math lr = rate, mu = momentum, wd = weight_decay;
            // The first buffer is the gradient itself, undampened.
            Math keep = slots[slot].fresh ? 0 : mu, take = slots[slot].fresh ? 1 : 1 - dampening;
            if (momentum == 0) {
                loop(FRUGAL_RULE { p = Math(p) - lr * decayed<Math>(g, p, wd); });
            } else if (nesterov) {
                loop(FRUGAL_RULE {
                    Math gradient = decayed<Math>(g, p, wd), buffer = keep * Math(a[i]) + take * gradient;
                    a[i] = buffer;
                    p = Math(p) - lr * (gradient + mu * buffer);
                });
            } else {
                loop(FRUGAL_RULE {
                    Math buffer = keep * Math(a[i]) + take * decayed<Math>(g, p, wd);
                    a[i] = buffer;
                    p = Math(p) - lr * buffer;
                });
            }
        });
    });
}

frugal_status frugal_adam_step(const frugal_slot *slots, frugal_int count, double rate, double beta1, double beta2,
                               double epsilon, double weight_decay, bool decoupled) {
    return attempt([&] {
        Slots(slots, count).run([&](size_t slot, auto zero, const auto &loop) {
            using Math = decltype(zero);
            auto step = static_cast<double>(slots[slot].step);
            Math size = rate / (1 - std::pow(beta1, step)), root = std::sqrt(1 - std::pow(beta2, step));
            Math w1 = 1 - beta1, b2 = beta2, w2 = 1 - beta2, eps = epsilon;
            Math wd = decoupled ? 0 : weight_decay, shrink = decoupled ? 1 - rate * weight_decay : 1;
            loop(FRUGAL_RULE {
                Math gradient = decayed<Math>(g, p, wd), m = a[i], v = b[i];
                m = m + w1 * (gradient - m);
                v = b2 * v + w2 * gradient * gradient;
                a[i] = m;
                b[i] = v;
                p = Math(p) * shrink - size * m / (square_root(v) / root + eps);
            });
        });
    });
}

frugal_status frugal_rmsprop_step(const frugal_slot *slots, frugal_int count, double rate, double smoothing,
                                  double epsilon, double weight_decay, double momentum) {
    return attempt([&] {
        Slots(slots, count).run([&](size_t slot, auto zero, const auto &loop) {
            using Math = decltype(zero);
            Math lr = rate, keep = smoothing, take = 1 - smoothing, eps = epsilon, wd = weight_decay, mu = momentum;
            bool centered = slots[slot].memory[1] != nullptr, buffered = slots[slot].memory[2] != nullptr;
            auto step = [=](auto is_centered, auto is_buffered) {
                loop(FRUGAL_RULE {
                    Math gradient = decayed<Math>(g, p, wd), square = keep * Math(a[i]) + take * gradient * gradient;
                    a[i] = square;
                    if constexpr (decltype(is_centered)::value) {
                        Math mean = Math(b[i]) + take * (gradient - Math(b[i]));
                        b[i] = mean;
                        square -= mean * mean;
                    }
                    Math move = gradient / (square_root(square) + eps);
                    if constexpr (decltype(is_buffered)::value) {
                        move += mu * Math(c[i]);
                        c[i] = move;
                    }
                    p = Math(p) - lr * move;
                });
            };
            std::true_type yes;
            std::false_type no;
            if (centered) return buffered ? step(yes, yes) : step(yes, no);
            return buffered ? step(no, yes) : step(no, no);
        });
    });
}

frugal_status frugal_asgd_step(const frugal_slot *slots, frugal_int count, double rate, double decay, double power,
                               double averaging_start, double weight_decay) {
    return attempt([&] {
        Slots(slots, count).run([&](size_t slot, auto zero, const auto &loop) {
            using Math = decltype(zero);
            auto before = static_cast<double>(slots[slot].step - 1);
            double falling = rate / std::pow(1 + decay * rate * before, power);
            Math eta = falling, shrink = 1 - decay * falling, wd = weight_decay;
            Math mu = 1 / std::max(1.0, before - averaging_start);
            loop(FRUGAL_RULE {
                Math moved = Math(p) * shrink - eta * decayed<Math>(g, p, wd), average = a[i];
                p = moved;
                a[i] = mu == 1 ? moved : average + (moved - average) * mu;
            });
        });
    });
}

frugal_status frugal_blend(const frugal_slot *slots, frugal_int count) {
    return attempt([&] {
        Slots(slots, count).run([&](size_t slot, auto zero, const auto &loop) {
            using Math = decltype(zero);
            Math weight = slots[slot].weight;
            loop(FRUGAL_RULE { p = weight == 1 ? Math(g) : Math(p) + weight * (Math(g) - Math(p)); });
        });
    });
}

frugal_status frugal_global_norm(const frugal_tensor *tensors, frugal_int count, double *out) {
    return attempt([&] {
        double squares = 0;
        for (frugal_int i = 0; i < count; ++i) {
            if (tensors[i] == nullptr) continue;
            at::Tensor tensor = borrow(tensors[i]);
            at::Tensor precise = at::isFloatingType(tensor.scalar_type()) ? tensor : tensor.to(at::kFloat);
            double norm = at::linalg_vector_norm(precise, 2, {}, false, at::kDouble).item<double>();
            squares += norm * norm;
        }
        *out = std::sqrt(squares);
    });
}

frugal_status frugal_scale_list(const frugal_tensor *tensors, frugal_int count, double factor) {
    return attempt([&] {
        for (frugal_int i = 0; i < count; ++i) borrow(tensors[i]).mul_(factor);
    });
}

frugal_status frugal_clamp_list(const frugal_tensor *tensors, frugal_int count, double low, double high) {
    return attempt([&] {
        for (frugal_int i = 0; i < count; ++i) borrow(tensors[i]).clamp_(low, high);
    });
}

frugal_status frugal_all_finite(frugal_tensor tensor, bool *out) {
    return attempt([&] { *out = at::isfinite(borrow(tensor)).all().item<bool>(); });
}

frugal_status frugal_zeros_in_layout(frugal_tensor handle, frugal_tensor *out) {
    return attempt([&] { *out = give(at::zeros_like(borrow(handle))); });
}

}  // extern "C"
