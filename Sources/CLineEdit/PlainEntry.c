// Reading an entry where the terminal can't be edited on: the terminal driver's own line editing.

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "Session.h"

static void print_prompt(line_edit *session, const char *prompt) {
  if (session->output == NULL) return;
  bool is_visible = true;
  for (; *prompt; prompt++) {
    if (*prompt == '\1') {
      is_visible = !is_visible;
    } else if (is_visible) {
      fputc(*prompt, session->output);
    }
  }
  fflush(session->output);
}

enum { attended = signal_watch_interrupt | signal_watch_terminate | signal_watch_woken };

// False where reading is over.
static bool attend_to_signals(line_edit *session) {
  unsigned bits = signal_watch_take(attended);
  if ((bits & signal_watch_woken) && session->host.woken) {
    session->host.woken(session->host.context);
  }
  if (bits & signal_watch_terminate) {
    session->outcome = line_edit_terminated;
  } else if (bits & signal_watch_interrupt) {
    session->outcome = line_edit_interrupted;
  }
  return session->outcome == undecided;
}

// Adds what the terminal driver hands out: a line, or less of it before Ctrl-D.
static ssize_t add_input(line_edit *session, size_t *count) {
  enum { piece = 4096 };
  char *grown = realloc(session->text, *count + piece + 1);
  if (grown == NULL) {
    session->outcome = line_edit_failed;
    return -1;
  }
  session->text = grown;
  ssize_t added = read(STDIN_FILENO, grown + *count, piece);
  if (added > 0) *count += (size_t)added;
  grown[*count] = 0;
  return added;
}

static bool is_whole(line_edit *session, size_t count) {
  if (count == 0 || session->text[count - 1] != '\n') return false;
  session->text[count - 1] = 0;
  if (session->host.is_complete(session->host.context, session->text)) return true;
  session->text[count - 1] = '\n';
  print_prompt(session, "... ");
  return false;
}

line_edit_outcome session_read_plainly(line_edit *session) {
  size_t count = 0;
  print_prompt(session, session->prompt);
  while (session->outcome == undecided) {
    if (signal_watch_has(attended) && !attend_to_signals(session)) break;
    struct pollfd entries[2] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = signal_watch_descriptor(), .events = POLLIN},
    };
    if (poll(entries, 2, -1) < 0 && errno != EINTR) return line_edit_failed;
    // Any byte in the pipe is taken out, whatever it was for.
    if ((entries[1].revents & POLLIN) && !attend_to_signals(session)) break;
    if (entries[0].revents == 0) continue;
    ssize_t added = add_input(session, &count);
    if (added < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (added <= 0 && count == 0) {
      session->outcome = line_edit_end_of_input;
    } else if (added <= 0 || is_whole(session, count)) {
      session->outcome = line_edit_line;
    }
  }
  if (session->outcome != line_edit_line && session->output) fputs("\n", session->output);
  return (line_edit_outcome)session->outcome;
}
