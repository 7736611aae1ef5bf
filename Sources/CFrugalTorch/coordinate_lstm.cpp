#include "include/frugal_coordinate_lstm.h"

#include <c10/core/GradMode.h>

#include "internal.hpp"
#include "kernels/coordinate_lstm.hpp"

using namespace frugal;

extern "C" {

frugal_status frugal_coordinate_lstm(frugal_tensor inputs, frugal_tensor state, const frugal_tensor *parameters,
                                     frugal_int count, frugal_int layers, frugal_tensor *outs) {
    return attempt([&] {
        c10::NoGradGuard unrecorded;
        CoordinateLSTM lstm(borrow_list(parameters, count), layers);
        CoordinateRun run = coordinate_run(lstm, borrow(inputs), borrow(state));
        outs[0] = give(std::move(run.outputs));
        outs[1] = give(std::move(run.state));
    });
}

frugal_status frugal_coordinate_lstm_gradients(frugal_tensor inputs, frugal_tensor state, frugal_tensor toward_outputs,
                                               const frugal_tensor *parameters, frugal_int count, frugal_int layers,
                                               frugal_tensor *outs) {
    return attempt([&] {
        c10::NoGradGuard unrecorded;
        CoordinateLSTM lstm(borrow_list(parameters, count), layers);
        auto gradients = coordinate_gradients(lstm, borrow(inputs), borrow(state), borrow(toward_outputs));
        for (size_t i = 0; i < gradients.size(); ++i) outs[i] = give(std::move(gradients[i]));
    });
}

}  // extern "C"
