#ifndef CASEBOOK_CXML_SHIM_H
#define CASEBOOK_CXML_SHIM_H
#include <libxml/xmlversion.h>
/* Keeps unicode/ucnv.h away from Foundation's own ICU module: the two define the same names differently. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>

/* xmlFree is a global variable in C, which Swift 6 refuses as shared mutable state. */
static inline void casebook_xml_free(void *_Nullable pointer) { xmlFree(pointer); }
#endif
