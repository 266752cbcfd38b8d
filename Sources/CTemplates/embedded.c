#include "casebook_embedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

/* Every embedded file stands in this list once: an identifier, its name, and below its bytes. */
#define EMBEDDED_FILES(FILE)                        \
  FILE(page_shell, "Templates/page.html")           \
  FILE(page_style, "Templates/page.css")            \
  FILE(page_script, "Templates/app.js")             \
  FILE(page_grammar, "Templates/page.rng")          \
  FILE(tactics, "Detection/Data/tactics.json")

static const unsigned char page_shell[] = {
#embed "../../Templates/page.html"
};

static const unsigned char page_style[] = {
#embed "../../Templates/page.css"
};

static const unsigned char page_script[] = {
#embed "../../Templates/app.js"
};

static const unsigned char page_grammar[] = {
#embed "../../Templates/page.rng"
};

static const unsigned char tactics[] = {
#embed "../Detection/Data/tactics.json"
};

static const casebook_embedded_file files[] = {
#define ENTRY(identifier, path) {path, identifier, sizeof identifier},
    EMBEDDED_FILES(ENTRY)
#undef ENTRY
};

size_t casebook_embedded_count(void) { return sizeof files / sizeof files[0]; }

casebook_embedded_file casebook_embedded_at(size_t index) { return files[index]; }
