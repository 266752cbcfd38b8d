#ifndef CASEBOOK_CLINUX_SHIM_H
#define CASEBOOK_CLINUX_SHIM_H
/* A file in memory that has no name (memfd_create(2)), closed on exec. Swift's Glibc module lacks GNU extensions, so the
   prototype stands here. */
extern int memfd_create(const char *name, unsigned int flags);
static inline int casebook_memory_file(void) { return memfd_create("casebook", 1U /* MFD_CLOEXEC */); }
#endif
