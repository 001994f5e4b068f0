// The pages' files, as bytes in the program: see ../COpenAPI. A new file is added to files.h.

#include "CWeb.h"

// It is of C23; Clang takes it in every version of C, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define FOLDER "../../Web/"

static const struct minitter_web_file files[] = {
#include "files.h"
    {NULL, NULL},
};

const struct minitter_web_file *minitter_web_files(void) {
    return files;
}
