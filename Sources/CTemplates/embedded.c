#include "casebook_embedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

/* Every embedded file stands in this list once: an identifier, its name, and below its bytes. */
#define EMBEDDED_FILES(FILE) \
  FILE(detection_attack, "Detection/Data/attack.json") \
  FILE(detection_calls, "Detection/Data/calls.json") \
  FILE(detection_finding_types, "Detection/Data/finding-types.json") \
  FILE(detection_rules, "Detection/Rules") \
  FILE(investigation_ports, "Investigation/Data/ports.json") \
  FILE(investigation_registries, "Investigation/Data/registries.json") \
  FILE(investigation_response_acts, "Investigation/Data/response-acts.json") \
  FILE(investigation_system_workloads, "Investigation/Data/system-workloads.json") \
  FILE(controls, "Response/Data/controls.json") \
  FILE(rotation, "Response/Data/rotation.json") \
  FILE(page_script, "Templates/app.js") \
  FILE(page_style, "Templates/page.css") \
  FILE(page_shell, "Templates/page.html") \
  FILE(page_grammar, "Templates/page.rng") \
  FILE(report_schema, "Templates/report.schema.json")

static const unsigned char detection_attack[] = {
#embed "../Detection/Data/attack.json"
};

static const unsigned char detection_calls[] = {
#embed "../Detection/Data/calls.json"
};

static const unsigned char detection_finding_types[] = {
#embed "../Detection/Data/finding-types.json"
};

static const unsigned char detection_rules[] = {
#include "rules.inc"
};

static const unsigned char investigation_ports[] = {
#embed "../Investigation/Data/ports.json"
};

static const unsigned char investigation_registries[] = {
#embed "../Investigation/Data/registries.json"
};

static const unsigned char investigation_response_acts[] = {
#embed "../Investigation/Data/response-acts.json"
};

static const unsigned char investigation_system_workloads[] = {
#embed "../Investigation/Data/system-workloads.json"
};

static const unsigned char controls[] = {
#embed "../Response/Data/controls.json"
};

static const unsigned char rotation[] = {
#embed "../Response/Data/rotation.json"
};

static const unsigned char page_script[] = {
#embed "../../Templates/app.js"
};

static const unsigned char page_style[] = {
#embed "../../Templates/page.css"
};

static const unsigned char page_shell[] = {
#embed "../../Templates/page.html"
};

static const unsigned char page_grammar[] = {
#embed "../../Templates/page.rng"
};

static const unsigned char report_schema[] = {
#embed "../../Templates/report.schema.json"
};

static casebook_embedded_file files[] = {
#define ENTRY(identifier, path) {path, identifier, sizeof identifier},
    EMBEDDED_FILES(ENTRY)
#undef ENTRY
};

size_t casebook_embedded_count(void) { return sizeof files / sizeof files[0]; }

casebook_embedded_file casebook_embedded_at(size_t index) { return files[index]; }

void casebook_embedded_replace(size_t index, const unsigned char *bytes, size_t length) {
  files[index].bytes = bytes;
  files[index].length = length;
}
