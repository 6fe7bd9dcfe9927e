// A thread for work that blocks, so that no thread of Swift's pool is held.

#ifndef OWNTHREAD_H
#define OWNTHREAD_H

#include <stdbool.h>

// Starts `body(context)` on a detached thread; false where none could be had.
bool own_thread_start(void (*body)(void *context), void *context);

#endif
