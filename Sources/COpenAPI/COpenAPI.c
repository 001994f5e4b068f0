// C's #embed takes no time, where SwiftPM's .embedInCode writes an array literal that takes the Swift compiler 11 s
// (22 s for release) to read. Clang tracks the file, so a change of it is built in.

#include "COpenAPI.h"

// It is of C23; Clang takes it in every version of C, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char document[] = {
#embed "../MinitterView/openapi.json"
};

const unsigned char *minitter_openapi(size_t *length) {
    *length = sizeof document;
    return document;
}
