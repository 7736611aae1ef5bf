// What the engine computes for itself is not the caller's cost.
#pragma once

namespace frugal {

/// Nothing counts on this thread while one of these lives.
class Uncounted {
  public:
    Uncounted();
    ~Uncounted();
    Uncounted(const Uncounted &) = delete;
    Uncounted &operator=(const Uncounted &) = delete;
};

}  // namespace frugal
