// What Minitter needs of libvips, as plain C functions that Swift can call: libvips' own are variadic.
//
// Every function may be called on any thread, by several at once. One that fails returns false and sets *reason to a
// text, to be released with cvips_free. The text is for a log: libvips keeps one error text a process, so when several
// threads fail at once it may hold a neighbour's lines, or be empty.

#ifndef CVIPS_H
#define CVIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The loaders that stay open. The caller says which one to use: libvips' own detection would first run the detectors
/// of loaders that are blocked, ImageMagick's among them.
typedef enum cvips_format {
    CVIPS_JPEG,
    CVIPS_PNG,
    CVIPS_WEBP,
    CVIPS_GIF,
    CVIPS_HEIF,
} cvips_format;

/// Starts libvips and closes it to everything but the formats above. The exception to the above: call it once, and
/// before anything else here.
bool cvips_start(char **reason);

/// Whether this build of libvips has a loader for the format.
bool cvips_reads(cvips_format format);

/// The size in pixels that the file's header claims (of its first frame, before any turning). Nothing is decoded.
bool cvips_read_size(
    cvips_format format, const uint8_t *bytes, size_t length, int *width, int *height, char **reason);

/// Decodes the picture (the first frame, upright) and scales its centre square to edge × edge pixels.
/// Writes edge * edge * 4 bytes to rgba: 8 bits a channel, sRGB, alpha not premultiplied, rows from top to bottom.
bool cvips_read_square(
    cvips_format format, const uint8_t *bytes, size_t length, int edge, uint8_t *rgba, char **reason);

/// Writes such pixels as a lossy WebP file. quality is libwebp's, 1 to 100. Release *bytes with cvips_free.
/// libvips 8.14 adds an EXIF block that it makes up (resolution and the like), even when told to strip everything.
bool cvips_write_webp(
    const uint8_t *rgba, int edge, int quality, uint8_t **bytes, size_t *length, char **reason);

void cvips_free(void *memory);

#endif
