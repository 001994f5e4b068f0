#include "CWeb.h"

#include <zlib.h>

// Room for the header and trailer of gzip, which compressBound leaves out.
static const size_t frame = 18;
// The largest window, and gzip's frame around it.
static const int windowBits = 15 + 16;

size_t minitter_gzip_bound(size_t length) {
    return compressBound(length) + frame;
}

size_t minitter_gzip(const unsigned char *bytes, size_t length, int level, unsigned char *result, size_t capacity) {
    z_stream stream = {0};
    if (deflateInit2(&stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (unsigned)length;
    stream.next_out = result;
    stream.avail_out = (unsigned)capacity;
    const int outcome = deflate(&stream, Z_FINISH);
    const size_t written = stream.total_out;
    deflateEnd(&stream);
    return outcome == Z_STREAM_END ? written : 0;
}
