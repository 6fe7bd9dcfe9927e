// What Swift does not see of the C library's allocator.

#ifndef CALLOCATOR_H
#define CALLOCATOR_H

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

// Lets the allocator keep buffers that are freed rather than give each back to the system: pieces of
// a file and columns come and go by the mebibyte, and the system clears every page anew.
static inline void allocator_keep_freed(int largest_buffer, int most_kept) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, largest_buffer);
  mallopt(M_TRIM_THRESHOLD, most_kept);
#else
  (void)largest_buffer;
  (void)most_kept;
#endif
}

#endif
