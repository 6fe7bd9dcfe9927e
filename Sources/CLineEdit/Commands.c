// The editing commands that libedit lacks, and what is bound to them.

#include <stdlib.h>
#include <string.h>

#include "Session.h"

line_edit *session_of(EditLine *editor) {
  void *session = NULL;
  el_get(editor, EL_CLIENTDATA, &session);
  return session;
}

char *session_copy_entry(line_edit *session, size_t *cursor) {
  const LineInfo *line = el_line(session->editor);
  size_t length = (size_t)(line->lastchar - line->buffer);
  if (cursor) *cursor = (size_t)(line->cursor - line->buffer);
  char *copy = malloc(length + 1);
  if (copy == NULL) return NULL;
  memcpy(copy, line->buffer, length);
  copy[length] = 0;
  return copy;
}

static unsigned char enter(EditLine *editor, int key) {
  (void)key;
  line_edit *session = session_of(editor);
  char *text = session_copy_entry(session, NULL);
  if (text == NULL) {
    session->outcome = line_edit_failed;
    return CC_EOF;
  }
  if (!session->host.is_complete(session->host.context, text)) {
    free(text);
    return el_insertstr(editor, "\n") == 0 ? CC_REFRESH : CC_ERROR;
  }
  free(session->text);
  session->text = text;
  session->outcome = line_edit_line;
  session_move_to_bottom(session);
  fputs("\n", session->output);
  return CC_EOF;
}

static unsigned char break_line(EditLine *editor, int key) {
  (void)key;
  return el_insertstr(editor, "\n") == 0 ? CC_REFRESH : CC_ERROR;
}

static unsigned char complete(EditLine *editor, int key) {
  (void)key;
  line_edit *session = session_of(editor);
  size_t cursor = 0;
  char *text = session_copy_entry(session, &cursor);
  if (text == NULL) return CC_ERROR;
  session->host.complete(session->host.context, text, cursor);
  free(text);
  return CC_REFRESH;
}

struct pasted_text {
  char *bytes;
  size_t count;
  size_t room;
};

static bool append(struct pasted_text *text, wchar_t scalar) {
  if (text->room - text->count < 8) {
    size_t room = text->room * 2 + 256;
    char *grown = realloc(text->bytes, room);
    if (grown == NULL) return false;
    text->bytes = grown;
    text->room = room;
  }
  text->count += (size_t)utf8_encode(scalar, text->bytes + text->count);
  text->bytes[text->count] = 0;
  return true;
}

// All of a paste is read before any of it is shown; controls but tab and line end are dropped.
static unsigned char paste(EditLine *editor, int key) {
  (void)key;
  line_edit *session = session_of(editor);
  struct pasted_text text = {0};
  wchar_t scalar = 0, before = 0;
  int status;
  bool fits = true;
  while ((status = session_read_pasted(session, &scalar)) == 1) {
    bool is_second_half = scalar == '\n' && before == '\r';
    before = scalar;
    if (scalar == '\r') scalar = '\n';
    bool is_text = scalar >= 0x20 && !(scalar >= 0x7F && scalar < 0xA0);
    if (!is_second_half && (is_text || scalar == '\n' || scalar == '\t')) {
      fits = fits && append(&text, scalar);
    }
  }
  while (text.count > 0 && text.bytes[text.count - 1] == '\n') text.bytes[--text.count] = 0;
  if (status == 0 && fits && text.count > 0) {
    session->host.pasted(session->host.context, text.bytes);
  }
  free(text.bytes);
  if (status < 0) return CC_EOF;
  return fits ? CC_REFRESH : CC_ERROR;
}

static unsigned char search(EditLine *editor, int key) {
  (void)key;
  session_begin_search(session_of(editor));
  return CC_NORM;
}

// In scalars: where the cursor is, where its line begins, and how long the line is.
struct line_place {
  int cursor, start, end;
};

