// Looking for an earlier entry while typing (^R). The host finds; keys and prompt are kept here.
//
// libedit's own search looks at the low byte of a key only, which makes other keys of letters
// beyond Latin-1, and it shows its pattern as part of the entry.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "Session.h"

static void update_prompt(line_edit *session) {
  static const char found[] = "search", missing[] = "not found";
  free(session->search_prompt);
  session->search_prompt = malloc(pattern_size + 32);
  if (session->search_prompt == NULL) return;
  snprintf(
    session->search_prompt, pattern_size + 32, "%s \"%s\": ", session->found ? found : missing,
    session->pattern);
}

// The entry is drawn anew whenever the prompt changes: libedit compares colours of prompts by their
// number, and gives up on one that the new prompt does not have.
static void draw(line_edit *session) {
  fflush(session->output);
  el_set(session->editor, EL_REFRESH);
}

void session_begin_search(line_edit *session) {
  session_move_to_top(session);
  session->searching = true;
  session->found = true;
  session->pattern[0] = 0;
  session->place = 0;
  free(session->before_search);
  session->before_search = session_copy_entry(session, NULL);
  update_prompt(session);
  draw(session);
}

void session_end_search(line_edit *session) {
  session->searching = false;
  free(session->before_search);
  session->before_search = NULL;
}

static void look(line_edit *session, size_t from) {
  size_t place = from;
  session->found = session->pattern[0] == 0
    || session->host.search(session->host.context, session->pattern, &place);
  if (session->found && session->pattern[0] != 0) session->place = place;
  update_prompt(session);
}

static void shorten(line_edit *session) {
  size_t length = strlen(session->pattern);
  while (length > 0 && ((unsigned char)session->pattern[--length] & 0xC0) == 0x80) continue;
  session->pattern[length] = 0;
  look(session, 0);
}

// A key that ends the search does its own work afterwards; the keys of an escape sequence are
// queued already.
void session_search_key(line_edit *session, wchar_t key) {
  wchar_t own_work[2] = {0, 0};
  size_t length = strlen(session->pattern);
  session_move_to_top(session);
  if (key == 0x12) {  // ^R: an older one
    look(session, session->found ? session->place + 1 : session->place);
  } else if (key == 0x08 || key == 0x7F) {
    shorten(session);
  } else if (key == 0x07) {  // ^G
    if (session->before_search) line_edit_show(session, session->before_search);
    session_end_search(session);
  } else if (key < 0x20 || (key >= 0x80 && key < 0xA0)) {
    session_end_search(session);
    if (key != 0x1B) own_work[0] = key;
  } else if (length + 5 < pattern_size) {
    length += (size_t)utf8_encode(key, session->pattern + length);
    session->pattern[length] = 0;
    look(session, session->place);
  }
  draw(session);
  session_push_keys(session, own_work);
}
