#ifndef CASEBOOK_CINFLATE_SHIM_H
#define CASEBOOK_CINFLATE_SHIM_H
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#endif
