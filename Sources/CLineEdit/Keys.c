// From bytes of the terminal to the keys that libedit sees: waits for terminal and signals at once,
// decodes UTF-8, and brings the many escape sequences of terminals down to a few.

#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "Session.h"

enum {
  escape = 0x1B,
  sequence_pause = 50,  // ms within which the rest of an escape sequence comes
  sequence_size = 32,
  attended = signal_watch_interrupt | signal_watch_terminate | signal_watch_resized
    | signal_watch_stop | signal_watch_continued | signal_watch_woken,
};

// Sequences as terminals send them, without the escape; and the keys that are bound.
static const struct {
  const char *sent;
  const wchar_t *keys;
} sequences[] = {
  {"[A", L"\033[A"}, {"OA", L"\033[A"}, {"[B", L"\033[B"}, {"OB", L"\033[B"},
  {"[C", L"\033[C"}, {"OC", L"\033[C"}, {"[D", L"\033[D"}, {"OD", L"\033[D"},
  {"[H", L"\033[H"}, {"OH", L"\033[H"}, {"[1~", L"\033[H"}, {"[7~", L"\033[H"},
  {"[F", L"\033[F"}, {"OF", L"\033[F"}, {"[4~", L"\033[F"}, {"[8~", L"\033[F"},
  {"[3~", L"\033[3~"}, {"[5~", L"\033[5~"}, {"[6~", L"\033[6~"},
  {"[1;5C", L"\033f"}, {"[1;3C", L"\033f"}, {"[5C", L"\033f"}, {"Oc", L"\033f"},
  {"[1;5D", L"\033b"}, {"[1;3D", L"\033b"}, {"[5D", L"\033b"}, {"Od", L"\033b"},
  {"[3;5~", L"\033d"}, {"[3;3~", L"\033d"}, {"OM", L"\r"}, {"[200~", L"\033[200~"},
};

static void resume(line_edit *session) {
  // Off and on: whoever ran in between may have changed the modes behind libedit's back.
  el_set(session->editor, EL_PREP_TERM, 0);
  el_set(session->editor, EL_PREP_TERM, 1);
  session_switch_paste(session, true);
  el_resize(session->editor);
  fputs("\r\033[J", session->output);
  el_set(session->editor, EL_REFRESH);
}

// Stops the process, or with `group` all of its group, as the terminal driver would for Ctrl-Z.
static void suspend(line_edit *session, bool group) {
  session_move_to_bottom(session);
  session_switch_paste(session, false);
  fputs("\n", session->output);
  fflush(session->output);
  el_set(session->editor, EL_PREP_TERM, 0);
  if (group) {
    // The others only: this process stops on this thread, before anything else is done here.
    signal(SIGTSTP, SIG_IGN);
    kill(0, SIGTSTP);
  }
  signal_watch_end(signal_watch_stop);
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
  raise(SIGTSTP);
  // Stopped here until someone continues the process; the handler may run on another thread.
  signal_watch_begin(signal_watch_stop, false);
  signal_watch_wait(signal_watch_continued, sequence_pause);
  resume(session);
}

// False where reading is over, with the reason in `outcome`.
static bool attend_to_signals(line_edit *session) {
  unsigned bits = signal_watch_take(attended);
  if (bits & signal_watch_terminate) {
    session->outcome = line_edit_terminated;
    return false;
  }
  if (bits & signal_watch_interrupt) {
    session->outcome = line_edit_interrupted;
    return false;
  }
  if (bits & signal_watch_stop) suspend(session, false);
  if (bits & signal_watch_continued) {
    resume(session);
  } else if (bits & signal_watch_resized) {
    session_redraw(session);
  }
  if ((bits & signal_watch_woken) && session->host.woken) {
    session->host.woken(session->host.context);
  }
  return true;
}

// Waits for a byte of the terminal: 1, 0 at its end or after `milliseconds`, -1 where reading is
// over.
static int wait_for_byte(line_edit *session, int milliseconds) {
  for (;;) {
    if (signal_watch_has(attended) && !attend_to_signals(session)) return -1;
    struct pollfd entries[2] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = signal_watch_descriptor(), .events = POLLIN},
    };
    int ready = poll(entries, 2, milliseconds);
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return -1;
    if (ready == 0) return 0;
    if (entries[1].revents & POLLIN) {
      if (!attend_to_signals(session)) return -1;
      continue;
    }
    if (entries[0].revents != 0) return 1;
  }
}

static int read_byte(void *context, unsigned char *byte) {
  line_edit *session = context;
  for (;;) {
    int ready = wait_for_byte(session, -1);
    if (ready != 1) return ready;
    ssize_t count = read(STDIN_FILENO, byte, 1);
    if (count == 1) return 1;
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (session->outcome == undecided) session->outcome = line_edit_end_of_input;
    return 0;
  }
}