static struct line_place line_place(EditLine *editor, int at) {
  const LineInfoW *line = el_wline(editor);
  int length = (int)(line->lastchar - line->buffer);
  struct line_place place = {.cursor = at < 0 ? (int)(line->cursor - line->buffer) : at};
  place.start = place.end = place.cursor;
  while (place.start > 0 && line->buffer[place.start - 1] != '\n') place.start--;
  while (place.end < length && line->buffer[place.end] != '\n') place.end++;
  return place;
}

static unsigned char go_to(EditLine *editor, int from, int to) {
  el_cursor(editor, to - from);
  return CC_CURSOR;
}

static int at_most(int value, int limit) { return value < limit ? value : limit; }

static unsigned char line_start(EditLine *editor, int key) {
  (void)key;
  struct line_place here = line_place(editor, -1);
  return go_to(editor, here.cursor, here.cursor == here.start ? 0 : here.start);
}

static unsigned char line_end(EditLine *editor, int key) {
  (void)key;
  struct line_place here = line_place(editor, -1);
  return go_to(editor, here.cursor, here.end);
}

// Up and down go by lines in an entry of several lines, and to the history at its ends.
static unsigned char up(EditLine *editor, int key) {
  (void)key;
  struct line_place here = line_place(editor, -1);
  if (here.start == 0) {
    el_push(editor, "\020");
    return CC_NORM;
  }
  struct line_place above = line_place(editor, here.start - 1);
  int column = here.cursor - here.start;
  return go_to(editor, here.cursor, at_most(above.start + column, above.end));
}

static unsigned char down(EditLine *editor, int key) {
  (void)key;
  struct line_place here = line_place(editor, -1);
  const LineInfoW *line = el_wline(editor);
  if (here.end == (int)(line->lastchar - line->buffer)) {
    el_push(editor, "\016");
    return CC_NORM;
  }
  struct line_place below = line_place(editor, here.end + 1);
  int column = here.cursor - here.start;
  return go_to(editor, here.cursor, at_most(below.start + column, below.end));
}

typedef unsigned char (*command)(EditLine *, int);

static const struct {
  const char *name;
  const char *meaning;
  command run;
} commands[] = {
  {"fjord-enter", "end the entry, or go on with it on a new line", enter},
  {"fjord-break-line", "go on with the entry on a new line", break_line},
  {"fjord-complete", "complete the word before the cursor", complete},
  {"fjord-paste", "insert pasted text as it is", paste},
  {"fjord-search", "look for an earlier entry", search},
  {"fjord-line-start", "go to the start of the line", line_start},
  {"fjord-line-end", "go to the end of the line", line_end},
  {"fjord-up", "go a line up, or to the entry before", up},
  {"fjord-down", "go a line down, or to the entry after", down},
};

static const struct {
  const char *key;
  const char *command;
} bindings[] = {
  {"^I", "fjord-complete"},
  {"^M", "fjord-enter"},
  {"^J", "fjord-enter"},
  {"^R", "fjord-search"},
  {"^A", "fjord-line-start"},
  {"^E", "fjord-line-end"},
  {"^P", "ed-prev-history"},
  {"^N", "ed-next-history"},
  {"^W", "ed-delete-prev-word"},
  {"\\e^M", "fjord-break-line"},
  {"\\e^J", "fjord-break-line"},
  {"\\e[A", "fjord-up"},
  {"\\e[B", "fjord-down"},
  {"\\e[C", "ed-next-char"},
  {"\\e[D", "ed-prev-char"},
  {"\\e[H", "fjord-line-start"},
  {"\\e[F", "fjord-line-end"},
  {"\\e[3~", "ed-delete-next-char"},
  {"\\e[5~", "ed-search-prev-history"},
  {"\\e[6~", "ed-search-next-history"},
  {"\\e[200~", "fjord-paste"},
};

bool session_bind_commands(line_edit *session) {
  EditLine *editor = session->editor;
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    if (el_set(editor, EL_ADDFN, commands[i].name, commands[i].meaning, commands[i].run) != 0) {
      return false;
    }
  }
  for (size_t i = 0; i < sizeof bindings / sizeof bindings[0]; i++) {
    if (el_set(editor, EL_BIND, bindings[i].key, bindings[i].command, NULL) != 0) return false;
  }
  return true;
}
