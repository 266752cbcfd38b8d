#include "casebook_embedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

/* Every embedded file stands in this list once: an identifier, its name, and below its bytes. */
#define EMBEDDED_FILES(FILE)                        \
  FILE(tactics, "Detection/Data/tactics.json")      \
  FILE(rotation, "Response/Data/rotation.json")     \
  FILE(controls, "Response/Data/controls.json")

static const unsigned char tactics[] = {
#embed "../Detection/Data/tactics.json"
};

static const unsigned char rotation[] = {
#embed "../Response/Data/rotation.json"
};

static const unsigned char controls[] = {
#embed "../Response/Data/controls.json"
};

static const casebook_embedded_file files[] = {
#define ENTRY(identifier, path) {path, identifier, sizeof identifier},
    EMBEDDED_FILES(ENTRY)
#undef ENTRY
};

size_t casebook_embedded_count(void) { return sizeof files / sizeof files[0]; }

casebook_embedded_file casebook_embedded_at(size_t index) { return files[index]; }
