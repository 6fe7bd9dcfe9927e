// Where the entry stands on the screen.
//
// libedit keeps that to itself, so it is computed as libedit lays text out: by cells, a wide
// character never cut at the right edge, a full row going on in the next.

#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "Session.h"

struct cell {
  int row, column;
};

static void next_row(struct cell *at) {
  at->row++;
  at->column = 0;
}

static void advance(struct cell *at, wchar_t character, int columns) {
  if (character == '\n') {
    next_row(at);
    return;
  }
  int width = wcwidth(character);
  if (character == '\t') {
    width = 8 - at->column % 8;
    if (width > columns - at->column) width = columns - at->column;
  } else if (width < 0) {
    width = character < 0x20 || character == 0x7F ? 2 : character > 0xFFFF ? 8 : 7;
  }
  if (at->column + width > columns) next_row(at);
  at->column += width;
  if (at->column >= columns) next_row(at);
}

static struct cell after_prompt(const char *prompt, int columns) {
  struct cell at = {0, 0};
  mbstate_t state;
  memset(&state, 0, sizeof state);
  bool is_visible = true;
  while (*prompt) {
    wchar_t character = 0;
    size_t length = mbrtowc(&character, prompt, strlen(prompt), &state);
    if (length == 0 || length > 8) return at;
    prompt += length;
    if (character == '\1') {
      is_visible = !is_visible;
    } else if (is_visible) {
      advance(&at, character, columns);
    }
  }
  return at;
}

static void measure(line_edit *session, struct cell *cursor, struct cell *end) {
  int columns = 0, rows = 0;
  line_edit_size(session, &columns, &rows);
  const char *prompt = session->searching ? session->search_prompt : session->prompt;
  struct cell at = after_prompt(prompt ? prompt : "", columns);
  const LineInfoW *line = el_wline(session->editor);
  *cursor = at;
  for (const wchar_t *next = line->buffer; next < line->lastchar; next++) {
    if (next == line->cursor) *cursor = at;
    advance(&at, *next, columns);
  }
  if (line->cursor >= line->lastchar) *cursor = at;
  *end = at;
}

void session_move_to_top(line_edit *session) {
  struct cell cursor, end;
  measure(session, &cursor, &end);
  if (cursor.row > 0) fprintf(session->output, "\033[%dA", cursor.row);
  fputs("\r\033[J", session->output);
}

void session_move_to_bottom(line_edit *session) {
  struct cell cursor, end;
  measure(session, &cursor, &end);
  if (end.row > cursor.row) fprintf(session->output, "\033[%dB", end.row - cursor.row);
  fputs("\r", session->output);
  if (end.column > 0) fprintf(session->output, "\033[%dC", end.column);
}

void session_redraw(line_edit *session) {
  session_move_to_top(session);
  fflush(session->output);
  el_resize(session->editor);
  el_set(session->editor, EL_REFRESH);
}

void session_switch_paste(line_edit *session, bool on) {
  fputs(on ? "\033[?2004h" : "\033[?2004l", session->output);
  fflush(session->output);
}

void line_edit_print_above(line_edit *session, const char *text) {
  if (session->output == NULL) return;
  bool is_drawn = session->editor && session->reading;
  if (is_drawn) session_move_to_top(session);
  fprintf(session->output, "%s\n", text);
  fflush(session->output);
  if (is_drawn) el_set(session->editor, EL_REFRESH);
}

void line_edit_list(line_edit *session, const char *text) {
  if (session->editor == NULL) return;
  session_move_to_bottom(session);
  fprintf(session->output, "\n%s\n", text);
  fflush(session->output);
  el_set(session->editor, EL_REFRESH);
}
