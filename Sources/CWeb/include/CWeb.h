#ifndef MINITTER_WEB_H
#define MINITTER_WEB_H

#include <stddef.h>

/// A file of the folder Web, which lives as long as the program.
struct minitter_web_file {
    /// Its path in that folder; NULL after the last file.
    const char *name;
    /// Text, with a zero byte after it.
    const char *text;
};

/// Every file, in no order.
const struct minitter_web_file *minitter_web_files(void);

/// How large `minitter_gzip` may make so many bytes.
size_t minitter_gzip_bound(size_t length);

/// Compresses (RFC 1952). Returns the length of the result; 0 when there is no memory or no room for it.
///
/// - Parameter level: 1, the fastest, to 9, the smallest.
size_t minitter_gzip(const unsigned char *bytes, size_t length, int level, unsigned char *result, size_t capacity);

#endif
