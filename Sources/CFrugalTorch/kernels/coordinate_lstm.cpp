#include "coordinate_lstm.hpp"

#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <utility>

#include "../include/frugal_cost.h"
#include "../parallel.hpp"
#include "coordinate_lstm_loops.hpp"
#include "data.hpp"

namespace frugal {
namespace {

using at::Tensor;
constexpr int64_t lanes = loops::coordinate_lanes;

/// Parts whose gradients are summed apart: a fixed number, so that the sum does not depend on the number of threads.
constexpr int64_t parts = 8;

void check(const Tensor &tensor, at::IntArrayRef shape, const char *name) {
    TORCH_CHECK_VALUE(tensor.sizes() == shape, name, " must be ", shape, ", got ", tensor.sizes());
    TORCH_CHECK_VALUE(tensor.scalar_type() == at::kFloat && tensor.is_cpu(), name, " must be float32 on the processor");
}

/// The transposes of a stack's weights, and pointers to all.
struct Weights {
    std::vector<Tensor> owners;
    std::vector<loops::CoordinateLayer> layers;
    const float *output;
    float output_bias;

    explicit Weights(const CoordinateLSTM &lstm) {
        for (int64_t l = 0; l < lstm.depth; ++l) {
            const Tensor *own = &lstm.parameters[static_cast<size_t>(3 * l)];
            size_t first = owners.size();
            for (int64_t i = 0; i < 3; ++i) owners.push_back(own[i].contiguous());
            for (int64_t i = 0; i < 2; ++i) owners.push_back(own[i].t().contiguous());
            const Tensor *all = &owners[first];
            layers.push_back({data<float>(all[0]), data<float>(all[1]), data<float>(all[2]), data<float>(all[3]),
                              data<float>(all[4]), own[0].size(1)});
        }
        owners.push_back(lstm.parameters[lstm.parameters.size() - 2].contiguous());
        output = data<float>(owners.back());
        output_bias = lstm.parameters.back().item<float>();
    }
};

/// The memory of one block of coordinates through all steps, used again for the next block.
struct Workspace {
    std::vector<float> floats;
    std::vector<loops::CoordinateMemory> memory;
    float *inputs, *outputs;
    loops::CoordinateStack stack;

    Workspace(const CoordinateLSTM &lstm, const Weights &weights, int64_t steps) {
        int64_t units = lstm.units, row = steps * lanes, layer = units * (7 * row + 4 * lanes);
        floats.resize(static_cast<size_t>(lstm.depth * layer + (lstm.inputs + 1) * row));
        float *next = floats.data();
        auto take = [&](int64_t count) { return std::exchange(next, next + count); };
        for (int64_t l = 0; l < lstm.depth; ++l) {
            memory.push_back({take(4 * units * row), take(units * (row + lanes)), take(units * row),
                              take(units * (row + lanes)), take(units * lanes), take(units * lanes)});
        }
        inputs = take(lstm.inputs * row);
        outputs = take(row);
        stack = {weights.layers.data(), memory.data(), weights.output, weights.output_bias, lstm.depth, units, steps};
    }

    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    /// Copies the inputs [steps, inputs, N] and the state [2 depth units, N] of a block here. Lanes past the end are zero.
    void load(const float *given, int64_t width, const float *state, int64_t count, int64_t first) {
        int64_t present = std::min(lanes, count - first), steps = stack.steps;
        if (present < lanes) std::fill(floats.begin(), floats.end(), 0.0F);
        for (int64_t t = 0; t < steps; ++t) {
            for (int64_t k = 0; k < width; ++k) {
                std::copy_n(given + (t * width + k) * count + first, present, inputs + (k * steps + t) * lanes);
            }
        }
        each_state([&](float *slot, int64_t row) { std::copy_n(state + row * count + first, present, slot); }, 0);
    }

    /// Copies the state after the last step to `state`.
    void store(float *state, int64_t count, int64_t first) {
        int64_t present = std::min(lanes, count - first);
        each_state([&](float *slot, int64_t row) { std::copy_n(slot, present, state + row * count + first); },
                   stack.steps);
    }

