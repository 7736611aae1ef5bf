// One source, several instruction sets: the fastest that the processor has is picked when the library is loaded.
#pragma once

#if defined(__x86_64__) && defined(__linux__)
#define FRUGAL_MULTIVERSION __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FRUGAL_MULTIVERSION
#endif

#define FRUGAL_INLINE inline __attribute__((always_inline))
