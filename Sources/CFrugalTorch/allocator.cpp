#include "allocator.hpp"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>
#include <stdlib.h>
#include <sys/mman.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <array>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "include/frugal_engine.h"

namespace frugal {
namespace {

constexpr size_t alignment = 64;
/// Below this, malloc's own free lists are as good.
constexpr size_t smallest_cached = size_t{1} << 16;
constexpr size_t always_cached = size_t{256} << 20;
constexpr size_t huge_page = size_t{2} << 20;
/// Every doubling of size is cut into this many classes, so that at most an eighth of a block is waste.
constexpr size_t classes_per_doubling = 8;
constexpr size_t class_count = 64 * classes_per_doubling;

struct SizeClass {
    size_t index;
    size_t bytes;
};

/// The class of blocks that serves a request, and how large its blocks are.
SizeClass size_class(size_t request) {
    size_t doubling = static_cast<size_t>(std::bit_width(request)) - 1;
    size_t step = (size_t{1} << doubling) / classes_per_doubling;
    size_t part = (request - (size_t{1} << doubling) + step - 1) / step;
    return {doubling * classes_per_doubling + part, (size_t{1} << doubling) + part * step};
}

/// Written in front of every block, so that freeing needs no look-up.
struct alignas(alignment) Header {
    size_t bytes;       // of the block, header included
    size_t size_class;  // class_count where the block is not cached
};

class CachingAllocator final : public c10::Allocator {
  public:
    c10::DataPtr allocate(size_t bytes) override {
        void *data = bytes == 0 ? nullptr : take(bytes);
        return {data, data, &CachingAllocator::give_back, c10::Device(c10::DeviceType::CPU)};
    }

    c10::DeleterFnPtr raw_deleter() const override { return &CachingAllocator::give_back; }

    void copy_data(void *destination, const void *source, size_t count) const override {
        default_copy_data(destination, source, count);
    }

    static void raise(std::atomic<size_t> &mark, size_t value) {
        size_t before = mark.load(std::memory_order_relaxed);
        while (value > before && !mark.compare_exchange_weak(before, value, std::memory_order_relaxed)) {
        }
    }

    void trim() {
        std::lock_guard guard(lock);
        for (auto &blocks : free_blocks) {
            for (Header *block : blocks) std::free(block);
            blocks.clear();
        }
        cached = 0;
    }

    /// `peak` can be reset by whoever measures; `highest` cannot.
    std::atomic<size_t> in_use{0}, peak{0}, highest{0}, cached{0}, limit{0};

  private:
    std::mutex lock;
    std::array<std::vector<Header *>, class_count> free_blocks;

    void *take(size_t bytes) {
        size_t wanted = bytes + sizeof(Header);
        SizeClass size{class_count, wanted};
        if (wanted >= smallest_cached) size = size_class(wanted);
        size_t most = limit.load(std::memory_order_relaxed);
        size_t before = in_use.load(std::memory_order_relaxed);
        if (most != 0 && before + size.bytes > most) out_of_memory(bytes, before, most);
        // What is kept for reuse counts too, but it can be given back.
        if (most != 0 && before + size.bytes + cached.load(std::memory_order_relaxed) > most) trim();

        Header *block = size.index < class_count ? reuse(size) : nullptr;
        if (block == nullptr) block = obtain(size.bytes);
        if (block == nullptr) {
            trim();
            block = obtain(size.bytes);
        }
        if (block == nullptr) out_of_memory(bytes, before, most);
        block->bytes = size.bytes;
        block->size_class = size.index;

        size_t now = in_use.fetch_add(size.bytes, std::memory_order_relaxed) + size.bytes;
        raise(peak, now);
        raise(highest, now);
        return block + 1;
    }

    /// Whether a block may be kept: never more than tensors held at once, so that sizes which do not come back (the last
    /// batch, another model) cannot pile up.
    bool has_room(size_t bytes) const {
        return cached.load(std::memory_order_relaxed) + bytes <=
               std::max(always_cached, highest.load(std::memory_order_relaxed));
    }

    Header *reuse(SizeClass size) {
        std::lock_guard guard(lock);
        auto &blocks = free_blocks[size.index];
        if (blocks.empty()) return nullptr;
        Header *block = blocks.back();
        blocks.pop_back();
        cached.fetch_sub(size.bytes, std::memory_order_relaxed);
        return block;
    }

    static Header *obtain(size_t bytes) {
        void *memory = nullptr;
        bool large = bytes >= huge_page;
        if (posix_memalign(&memory, large ? huge_page : alignment, bytes) != 0) return nullptr;
        // Fewer, larger pages: fewer faults the first time and fewer misses of the address cache ever after.
#if defined(MADV_HUGEPAGE)
        if (large) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return static_cast<Header *>(memory);
    }

    static void give_back(void *data);

    [[noreturn]] static void out_of_memory(size_t bytes, size_t used, size_t most) {
        TORCH_CHECK_WITH(OutOfMemoryError, false, "out of memory: ", bytes, " bytes asked for, ", used, " in use",
                         most == 0 ? std::string() : ", limit " + std::to_string(most));
        std::abort();
    }
};

CachingAllocator &allocator() {
    // Never destroyed: tensors in static storage may outlive every other static object.
    static auto *instance = new CachingAllocator;
    return *instance;
}

void CachingAllocator::give_back(void *data) {
    if (data == nullptr) return;
    CachingAllocator &self = allocator();
    Header *block = static_cast<Header *>(data) - 1;
    self.in_use.fetch_sub(block->bytes, std::memory_order_relaxed);
    if (block->size_class >= class_count || !self.has_room(block->bytes)) {
        std::free(block);
        return;
    }
    std::lock_guard guard(self.lock);
    self.free_blocks[block->size_class].push_back(block);
    self.cached.fetch_add(block->bytes, std::memory_order_relaxed);
}

}  // namespace

void install_allocator() {
    // The scratch memory of oneDNN comes from malloc, not from the tensors' allocator: keep that in the process too.
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 64 << 20);
#endif
    c10::SetCPUAllocator(&allocator(), /*priority=*/100);
}

}  // namespace frugal

extern "C" {
frugal_int frugal_memory_in_use(void) { return static_cast<frugal_int>(frugal::allocator().in_use.load()); }
frugal_int frugal_memory_peak(void) { return static_cast<frugal_int>(frugal::allocator().peak.load()); }
frugal_int frugal_memory_cached(void) { return static_cast<frugal_int>(frugal::allocator().cached.load()); }
void frugal_memory_reset_peak(void) { frugal::allocator().peak.store(frugal::allocator().in_use.load()); }
void frugal_memory_raise_peak(frugal_int bytes) {
    frugal::CachingAllocator::raise(frugal::allocator().peak, static_cast<size_t>(bytes));
}
void frugal_memory_trim(void) {
    frugal::allocator().trim();
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
void frugal_memory_set_limit(frugal_int bytes) { frugal::allocator().limit.store(static_cast<size_t>(bytes)); }
}