  private:
    template <class Body> void each_state(const Body &body, int64_t step) {
        int64_t units = stack.units, longer = (stack.steps + 1) * lanes;
        for (int64_t l = 0; l < stack.depth; ++l) {
            for (int64_t u = 0; u < units; ++u) {
                const auto &own = memory[static_cast<size_t>(l)];
                body(own.hidden + u * longer + step * lanes, 2 * l * units + u);
                body(own.cell + u * longer + step * lanes, (2 * l + 1) * units + u);
            }
        }
    }
};

int64_t multiply_adds(const CoordinateLSTM &lstm, int64_t coordinate_steps) {
    int64_t each = 0;
    for (const Tensor &parameter : lstm.parameters) each += parameter.dim() == 2 ? parameter.numel() : 0;
    return coordinate_steps * each;
}

void check(const CoordinateLSTM &lstm, const Tensor &inputs, const Tensor &state) {
    TORCH_CHECK_VALUE(inputs.dim() == 3, "inputs must be [steps, inputs, coordinates], got ", inputs.sizes());
    check(inputs, {inputs.size(0), lstm.inputs, inputs.size(2)}, "inputs");
    check(state, {2 * lstm.depth * lstm.units, inputs.size(2)}, "the state");
}

}  // namespace

CoordinateLSTM::CoordinateLSTM(std::vector<Tensor> given, int64_t layers)
    : parameters(std::move(given)), depth(layers) {
    TORCH_CHECK_VALUE(depth > 0 && parameters.size() == static_cast<size_t>(3 * depth + 2), depth,
                      " layers have ", 3 * depth + 2, " parameters, got ", parameters.size());
    TORCH_CHECK_VALUE(parameters[0].dim() == 2 && parameters[1].dim() == 2, "weights must be matrices");
    inputs = parameters[0].size(1);
    units = parameters[1].size(1);
    for (int64_t l = 0; l < depth; ++l) {
        const Tensor *own = &parameters[static_cast<size_t>(3 * l)];
        check(own[0], {4 * units, l == 0 ? inputs : units}, "an input weight");
        check(own[1], {4 * units, units}, "a hidden weight");
        check(own[2], {4 * units}, "a bias");
    }
    check(parameters[parameters.size() - 2], {1, units}, "the output weight");
    check(parameters.back(), {1}, "the output bias");
}

CoordinateRun coordinate_run(const CoordinateLSTM &lstm, const Tensor &given, const Tensor &before) {
    check(lstm, given, before);
    Tensor inputs = given.contiguous(), state = before.contiguous();
    int64_t steps = inputs.size(0), count = inputs.size(2), blocks = (count + lanes - 1) / lanes;
    CoordinateRun result{at::empty({steps, count}, inputs.options()), at::empty_like(state)};
    Weights weights(lstm);
    over_blocks(blocks, blocks_of(blocks), [&](int64_t, int64_t begin, int64_t end) {
        Workspace space(lstm, weights, steps);
        for (int64_t block = begin; block < end; ++block) {
            int64_t first = block * lanes, present = std::min(lanes, count - first);
            space.load(data<float>(inputs), lstm.inputs, data<float>(state), count, first);
            loops::coordinate_forward(space.stack, space.inputs, space.outputs);
            for (int64_t t = 0; t < steps; ++t) {
                std::copy_n(space.outputs + t * lanes, present,
                            mutable_data<float>(result.outputs) + t * count + first);
            }
            space.store(mutable_data<float>(result.state), count, first);
        }
    });
    frugal_cost_add(multiply_adds(lstm, steps * count));
    return result;
}

std::vector<Tensor> coordinate_gradients(const CoordinateLSTM &lstm, const Tensor &given, const Tensor &before,
                                         const Tensor &toward) {
    check(lstm, given, before);
    int64_t steps = given.size(0), count = given.size(2), blocks = (count + lanes - 1) / lanes;
    check(toward, {steps, count}, "gradients of the outputs");
    Tensor inputs = given.contiguous(), state = before.contiguous(), outputs = toward.contiguous();
    Weights weights(lstm);
    std::vector<std::vector<Tensor>> sums(static_cast<size_t>(parts));
    over_blocks(blocks, parts, [&](int64_t part, int64_t begin, int64_t end) {
        auto &own = sums[static_cast<size_t>(part)];
        for (const Tensor &parameter : lstm.parameters) own.push_back(at::zeros(parameter.sizes(), inputs.options()));
        // The last map and its bias share one row.
        Tensor last = at::zeros({lstm.units + 1}, inputs.options());
        std::vector<loops::CoordinateGradients> gradients;
        for (size_t l = 0; l < static_cast<size_t>(lstm.depth); ++l) {
            gradients.push_back({mutable_data<float>(own[3 * l]), mutable_data<float>(own[3 * l + 1]),
                                 mutable_data<float>(own[3 * l + 2])});
        }
        Workspace space(lstm, weights, steps);
        std::vector<float> errors(static_cast<size_t>(steps * lanes));
        for (int64_t block = begin; block < end; ++block) {
            int64_t first = block * lanes, present = std::min(lanes, count - first);
            space.load(data<float>(inputs), lstm.inputs, data<float>(state), count, first);
            std::fill(errors.begin(), errors.end(), 0.0F);
            for (int64_t t = 0; t < steps; ++t) {
                std::copy_n(data<float>(outputs) + t * count + first, present, errors.data() + t * lanes);
            }
            loops::coordinate_forward(space.stack, space.inputs, space.outputs);
            loops::coordinate_backward(space.stack, space.inputs, errors.data(), gradients.data(),
                                       mutable_data<float>(last));
        }
        own[own.size() - 2].copy_(last.narrow(0, 0, lstm.units).unsqueeze(0));
        own.back().copy_(last.narrow(0, lstm.units, 1));
    });
    for (size_t part = 1; part < sums.size(); ++part) {
        for (size_t i = 0; i < sums[0].size(); ++i) sums[0][i].add_(sums[part][i]);
    }
    frugal_cost_add(3 * multiply_adds(lstm, steps * count));
    return sums[0];
}

}  // namespace frugal
