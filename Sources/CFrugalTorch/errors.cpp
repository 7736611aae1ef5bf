#include <c10/util/Exception.h>

#include <new>
#include <string>

#include "internal.hpp"

namespace frugal {
namespace {
thread_local std::string last_error;

frugal_status remember(frugal_status kind, std::string message) noexcept {
    try {
        // libtorch appends where it threw in C++; a reader of the message cannot use that.
        auto trace = message.find("\nException raised from");
        if (trace != std::string::npos) message.resize(trace);
        last_error = std::move(message);
    } catch (...) {
        last_error.clear();
    }
    return kind;
}
}  // namespace

frugal_status remember_current_exception() noexcept {
    try {
        throw;
    } catch (const c10::OutOfMemoryError &error) {
        return remember(FRUGAL_OUT_OF_MEMORY, error.what_without_backtrace());
    } catch (const c10::IndexError &error) {
        return remember(FRUGAL_INDEX, error.what_without_backtrace());
    } catch (const c10::NotImplementedError &error) {
        return remember(FRUGAL_UNSUPPORTED, error.what_without_backtrace());
    } catch (const c10::LinAlgError &error) {
        return remember(FRUGAL_NUMERIC, error.what_without_backtrace());
    } catch (const c10::Error &error) {
        std::string message = error.what_without_backtrace();
        bool memory = message.find("DefaultCPUAllocator") != std::string::npos;
        return remember(memory ? FRUGAL_OUT_OF_MEMORY : FRUGAL_INVALID, std::move(message));
    } catch (const std::bad_alloc &) {
        return remember(FRUGAL_OUT_OF_MEMORY, "out of memory");
    } catch (const std::exception &error) {
        std::string message = error.what();
        // A number that the type cannot hold is reported by a plain C++ exception.
        bool value = message.find("cannot be converted to type") != std::string::npos;
        return remember(value ? FRUGAL_INVALID : FRUGAL_OTHER, std::move(message));
    } catch (...) {
        return remember(FRUGAL_OTHER, "an unknown C++ exception");
    }
}

void fail_on_null_handle() { TORCH_CHECK_VALUE(false, "an earlier operation failed, so this one has no input"); }
}  // namespace frugal

extern "C" const char *frugal_last_error(void) { return frugal::last_error.c_str(); }
