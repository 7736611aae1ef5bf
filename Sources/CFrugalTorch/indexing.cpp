#define AT_PER_OPERATOR_HEADERS
#include "include/frugal_indexing.h"

#include <ATen/TensorIndexing.h>
#include <ATen/ops/zeros.h>

#include "internal.hpp"

using namespace frugal;

namespace {
/// Torch cuts a range to what there is; here a bound that lies outside is a mistake, as with Swift's arrays.
int64_t bound(frugal_int value, int64_t length) {
    int64_t place = value < 0 ? value + length : value;
    TORCH_CHECK_INDEX(place >= 0 && place <= length, "bound ", value, " lies outside a dimension of length ", length);
    return place;
}

std::vector<at::indexing::TensorIndex> places(const at::Tensor &a, const frugal_index *indices, frugal_int count,
                                              const frugal_tensor *tensors, frugal_int tensor_count) {
    std::vector<at::Tensor> given = borrow_list(tensors, tensor_count);
    int64_t used = 0;
    size_t next = 0;
    for (frugal_int i = 0; i < count; ++i) {
        if (indices[i].kind == FRUGAL_INDEX_TENSOR) {
            TORCH_CHECK_INDEX(next < given.size(), "an index tensor is missing");
            used += given[next].scalar_type() == at::kBool ? given[next].dim() : 1;
            ++next;
        } else if (indices[i].kind <= FRUGAL_INDEX_RANGE) {
            ++used;
        }
    }
    TORCH_CHECK_INDEX(used <= a.dim(), used, " indices for a tensor of ", a.dim(), " dimensions");

    std::vector<at::indexing::TensorIndex> result;
    int64_t dimension = 0;
    next = 0;
    for (frugal_int i = 0; i < count; ++i) {
        const frugal_index &index = indices[i];
        switch (index.kind) {
        case FRUGAL_INDEX_AT: {
            int64_t length = a.size(dimension++);
            TORCH_CHECK_INDEX(index.start >= -length && index.start < length, "index ", index.start,
                              " lies outside a dimension of length ", length);
            result.emplace_back(static_cast<int64_t>(index.start));
            break;
        }
        case FRUGAL_INDEX_RANGE: {
            TORCH_CHECK_INDEX(index.step > 0, "a step must be positive, got ", index.step, "; see flipped(along:)");
            int64_t length = a.size(dimension++);
            int64_t start = bound(index.start, length), stop = index.to_end ? length : bound(index.stop, length);
            TORCH_CHECK_INDEX(start <= stop, "a range from ", start, " to ", stop, " runs backwards");
            result.emplace_back(at::indexing::Slice(start, stop, index.step));
            break;
        }
        case FRUGAL_INDEX_ELLIPSIS:
            result.emplace_back(at::indexing::Ellipsis);
            dimension += a.dim() - used;
            break;
        case FRUGAL_INDEX_NEW_AXIS:
            result.emplace_back(at::indexing::None);
            break;
        case FRUGAL_INDEX_TENSOR: {
            const at::Tensor &tensor = given[next++];
            dimension += tensor.scalar_type() == at::kBool ? tensor.dim() : 1;
            result.emplace_back(tensor.scalar_type() == at::kInt ? tensor.to(at::kLong) : tensor);
            break;
        }
        }
    }
    return result;
}
}  // namespace

#define AT_INDICES(name, expression)                                                                        \
    frugal_status frugal_##name(frugal_tensor handle, frugal_int dimension, frugal_tensor places,            \
                                frugal_tensor given, frugal_tensor *out) {                                   \
        return attempt([&] {                                                                                 \
            at::Tensor a = borrow(handle), indices = borrow(places), values = borrow(given);                 \
            *out = give(expression);                                                                         \
        });                                                                                                  \
    }

extern "C" {

frugal_status frugal_get(frugal_tensor handle, const frugal_index *indices, frugal_int count,
                         const frugal_tensor *tensors, frugal_int tensor_count, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        *out = give(at::indexing::get_item(a, places(a, indices, count, tensors, tensor_count)));
    });
}

frugal_status frugal_set(frugal_tensor handle, const frugal_index *indices, frugal_int count,
                         const frugal_tensor *tensors, frugal_int tensor_count, frugal_tensor value) {
    return attempt([&] {
        at::Tensor a = borrow(handle);
        at::indexing::set_item(a, places(a, indices, count, tensors, tensor_count),
                               borrow(value).to(a.device(), a.scalar_type()));
    });
}

frugal_status frugal_gather(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).gather(dimension, borrow(indices))); });
}

frugal_status frugal_index_select(frugal_tensor a, frugal_int dimension, frugal_tensor indices, frugal_tensor *out) {
    return attempt([&] { *out = give(borrow(a).index_select(dimension, borrow(indices))); });
}

AT_INDICES(scatter, a.scatter(dimension, indices, values))
AT_INDICES(scatter_add, a.scatter_add(dimension, indices, values))
AT_INDICES(index_add, a.index_add(dimension, indices, values))
AT_INDICES(index_copy, a.index_copy(dimension, indices, values))
FRUGAL_BINARY(masked_select, a.masked_select(b))
FRUGAL_UNARY(nonzero, a.nonzero())

frugal_status frugal_one_hot(frugal_tensor handle, frugal_int classes, int32_t dtype, frugal_tensor *out) {
    return attempt([&] {
        at::Tensor labels = borrow(handle).to(at::kLong);
        std::vector<int64_t> shape = labels.sizes().vec();
        shape.push_back(classes);
        at::Tensor zeros = at::zeros(shape, labels.options().dtype(scalar_type(dtype)));
        *out = give(zeros.scatter_(-1, labels.unsqueeze(-1), 1));
    });
}

}  // extern "C"