static int read_scalar(line_edit *session, wchar_t *scalar) {
  int kept = -1;
  int status = utf8_decode(read_byte, session, &kept, scalar);
  if (status == 1 && kept >= 0) {
    // The byte that broke a sequence is a key of its own where it is ASCII; else it is lost too.
    wchar_t next[2] = {kept < 0x80 ? kept : 0xFFFD, 0};
    session_push_keys(session, next);
  }
  return status;
}

void session_push_keys(line_edit *session, const wchar_t *keys) {
  for (; *keys != 0 && session->key_count < key_queue_size; keys++) {
    session->keys[(session->key_first + session->key_count++) % key_queue_size] = *keys;
  }
}

static int next_key(line_edit *session, wchar_t *key) {
  if (session->key_count == 0) return read_scalar(session, key);
  *key = session->keys[session->key_first];
  session->key_first = (session->key_first + 1) % key_queue_size;
  session->key_count--;
  return 1;
}

static bool ends_sequence(const char *sequence, size_t count, wchar_t key) {
  if (sequence[0] == 'O') return count >= 2;
  return count >= 2 && key >= 0x40 && key <= 0x7E;
}

// After an escape: pushes the keys it stands for. Unknown sequences are dropped, so that no part of
// them is taken for text.
static int read_sequence(line_edit *session) {
  wchar_t key = escape;
  if (session->key_count == 0 && wait_for_byte(session, sequence_pause) == 0) {
    session_push_keys(session, (wchar_t[]){escape, 0});
    return 1;
  }
  if (session->outcome != undecided) return -1;
  int status = next_key(session, &key);
  if (status != 1) return status;
  if (key != '[' && key != 'O') {
    if (key < 0x80) session_push_keys(session, (wchar_t[]){escape, 0});
    session_push_keys(session, (wchar_t[]){key, 0});
    return 1;
  }
  char sequence[sequence_size + 1] = {(char)key};
  size_t count = 1;
  do {
    status = next_key(session, &key);
    if (status != 1) return status;
    if (key < 0x20 || key > 0x7E) {
      session_push_keys(session, (wchar_t[]){key, 0});
      return 1;
    }
    if (count < sequence_size) sequence[count] = (char)key;
    count++;
  } while (!ends_sequence(sequence, count, key));
  for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
    if (strcmp(sequences[i].sent, sequence) == 0) session_push_keys(session, sequences[i].keys);
  }
  return 1;
}

// Whether a key is one of the terminal driver's; its work is done then. The driver itself does not
// act on them while an entry is edited, as it would throw away what was typed before, and a signal
// may be overtaken by what is typed after it.
static bool is_control(line_edit *session, wchar_t key) {
  const cc_t *controls = session->at_open.c_cc;
  if (key == _POSIX_VDISABLE || key >= 0x80) return false;
  if (key == controls[VINTR]) {
    session->outcome = line_edit_interrupted;
  } else if (key == controls[VSUSP]) {
    suspend(session, true);
  } else if (key == controls[VQUIT]) {
    raise(SIGQUIT);
  } else {
    return false;
  }
  return true;
}

int session_read_key(EditLine *editor, wchar_t *key) {
  line_edit *session = session_of(editor);
  for (;;) {
    if (session->key_count > 0) return next_key(session, key);
    int status = read_scalar(session, key);
    if (status == 1 && is_control(session, *key)) {
      if (session->outcome != undecided) return -1;
      continue;
    }
    if (status == 1 && *key == escape) status = read_sequence(session);
    if (status != 1) return status;
    if (*key == escape && session->key_count == 0) continue;
    if (session->searching) {
      session_search_key(session, *key);
    } else if (*key != escape) {
      return 1;
    }
  }
}

int session_read_pasted(line_edit *session, wchar_t *key) {
  static const wchar_t end[] = L"\033[201~";
  int matched = 0;
  for (;;) {
    int status = next_key(session, key);
    if (status != 1) return -1;
    // The way out where the end of a paste was lost.
    if (*key < 0x20 && *key == session->at_open.c_cc[VINTR]) {
      session->outcome = line_edit_interrupted;
      return -1;
    }
    if (*key == end[matched]) {
      if (++matched == 6) return 0;
      continue;
    }
    if (matched == 0) return 1;
    // Part of an end that was none: text after all, but for its escape.
    wchar_t text[8] = {0};
    wmemcpy(text, end + 1, (size_t)matched - 1);
    text[matched - 1] = *key;
    session_push_keys(session, text);
    matched = 0;
  }
}
