// Signals and wake-ups from other threads as bits that one thread waits for.
//
// The handlers set a bit and write to a pipe, so that a thread in `poll` sees them. Bits are kept
// until they are taken. One consumer at a time: the line editor, a foreground job, or a script's
// watch.

#ifndef SIGNALWATCH_H
#define SIGNALWATCH_H

#include <stdbool.h>

enum {
  signal_watch_interrupt = 1,   // SIGINT
  signal_watch_terminate = 2,   // SIGTERM
  signal_watch_resized = 4,     // SIGWINCH
  signal_watch_stop = 8,        // SIGTSTP
  signal_watch_continued = 16,  // SIGCONT
  signal_watch_quit = 32,       // SIGQUIT, SIGHUP, crashes: terminal restored, then as before
  signal_watch_woken = 64,      // `signal_watch_wake`; not a signal, always on
};

// Handles the signals in `bits` from now on; calls nest, each needs its `signal_watch_end`. With
// `once` the first signal of a kind is handled and the next one ends the process; a signal that the
// process was started to ignore stays ignored. False where no pipe could be had.
bool signal_watch_begin(unsigned bits, bool once);
// Undoes one `signal_watch_begin`; the handlers from before it are put back.
void signal_watch_end(unsigned bits);

// The readable end of the pipe, for `poll` and dispatch sources; -1 before the first begin.
int signal_watch_descriptor(void);
// Whether bits of `wanted` came that nobody took; to be asked before `poll`, as another taker may
// have emptied the pipe.
bool signal_watch_has(unsigned wanted);
// The bits of `wanted` that came since they were last taken; they are taken now. The pipe is
// emptied.
unsigned signal_watch_take(unsigned wanted);
// Waits for bits of `wanted` and takes them; 0 after `milliseconds` (negative: no end).
unsigned signal_watch_wait(unsigned wanted, int milliseconds);
// Sets `signal_watch_woken`. From any thread; does nothing before the first begin.
void signal_watch_wake(void);

// While the terminal is in other modes than `line_edit_open` found it in: what an exit and signals
// that end the process put back.
struct termios;
void signal_watch_guard_terminal(int descriptor, const struct termios *modes);
void signal_watch_release_terminal(void);

#endif
