#ifndef CASEBOOK_CDECOMPRESS_SHIM_H
#define CASEBOOK_CDECOMPRESS_SHIM_H
#include <bzlib.h>
#include <lzma.h>
#include <zstd.h>
/* LZMA_STREAM_INIT is a macro that Swift does not see. */
static inline lzma_stream casebook_lzma_stream(void) { return (lzma_stream)LZMA_STREAM_INIT; }
#endif
