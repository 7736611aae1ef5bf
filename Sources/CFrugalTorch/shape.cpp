#include "include/frugal_shape.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/meshgrid.h>
#include <ATen/ops/pad.h>
#include <ATen/ops/stack.h>

#include "internal.hpp"

using namespace frugal;

namespace {
void give_list(const std::vector<at::Tensor> &tensors, frugal_int count, frugal_tensor *outs) {
    TORCH_CHECK_VALUE(static_cast<frugal_int>(tensors.size()) == count, "expected ", count, " parts, got ",
                      tensors.size());
    for (const at::Tensor &tensor : tensors) *outs++ = give(tensor);
}
}  // namespace

extern "C" {

frugal_status frugal_reshape(frugal_tensor a, const frugal_int *shape, frugal_int rank, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).reshape(list(shape, rank))); });
}

frugal_status frugal_flatten(frugal_tensor a, frugal_int first, frugal_int last, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).flatten(first, last)); });
}

frugal_status frugal_unflatten(frugal_tensor a, frugal_int dimension, const frugal_int *shape, frugal_int rank,
                               frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).unflatten(dimension, list(shape, rank))); });
}

frugal_status frugal_transpose(frugal_tensor a, frugal_int first, frugal_int second, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).transpose(first, second)); });
}

frugal_status frugal_permute(frugal_tensor a, const frugal_int *dimensions, frugal_int count, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).permute(list(dimensions, count))); });
}

frugal_status frugal_move_dimension(frugal_tensor a, frugal_int from, frugal_int to, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).movedim(from, to)); });
}

FRUGAL_UNARY(squeeze, a.squeeze())

frugal_status frugal_squeeze_dimension(frugal_tensor a, frugal_int dimension, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).squeeze(dimension)); });
}

frugal_status frugal_unsqueeze(frugal_tensor a, frugal_int dimension, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).unsqueeze(dimension)); });
}

frugal_status frugal_expand(frugal_tensor a, const frugal_int *shape, frugal_int rank, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).expand(list(shape, rank))); });
}

frugal_status frugal_tile(frugal_tensor a, const frugal_int *repeats, frugal_int count, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).tile(list(repeats, count))); });
}

frugal_status frugal_repeat_elements(frugal_tensor a, frugal_int repeats, frugal_int dimension, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).repeat_interleave(repeats, dimension)); });
}

frugal_status frugal_flip(frugal_tensor a, const frugal_int *dimensions, frugal_int count, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).flip(list(dimensions, count))); });
}

frugal_status frugal_roll(frugal_tensor a, const frugal_int *shifts, const frugal_int *dimensions, frugal_int count,
                          frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).roll(list(shifts, count), list(dimensions, count))); });
}

frugal_status frugal_rotate(frugal_tensor a, frugal_int quarter_turns, frugal_int first, frugal_int second,
                            frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).rot90(quarter_turns, {first, second})); });
}

frugal_status frugal_pad(frugal_tensor a, const frugal_int *padding, frugal_int count, const char *mode, double value,
                         frugal_tensor *out) {
    return attempt([&] {
        bool constant = std::string_view(mode) == "constant";
        *out = give(at::pad(borrow(a), list(padding, count), mode, constant ? std::optional(value) : std::nullopt));
    });
}

frugal_status frugal_narrow(frugal_tensor a, frugal_int dimension, frugal_int start, frugal_int length,
                            frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).narrow(dimension, start, length)); });
}

frugal_status frugal_unfold(frugal_tensor a, frugal_int dimension, frugal_int size, frugal_int step,
                            frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).unfold(dimension, size, step)); });
}

frugal_status frugal_lower_triangle(frugal_tensor a, frugal_int diagonal, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).tril(diagonal)); });
}

frugal_status frugal_upper_triangle(frugal_tensor a, frugal_int diagonal, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).triu(diagonal)); });
}

frugal_status frugal_diagonal(frugal_tensor a, frugal_int offset, frugal_int first, frugal_int second,
                              frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).diagonal(offset, first, second)); });
}

frugal_status frugal_diagonal_matrix(frugal_tensor a, frugal_int offset, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).diag_embed(offset)); });
}

frugal_status frugal_concatenate(const frugal_tensor *list, frugal_int count, frugal_int dimension,
                                 frugal_tensor *out) {
    return attempt([&] { *out = give(at::cat(borrow_list(list, count), dimension)); });
}

frugal_status frugal_stack(const frugal_tensor *list, frugal_int count, frugal_int dimension, frugal_tensor *out) {
    return attempt([&] { *out = give(at::stack(borrow_list(list, count), dimension)); });
}

frugal_status frugal_split(frugal_tensor a, const frugal_int *sizes, frugal_int count, frugal_int dimension,
                           frugal_tensor *outs) {
    return attempt([&] { give_list(borrow(a).split_with_sizes(list(sizes, count), dimension), count, outs); });
}

frugal_status frugal_mesh_grid(const frugal_tensor *list, frugal_int count, frugal_tensor *outs) {
    return attempt([&] { give_list(at::meshgrid(borrow_list(list, count), "ij"), count, outs); });
}

}  // extern "C"
