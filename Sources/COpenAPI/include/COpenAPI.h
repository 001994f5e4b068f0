#ifndef MINITTER_OPENAPI_H
#define MINITTER_OPENAPI_H

#include <stddef.h>

/// The bytes of Sources/MinitterView/openapi.json, which live as long as the program.
const unsigned char *minitter_openapi(size_t *length);

#endif
