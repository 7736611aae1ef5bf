// Runs one rule over all elements of a list of parameters: one pass over memory, all threads, the widest instructions.
#pragma once

#include <ATen/OpMathType.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <array>
#include <vector>

#include "include/frugal_optimizers.h"
#include "internal.hpp"
#include "parallel.hpp"

#if defined(__x86_64__)
#define FRUGAL_WIDE 1
#endif

namespace frugal {

/// Elements of one parameter: parameter, gradient, three memories (null where there is none).
struct Stretch {
    at::ScalarType type;
    std::array<void *, 5> data;
    int64_t count;
    size_t slot;
};

/// Elements a thread takes at a time: small enough to share out, large enough not to notice.
constexpr int64_t chunk_size = 8192;

template <class Element, class Rule>
[[gnu::always_inline]] inline void loop(const Rule rule, int64_t count, Element *__restrict p,
                                        const Element *__restrict g, Element *__restrict a, Element *__restrict b,
                                        Element *__restrict c) {
    for (int64_t i = 0; i < count; ++i) rule(i, p[i], g[i], a, b, c);
}

template <class Element, class Rule>
void plain_loop(const Rule rule, int64_t count, Element *__restrict p, const Element *__restrict g,
                Element *__restrict a, Element *__restrict b, Element *__restrict c) {
    loop(rule, count, p, g, a, b, c);
}

#ifdef FRUGAL_WIDE
template <class Element, class Rule>
[[gnu::target("avx2,fma")]] void wide_loop(const Rule rule, int64_t count, Element *__restrict p,
                                           const Element *__restrict g, Element *__restrict a, Element *__restrict b,
                                           Element *__restrict c) {
    loop(rule, count, p, g, a, b, c);
}
inline bool has_wide() {
    static const bool answer = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return answer;
}
#endif

/// A tensor with the strides of `like`: itself, or a copy.
inline at::Tensor in_layout(const at::Tensor &tensor, const at::Tensor &like) {
    if (tensor.strides() == like.strides() && tensor.scalar_type() == like.scalar_type()) return tensor;
    at::Tensor copy = at::empty_like(like);
    copy.copy_(tensor);
    return copy;
}

/// What a rule works on: the tensors of a slot in one layout on the processor, and where results go afterwards.
class Slots {
public:
    Slots(const frugal_slot *slots, frugal_int count) {
        stretches.reserve(static_cast<size_t>(count));
        for (frugal_int i = 0; i < count; ++i) add(slots[i], static_cast<size_t>(i));
    }

    /// Runs `rule_for(slot)`, a rule `(i, parameter, gradient, a, b, c)`, on every element `i`.
    template <class RuleFor> void run(const RuleFor &rule_for) {
        int64_t total = 0;
        for (const Stretch &stretch : stretches) total += stretch.count;
        if (total < worth_sharing) {
            for (const Stretch &stretch : stretches) apply(rule_for, stretch, 0, stretch.count);
        } else {
            run_chunks(rule_for);
        }
        for (auto &[target, source] : write_back) target.copy_(source);
    }

private:
    std::vector<Stretch> stretches;
    std::vector<at::Tensor> kept;
    std::vector<std::pair<at::Tensor, at::Tensor>> write_back;

    void add(const frugal_slot &slot, size_t index) {
        at::Tensor target = borrow(slot.parameter), gradient = borrow(slot.gradient);
        TORCH_CHECK_VALUE(target.sizes() == gradient.sizes(), "parameter ", index, " has shape ", target.sizes(),
                          " and its gradient ", gradient.sizes());
        TORCH_CHECK_VALUE(at::isFloatingType(target.scalar_type()), "parameter ", index, " is ", target.scalar_type(),
                          "; only numbers with fractions are learned by gradients");
        // On another device the step is computed here: right everywhere, fast where models are trained.
        at::Tensor parameter = target.device().is_cpu() ? target : target.cpu();
        if (!parameter.is_non_overlapping_and_dense()) parameter = parameter.contiguous();
        if (!parameter.is_same(target)) write_back.emplace_back(target, parameter);
        at::Tensor like_parameter = in_layout(gradient.to(parameter.device()), parameter);
        Stretch stretch{parameter.scalar_type(),
                        {parameter.mutable_data_ptr(), const_cast<void *>(like_parameter.const_data_ptr())},
                        parameter.numel(),
                        index};
        if (!like_parameter.is_same(gradient)) kept.push_back(like_parameter);
        for (size_t m = 0; m < 3; ++m) {
            if (slot.memory[m] == nullptr) continue;
            at::Tensor memory = borrow(slot.memory[m]);
            TORCH_CHECK_VALUE(memory.sizes() == target.sizes(), "parameter ", index, " has shape ", target.sizes(),
                              " and what the optimiser remembers of it ", memory.sizes());
            at::Tensor work = in_layout(memory.to(parameter.device()), parameter);
            if (!work.is_same(memory)) write_back.emplace_back(memory, work);
            stretch.data[2 + m] = work.mutable_data_ptr();
        }
        stretches.push_back(stretch);
    }

    template <class RuleFor> void run_chunks(const RuleFor &rule_for) {
        struct Chunk {
            const Stretch *stretch;
            int64_t begin;
        };
        std::vector<Chunk> chunks;
        for (const Stretch &stretch : stretches) {
            for (int64_t begin = 0; begin < stretch.count; begin += chunk_size) chunks.push_back({&stretch, begin});
        }
        over_each(static_cast<int64_t>(chunks.size()), [&](int64_t i) {
            const Chunk &chunk = chunks[static_cast<size_t>(i)];
            apply(rule_for, *chunk.stretch, chunk.begin, std::min(chunk.begin + chunk_size, chunk.stretch->count));
        });
    }

    template <class RuleFor>
    static void apply(const RuleFor &rule_for, const Stretch &stretch, int64_t begin, int64_t end) {
        switch (stretch.type) {
        case at::kFloat: return apply_as<float>(rule_for, stretch, begin, end);
        case at::kDouble: return apply_as<double>(rule_for, stretch, begin, end);
        case at::kBFloat16: return apply_as<c10::BFloat16>(rule_for, stretch, begin, end);
        case at::kHalf: return apply_as<c10::Half>(rule_for, stretch, begin, end);
        default: TORCH_CHECK_VALUE(false, "parameters of ", stretch.type, " are not trained");
        }
    }

    template <class Element, class RuleFor>
    static void apply_as(const RuleFor &rule_for, const Stretch &stretch, int64_t begin, int64_t end) {
        auto from = [&](size_t which) {
            auto *start = static_cast<Element *>(stretch.data[which]);
            return start == nullptr ? nullptr : start + begin;
        };
        rule_for(stretch.slot, at::opmath_type<Element>(), [&](const auto &rule) {
            auto *run = plain_loop<Element, std::decay_t<decltype(rule)>>;
#ifdef FRUGAL_WIDE
            if (has_wide()) run = wide_loop<Element, std::decay_t<decltype(rule)>>;
#endif
            run(rule, end - begin, from(0), from(1), from(2), from(3), from(4));
        });
    }
};

}  // namespace frugal

/// The body of a rule: inlined into each of the loops above, so that it is compiled for their instructions.
#define FRUGAL_RULE                                                                                       \
    [=]([[maybe_unused]] int64_t i, auto &p, const auto &g, [[maybe_unused]] auto *a,                     \
        [[maybe_unused]] auto *b, [[maybe_unused]] auto *c) __attribute__((always_inline))
