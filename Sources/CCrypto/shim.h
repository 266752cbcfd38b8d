#ifndef CASEBOOK_CCRYPTO_SHIM_H
#define CASEBOOK_CCRYPTO_SHIM_H
#include <openssl/evp.h>
#endif
