// Which of 64 bytes have a value, as one number: bit i belongs to byte i.
//
// Swift's SIMD types compare sixteen bytes at once but give no bits for the hits; the processors'
// own instructions for that can only be named here. Inlined into Swift, a search for the ends of
// fields looks at 64 bytes in about 20 instructions.

#ifndef CBYTEMASK_H
#define CBYTEMASK_H

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

typedef __m128i byte_mask_block;

static inline byte_mask_block byte_mask_load(const void *bytes) {
  return _mm_loadu_si128((const __m128i *)bytes);
}

static inline uint64_t byte_mask_16(byte_mask_block block, uint8_t value) {
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)value)));
}

static inline uint64_t byte_mask_up_to_16(byte_mask_block block, uint8_t value) {
  return (uint32_t)_mm_movemask_epi8(
      _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8((char)value)), block));
}

#else

typedef uint8_t byte_mask_block __attribute__((vector_size(16)));

static inline byte_mask_block byte_mask_load(const void *bytes) {
  byte_mask_block block;
  __builtin_memcpy(&block, bytes, sizeof(block));
  return block;
}

// Folds a mask of whole bytes to one bit each: a weight a byte, summed up by multiplication.
static inline uint64_t byte_mask_fold(byte_mask_block mask) {
  uint64_t words[2];
  __builtin_memcpy(words, &mask, sizeof(words));
  const uint64_t lows = 0x0101010101010101, weights = 0x0102040810204080;
  return ((words[0] & lows) * weights >> 56) | ((words[1] & lows) * weights >> 56) << 8;
}

static inline uint64_t byte_mask_16(byte_mask_block block, uint8_t value) {
  return byte_mask_fold((byte_mask_block)(block == value));
}

static inline uint64_t byte_mask_up_to_16(byte_mask_block block, uint8_t value) {
  return byte_mask_fold((byte_mask_block)(block <= value));
}

#endif

// Where a string of JSON stops or needs a look, among 16 bytes: quotes, backslashes, control characters.
static inline uint32_t byte_mask_string_stops_16(const void *bytes) {
  byte_mask_block block = byte_mask_load(bytes);
  return (uint32_t)(byte_mask_16(block, '"') | byte_mask_16(block, '\\') |
                    byte_mask_up_to_16(block, 0x1F));
}

// 64 bytes, loaded once and asked several times.
typedef struct {
  byte_mask_block parts[4];
} byte_mask_bytes;

static inline byte_mask_bytes byte_mask_load_64(const void *bytes) {
  const uint8_t *at = (const uint8_t *)bytes;
  byte_mask_bytes all = {{byte_mask_load(at), byte_mask_load(at + 16), byte_mask_load(at + 32),
                          byte_mask_load(at + 48)}};
  return all;
}

// The bytes that have a value.
static inline uint64_t byte_mask_equal(const byte_mask_bytes *all, uint8_t value) {
  return byte_mask_16(all->parts[0], value) | byte_mask_16(all->parts[1], value) << 16 |
         byte_mask_16(all->parts[2], value) << 32 | byte_mask_16(all->parts[3], value) << 48;
}

// What follows goes through many blocks of 64 bytes at once, with the widest instructions that the
// processor has.

// For each block four masks: the bytes that have the values a, b and c, and those that are no ASCII.
void byte_mask_three(const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c,
                     uint64_t *masks);

// For each block the bytes that a JSON string may stop at: quotes, backslashes, control characters.
void byte_mask_json_stops(const uint8_t *bytes, size_t blocks, uint64_t *masks);

// How often a value occurs.
size_t byte_mask_count(const uint8_t *bytes, size_t blocks, uint8_t value);

#endif
