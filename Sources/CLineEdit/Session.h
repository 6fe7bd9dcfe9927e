// What the C files of the line editor share.

#ifndef SESSION_H
#define SESSION_H

#include <histedit.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <termios.h>
#include <wchar.h>

#include "CLineEdit.h"

enum {
  key_queue_size = 48,
  pattern_size = 256,
  undecided = -1,  // `outcome` while an entry is being edited
};

struct line_edit {
  line_edit_host host;
  FILE *output;              // where the prompt goes; null where no output is a terminal
  struct termios at_open;    // the terminal as it was found
  EditLine *editor;          // null where the terminal driver edits
  History *history;
  const char *prompt;        // of the entry being read
  const char *right;
  char *text;                // the entry as last handed out
  int outcome;
  bool reading;

  wchar_t keys[key_queue_size];  // decoded keys that libedit has not asked for yet
  int key_first;
  int key_count;

  bool searching;            // ^R
  bool found;
  char pattern[pattern_size];
  size_t place;
  char *before_search;
  char *search_prompt;
};

// Keys.c
int session_read_key(EditLine *editor, wchar_t *key);
// The next character of a paste; 0 at its end, -1 where reading is over.
int session_read_pasted(line_edit *session, wchar_t *key);
void session_push_keys(line_edit *session, const wchar_t *keys);

// Commands.c
bool session_bind_commands(line_edit *session);
line_edit *session_of(EditLine *editor);
// A copy of the entry; `cursor` may be null. Null without memory.
char *session_copy_entry(line_edit *session, size_t *cursor);

// Search.c
void session_begin_search(line_edit *session);
void session_end_search(line_edit *session);
// Handles a key while searching.
void session_search_key(line_edit *session, wchar_t key);

// Screen.c
void session_move_to_top(line_edit *session);
void session_move_to_bottom(line_edit *session);
void session_redraw(line_edit *session);
void session_switch_paste(line_edit *session, bool on);

// PlainEntry.c
line_edit_outcome session_read_plainly(line_edit *session);

// UTF8.c: the bytes of a scalar, at most 4; 0 where it is none.
int utf8_encode(wchar_t scalar, char *bytes);
// Reads one scalar from `next`; bytes that are no UTF-8 give U+FFFD. `next` gives 1 and a byte, or
// what is handed on.
typedef int (*utf8_source)(void *context, unsigned char *byte);
int utf8_decode(utf8_source next, void *context, int *kept, wchar_t *scalar);

#endif
