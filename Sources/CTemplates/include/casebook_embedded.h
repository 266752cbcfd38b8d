#ifndef CASEBOOK_EMBEDDED_H
#define CASEBOOK_EMBEDDED_H
#include <stddef.h>

/* One file that is built into the program: its name as in the source tree, its bytes. */
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t length;
} casebook_embedded_file;

/* The number of embedded files, and each of them by index. */
size_t casebook_embedded_count(void);
casebook_embedded_file casebook_embedded_at(size_t index);

/* Puts other bytes in the place of a file's. They must live as long as the program. Only before anything is read, while the
   program has one thread. */
void casebook_embedded_replace(size_t index, const unsigned char *_Nonnull bytes, size_t length);
#endif
