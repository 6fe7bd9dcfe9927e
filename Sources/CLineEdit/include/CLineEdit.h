// The face of libedit that Swift sees: plain functions, no variadic ones, no FILE.
//
// One session lives in a process at a time and is used from one thread. Text is UTF-8 throughout.
// Callbacks run on the thread that called `line_edit_read`, while that call is under way.

#ifndef CLINEEDIT_H
#define CLINEEDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "OwnThread.h"
#include "SignalWatch.h"

// An open terminal with its history and key bindings.
typedef struct line_edit line_edit;

// How `line_edit_read` ended.
typedef enum {
  line_edit_line = 0,          // a line, or a statement of several lines
  line_edit_interrupted = 1,   // Ctrl-C: what was typed is dropped
  line_edit_end_of_input = 2,  // Ctrl-D on an empty line, or the terminal is gone
  line_edit_terminated = 3,    // SIGTERM; the terminal is as it was before
  line_edit_failed = 4,        // no memory
} line_edit_outcome;

// What a session asks of its host. `context` is handed back as it came.
typedef struct {
  void *context;
  // Enter was pressed: true ends the entry, false inserts a line break.
  bool (*is_complete)(void *context, const char *text);
  // TAB was pressed with the cursor before byte `cursor`. The host answers by calling
  // `line_edit_replace` or `line_edit_list`, or by nothing.
  void (*complete)(void *context, const char *text, size_t cursor);
  // Text was pasted. The host hands on what is to be inserted with `line_edit_replace`.
  void (*pasted)(void *context, const char *text);
  // Looks for the statement holding `pattern`, from `*place` (0 is the newest) towards older ones;
  // shows it with `line_edit_show`, sets `*place`, and says whether there was one.
  bool (*search)(void *context, const char *pattern, size_t *place);
  // `signal_watch_wake` was called. Notices are printed with `line_edit_print_above`.
  void (*woken)(void *context);
} line_edit_host;

// Opens the terminal on standard input; null without memory. Where the locale is not UTF-8,
// C.UTF-8 is used for characters. Where the terminal can't move its cursor (`TERM=dumb`, no
// terminfo), or no output is a terminal, lines are read as the terminal driver edits them, and
// nothing else works.
line_edit *line_edit_open(const char *program, const line_edit_host *host);
// Puts the terminal and the signal handlers back and frees the session.
void line_edit_close(line_edit *session);

// Reads one entry. `prompt` may hold escape sequences between pairs of \1, each with a visible
// character after it; `right` may not, as libedit stops the process where such a prompt goes away.
// `*text` is valid until the next call.
line_edit_outcome line_edit_read(
  line_edit *session, const char *prompt, const char *right, const char **text);

// Whether keys are edited here, not by the terminal driver.
bool line_edit_is_editing(const line_edit *session);
// The size of the terminal: at least 1, 80 by 24 where it is unknown.
void line_edit_size(const line_edit *session, int *columns, int *rows);

// Adds the newest statement to those that the arrow keys recall.
void line_edit_remember(line_edit *session, const char *text);
// Forgets all statements; the file is the host's matter.
void line_edit_forget_all(line_edit *session);

// Inside `complete` and `pasted`: puts `text` in place of the `count` Unicode scalars before the
// cursor.
void line_edit_replace(line_edit *session, int count, const char *text);
// Inside `complete`: prints `text` below the entry, then the entry again.
void line_edit_list(line_edit *session, const char *text);
// Inside `search`: makes `text` the entry.
void line_edit_show(line_edit *session, const char *text);
// Inside `woken`: prints `text` above the entry. Outside of `line_edit_read` it is simply printed.
void line_edit_print_above(line_edit *session, const char *text);

#endif
