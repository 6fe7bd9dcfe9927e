// zlib, and the shapes of zstd's streaming interface. zlib is linked; zstd is loaded when a .zst file
// is met, so that starting fjord never pays for it.

#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <stddef.h>
#include <zlib.h>

// `inflateInit2` and `deflateInit2` are macros, which Swift does not see. 15 + 16: gzip.
static inline int gzip_inflate_start(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

static inline int gzip_deflate_start(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

// ZSTD_inBuffer and ZSTD_outBuffer, as stable in zstd 1.x.
typedef struct {
  const void *bytes;
  size_t size;
  size_t place;
} zstd_input;

typedef struct {
  void *bytes;
  size_t size;
  size_t place;
} zstd_output;

#endif
