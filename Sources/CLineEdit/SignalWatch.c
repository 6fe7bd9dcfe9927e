#define _GNU_SOURCE
#include "SignalWatch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

struct watched {
  int number;
  unsigned bit;
  int depth;
  bool replaced;
  struct sigaction before;
};

static struct watched watched[] = {
  {.number = SIGINT, .bit = signal_watch_interrupt},
  {.number = SIGTERM, .bit = signal_watch_terminate},
  {.number = SIGWINCH, .bit = signal_watch_resized},
  {.number = SIGTSTP, .bit = signal_watch_stop},
  {.number = SIGCONT, .bit = signal_watch_continued},
  {.number = SIGQUIT, .bit = signal_watch_quit},
  {.number = SIGHUP, .bit = signal_watch_quit},
  {.number = SIGABRT, .bit = signal_watch_quit},
  {.number = SIGBUS, .bit = signal_watch_quit},
  {.number = SIGFPE, .bit = signal_watch_quit},
  {.number = SIGILL, .bit = signal_watch_quit},
  {.number = SIGSEGV, .bit = signal_watch_quit},
  {.number = SIGTRAP, .bit = signal_watch_quit},
};
enum { watched_count = sizeof watched / sizeof watched[0] };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ends[2] = {-1, -1};
static atomic_uint pending;

static atomic_int guarded_descriptor = -1;
static struct termios guarded_modes;

static void restore_terminal(void);

void signal_watch_guard_terminal(int descriptor, const struct termios *modes) {
  static bool is_registered = false;
  if (!is_registered) is_registered = atexit(restore_terminal) == 0;
  guarded_modes = *modes;
  atomic_store(&guarded_descriptor, descriptor);
}

void signal_watch_release_terminal(void) { atomic_store(&guarded_descriptor, -1); }

// Only functions that are safe in a signal handler.
static void restore_terminal(void) {
  int descriptor = atomic_exchange(&guarded_descriptor, -1);
  if (descriptor < 0) return;
  static const char paste_off[] = "\033[?2004l\r\n";
  if (write(descriptor, paste_off, sizeof paste_off - 1) < 0) { /* the terminal is gone */ }
  tcsetattr(descriptor, TCSANOW, &guarded_modes);
}

static void post(unsigned bit) {
  atomic_fetch_or(&pending, bit);
  int saved = errno;
  char byte = 0;
  if (write(ends[1], &byte, 1) < 0) { /* full: the reader is woken already */ }
  errno = saved;
}

// The signal again, for whoever handled it before: it takes effect when this handler returns.
static void hand_on(const struct watched *entry) {
  restore_terminal();
  sigaction(entry->number, &entry->before, NULL);
  raise(entry->number);
}

static void handle(int number) {
  for (int i = 0; i < watched_count; i++) {
    if (watched[i].number != number) continue;
    unsigned bit = watched[i].bit;
    bool unseen = (atomic_load(&pending) & bit) != 0;
    if (bit == signal_watch_quit || (bit == signal_watch_terminate && unseen)) {
      hand_on(&watched[i]);
    } else {
      post(bit);
    }
    return;
  }
}

static bool open_pipe(void) {
  if (ends[0] >= 0) return true;
  int made[2];
  if (pipe(made) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(made[i], F_SETFD, FD_CLOEXEC);
    fcntl(made[i], F_SETFL, O_NONBLOCK);
  }
  ends[1] = made[1];
  ends[0] = made[0];
  return true;
}

static void install(struct watched *entry, bool once) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handle;
  action.sa_flags = SA_RESTART | SA_ONSTACK | (once ? (int)SA_RESETHAND : 0);
  sigemptyset(&action.sa_mask);
  sigaction(entry->number, NULL, &entry->before);
  bool may_stay = once || entry->bit == signal_watch_quit;
  entry->replaced = !(may_stay && entry->before.sa_handler == SIG_IGN);
  // What came while nobody watched is nobody's.
  atomic_fetch_and(&pending, ~entry->bit);
  if (entry->replaced) sigaction(entry->number, &action, NULL);
}

bool signal_watch_begin(unsigned bits, bool once) {
  pthread_mutex_lock(&lock);
  bool ready = open_pipe();
  for (int i = 0; ready && i < watched_count; i++) {
    if ((watched[i].bit & bits) != 0 && watched[i].depth++ == 0) install(&watched[i], once);
  }
  pthread_mutex_unlock(&lock);
  return ready;
}

void signal_watch_end(unsigned bits) {
  pthread_mutex_lock(&lock);
  for (int i = 0; i < watched_count; i++) {
    if ((watched[i].bit & bits) == 0 || watched[i].depth == 0) continue;
    if (--watched[i].depth == 0 && watched[i].replaced) {
      sigaction(watched[i].number, &watched[i].before, NULL);
    }
  }
  pthread_mutex_unlock(&lock);
}

int signal_watch_descriptor(void) { return ends[0]; }

bool signal_watch_has(unsigned wanted) { return (atomic_load(&pending) & wanted) != 0; }

unsigned signal_watch_take(unsigned wanted) {
  char bytes[256];
  while (ends[0] >= 0 && read(ends[0], bytes, sizeof bytes) > 0) continue;
  return atomic_fetch_and(&pending, ~wanted) & wanted;
}

unsigned signal_watch_wait(unsigned wanted, int milliseconds) {
  for (;;) {
    unsigned bits = signal_watch_take(wanted);
    if (bits != 0) return bits;
    struct pollfd entry = {.fd = ends[0], .events = POLLIN};
    int ready = poll(&entry, 1, milliseconds);
    if (ready == 0) return 0;
    if (ready < 0 && errno != EINTR) return 0;
  }
}

void signal_watch_wake(void) {
  if (ends[1] >= 0) post(signal_watch_woken);
}
