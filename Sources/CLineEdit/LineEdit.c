// Opening, reading, closing.

#define _GNU_SOURCE
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "Session.h"

enum {
  signals_of_session = signal_watch_interrupt | signal_watch_terminate,
  signals_of_reading = signal_watch_resized | signal_watch_stop | signal_watch_continued
    | signal_watch_quit,
  history_limit = 4096,  // the host keeps fewer
};

static bool has_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

static bool choose_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (has_utf8()) return true;
  static const char *const others[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (setlocale(LC_CTYPE, others[i]) && has_utf8()) return true;
  }
  return false;
}

static char *prompt_of(EditLine *editor) {
  line_edit *session = session_of(editor);
  const char *prompt = session->searching ? session->search_prompt : session->prompt;
  return (char *)(prompt ? prompt : "");
}

static char *right_of(EditLine *editor) {
  line_edit *session = session_of(editor);
  return (char *)(session->right && !session->searching ? session->right : "");
}

// Whether the terminal goes up a row and takes the sequences of ANSI X3.64, as all do that are not
// museum pieces.
static bool moves_cursor(EditLine *editor) {
  char *up = NULL, *clear = NULL;
  el_get(editor, EL_GETTC, "up", &up);
  el_get(editor, EL_GETTC, "cd", &clear);
  return up && clear && strncmp(clear, "\033[", 2) == 0;
}

static bool prepare(line_edit *session) {
  EditLine *editor = session->editor;
  if (!moves_cursor(editor)) return false;
  HistEvent event;
  session->history = history_init();
  if (session->history == NULL) return false;
  history(session->history, &event, H_SETSIZE, history_limit);
  el_set(editor, EL_CLIENTDATA, session);
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_PROMPT_ESC, prompt_of, '\1');
  el_set(editor, EL_RPROMPT_ESC, right_of, '\1');
  el_wset(editor, EL_GETCFN, session_read_key);
  el_set(editor, EL_HIST, history, session->history);
  el_set(editor, EL_SETTY, "-d", "-isig", NULL);
  return session_bind_commands(session);
}

static void end_editor(line_edit *session) {
  if (session->editor == NULL) return;
  // Otherwise libedit would throw away what was typed ahead for the next program.
  el_set(session->editor, EL_EDITMODE, 0);
  el_end(session->editor);
  session->editor = NULL;
  HistEvent event;
  if (session->history) {
    history(session->history, &event, H_CLEAR);
    history_end(session->history);
  }
  session->history = NULL;
}

static void start_editor(line_edit *session, const char *program) {
  const char *terminal = getenv("TERM");
  if (terminal == NULL || *terminal == 0 || strcmp(terminal, "dumb") == 0) return;
  if (session->output == NULL || !choose_utf8()) return;
  // libedit complains aloud about terminals that it does not know.
  FILE *silence = fopen("/dev/null", "w");
  if (silence == NULL) return;
  session->editor = el_init(program, stdin, session->output, silence);
  if (session->editor) {
    el_set(session->editor, EL_SETFP, 2, stderr);
    if (!prepare(session)) end_editor(session);
  }
  fclose(silence);
}

line_edit *line_edit_open(const char *program, const line_edit_host *host) {
  line_edit *session = calloc(1, sizeof *session);
  if (session == NULL) return NULL;
  if (!signal_watch_begin(signals_of_session, false)) {
    free(session);
    return NULL;
  }
  session->host = *host;
  session->outcome = undecided;
  session->output = isatty(STDOUT_FILENO) ? stdout : isatty(STDERR_FILENO) ? stderr : NULL;
  if (tcgetattr(STDIN_FILENO, &session->at_open) == 0) start_editor(session, program);
  return session;
}

void line_edit_close(line_edit *session) {
  bool edited = session->editor != NULL;
  end_editor(session);
  if (edited) tcsetattr(STDIN_FILENO, TCSADRAIN, &session->at_open);
  signal_watch_end(signals_of_session);
  free(session->text);
  free(session->before_search);
  free(session->search_prompt);
  free(session);
}

static line_edit_outcome edit(line_edit *session) {
  signal_watch_begin(signals_of_reading, false);
  signal_watch_guard_terminal(STDIN_FILENO, &session->at_open);
  session_switch_paste(session, true);
  session->reading = true;
  int count = 0;
  el_gets(session->editor, &count);
  session->reading = false;
  if (session->outcome != line_edit_line) {
    bool is_interrupted = session->outcome == line_edit_interrupted;
    session_move_to_bottom(session);
    fputs(is_interrupted ? "^C\n" : "\n", session->output);
  }
  session_end_search(session);
  session_switch_paste(session, false);
  el_reset(session->editor);
  signal_watch_release_terminal();
  signal_watch_end(signals_of_reading);
  return session->outcome == undecided ? line_edit_end_of_input
                                       : (line_edit_outcome)session->outcome;
}

line_edit_outcome line_edit_read(
  line_edit *session, const char *prompt, const char *right, const char **text) {
  session->prompt = prompt;
  session->right = right;
  session->outcome = undecided;
  session->key_count = 0;
  // A Ctrl-C from before the prompt was meant for what ran then.
  signal_watch_take(signal_watch_interrupt);
  if (session->host.woken) session->host.woken(session->host.context);
  line_edit_outcome outcome =
    session->editor ? edit(session) : session_read_plainly(session);
  session->prompt = session->right = NULL;
  *text = outcome == line_edit_line ? session->text : NULL;
  return outcome;
}

bool line_edit_is_editing(const line_edit *session) { return session->editor != NULL; }

void line_edit_size(const line_edit *session, int *columns, int *rows) {
  int descriptor = session->output ? fileno(session->output) : STDIN_FILENO;
  struct winsize size = {0};
  bool is_known = ioctl(descriptor, TIOCGWINSZ, &size) == 0;
  // libedit takes a width below 2 for unknown.
  *columns = is_known && size.ws_col > 1 ? size.ws_col : 80;
  *rows = is_known && size.ws_row > 0 ? size.ws_row : 24;
}

void line_edit_remember(line_edit *session, const char *text) {
  HistEvent event;
  if (session->history) history(session->history, &event, H_ENTER, text);
}

void line_edit_forget_all(line_edit *session) {
  HistEvent event;
  if (session->history) history(session->history, &event, H_CLEAR);
}

void line_edit_replace(line_edit *session, int count, const char *text) {
  if (session->editor == NULL) return;
  if (count > 0) el_deletestr(session->editor, count);
  if (*text) el_insertstr(session->editor, text);
}

void line_edit_show(line_edit *session, const char *text) {
  if (session->editor == NULL) return;
  const LineInfoW *line = el_wline(session->editor);
  int length = (int)(line->lastchar - line->buffer);
  el_cursor(session->editor, (int)(line->lastchar - line->cursor));
  line_edit_replace(session, length, text);
}
