#include "Session.h"

enum { replacement = 0xFFFD };

int utf8_encode(wchar_t scalar, char *bytes) {
  unsigned long value = (unsigned long)scalar;
  if (value < 0x80) {
    bytes[0] = (char)value;
    return 1;
  }
  if (value < 0x800) {
    bytes[0] = (char)(0xC0 | value >> 6);
    bytes[1] = (char)(0x80 | (value & 0x3F));
    return 2;
  }
  if (value >= 0xD800 && value < 0xE000) return 0;
  if (value < 0x10000) {
    bytes[0] = (char)(0xE0 | value >> 12);
    bytes[1] = (char)(0x80 | (value >> 6 & 0x3F));
    bytes[2] = (char)(0x80 | (value & 0x3F));
    return 3;
  }
  if (value > 0x10FFFF) return 0;
  bytes[0] = (char)(0xF0 | value >> 18);
  bytes[1] = (char)(0x80 | (value >> 12 & 0x3F));
  bytes[2] = (char)(0x80 | (value >> 6 & 0x3F));
  bytes[3] = (char)(0x80 | (value & 0x3F));
  return 4;
}

// How many bytes follow a first byte, and the smallest value that needs them; -1 for none.
static int following(unsigned char byte, long *value, long *smallest) {
  if (byte < 0x80) return *value = byte, *smallest = 0, 0;
  if (byte >= 0xC2 && byte <= 0xDF) return *value = byte & 0x1F, *smallest = 0x80, 1;
  if (byte >= 0xE0 && byte <= 0xEF) return *value = byte & 0x0F, *smallest = 0x800, 2;
  if (byte >= 0xF0 && byte <= 0xF4) return *value = byte & 0x07, *smallest = 0x10000, 3;
  return -1;
}

// `kept` holds a byte that broke a sequence and begins the next scalar, or -1.
int utf8_decode(utf8_source next, void *context, int *kept, wchar_t *scalar) {
  unsigned char byte = 0;
  if (*kept >= 0) {
    byte = (unsigned char)*kept;
    *kept = -1;
  } else {
    int status = next(context, &byte);
    if (status != 1) return status;
  }
  long value = 0, smallest = 0;
  int count = following(byte, &value, &smallest);
  if (count < 0) return *scalar = replacement, 1;
  for (; count > 0; count--) {
    int status = next(context, &byte);
    if (status != 1) return status;
    if ((byte & 0xC0) != 0x80) {
      *kept = byte;
      return *scalar = replacement, 1;
    }
    value = value << 6 | (byte & 0x3F);
  }
  bool is_scalar =
    value >= smallest && value <= 0x10FFFF && !(value >= 0xD800 && value < 0xE000);
  *scalar = is_scalar ? (wchar_t)value : replacement;
  return 1;
}
