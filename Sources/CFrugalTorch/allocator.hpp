// Memory that stays in the process. glibc hands every large block back to the kernel when it is freed, and the next
// training step pays for thousands of page faults to get it again: half the time of a convolutional step.
#pragma once

#include <cstddef>

namespace frugal {
void install_allocator();
}
