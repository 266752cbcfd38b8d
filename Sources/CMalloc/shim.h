#ifndef CASEBOOK_CMALLOC_SHIM_H
#define CASEBOOK_CMALLOC_SHIM_H
#include <malloc.h>
/* Bytes that were allocated and not freed (mallinfo(3)), of all threads. */
static inline size_t casebook_allocated_bytes(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}
#endif
