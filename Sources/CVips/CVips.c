#include "CVips.h"

#include <string.h>
#include <vips/vips.h>

// What each format is called in libvips: the class to unblock, and the operation to look for.
// Only the loaders that read memory are unblocked: nothing here ever opens a file that a picture might name.
static const struct {
    const char *loader_class;
    const char *loader;
} formats[] = {
    [CVIPS_JPEG] = {"VipsForeignLoadJpegBuffer", "jpegload_buffer"},
    [CVIPS_PNG] = {"VipsForeignLoadPngBuffer", "pngload_buffer"},
    [CVIPS_WEBP] = {"VipsForeignLoadWebpBuffer", "webpload_buffer"},
    [CVIPS_GIF] = {"VipsForeignLoadNsgifBuffer", "gifload_buffer"},
    [CVIPS_HEIF] = {"VipsForeignLoadHeifBuffer", "heifload_buffer"},
};

// Ends a call: takes libvips' error text when it failed, and drops what libvips keeps for the calling thread, which is
// not libvips' own and so may end without telling it.
static bool finish(bool succeeded, char **reason) {
    if (!succeeded) {
        *reason = vips_error_buffer_copy();
    }
    vips_thread_shutdown();
    return succeeded;
}

static void discard(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
    (void)domain, (void)level, (void)message, (void)data;
}

bool cvips_start(char **reason) {
    // Anyone can make libvips warn by sending an odd picture, and GLib would print it in the middle of the server's
    // log. Criticals stay: they are errors of ours.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG, discard, NULL);

    if (vips_init("minitter") != 0) {
        return finish(false, reason);
    }

    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        vips_operation_block_set(formats[i].loader_class, FALSE);
    }
    // After the lines above, so that a loader which a later libvips calls untrusted is blocked again.
    vips_block_untrusted_set(TRUE);

    // No picture is rendered twice, so a cache of operations would only hold on to memory.
    vips_cache_set_max(0);
    // One worker a picture: how many pictures at once is the caller's choice, and so the number of busy cores.
    vips_concurrency_set(1);
    return finish(true, reason);
}

bool cvips_reads(cvips_format format) {
    return vips_type_find("VipsForeignLoad", formats[format].loader) != 0;
}

// Opens a picture; pixels are decoded later, when they are asked for, from the top row down. A file that ends early or
// holds garbage is an error: libvips' default is to go on with grey.
// `scale` (0 to 1) lets the decoder itself shrink where it can, in whole steps for JPEG. Others ignore it.
static int open_picture(cvips_format format, const uint8_t *bytes, size_t length, double scale, VipsImage **image) {
    void *data = (void *)bytes;  // libvips only reads it

#define EVERY_LOADER "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR
    switch (format) {
    case CVIPS_JPEG:
        return vips_jpegload_buffer(data, length, image, EVERY_LOADER, "shrink", (int)(1 / scale), NULL);
    case CVIPS_PNG:
        return vips_pngload_buffer(data, length, image, EVERY_LOADER, NULL);
    case CVIPS_WEBP:
        return vips_webpload_buffer(data, length, image, EVERY_LOADER, "scale", scale, NULL);
    case CVIPS_GIF:
        return vips_gifload_buffer(data, length, image, EVERY_LOADER, NULL);
    case CVIPS_HEIF:
        return vips_heifload_buffer(data, length, image, EVERY_LOADER, NULL);
    }
#undef EVERY_LOADER
    return -1;
}

bool cvips_read_size(
    cvips_format format, const uint8_t *bytes, size_t length, int *width, int *height, char **reason) {
    vips_error_clear();
    VipsImage *image = NULL;
    if (open_picture(format, bytes, length, 1, &image) != 0) {
        return finish(false, reason);
    }
    *width = vips_image_get_width(image);
    *height = vips_image_get_height(image);
    g_object_unref(image);
    return finish(true, reason);
}

// How much the decoder itself may shrink a picture whose shorter side is to become `edge`.
static double decoder_scale(cvips_format format, int side, int edge) {
    double shrink = (double)side / edge;
    switch (format) {
    case CVIPS_JPEG:
        // libjpeg shrinks by 2, 4 or 8, coarsely; the last halving at least is left to the better filter below.
        return shrink >= 16 ? 1.0 / 8 : shrink >= 8 ? 1.0 / 4 : shrink >= 4 ? 1.0 / 2 : 1;
    case CVIPS_WEBP:
        return shrink > 1 ? 1 / shrink : 1;
    default:
        return 1;
    }
}

// Whether to convert from the embedded colour profile. Not every profile fits its picture (sRGB's in a grey JPEG is
// common), which libvips takes for an error; and a picture without one it would take through XYZ, and blue for violet.
static bool has_usable_profile(VipsImage *image) {
    const void *profile = NULL;
    size_t length = 0;
    return vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0 &&
           vips_image_get_blob(image, VIPS_META_ICC_NAME, &profile, &length) == 0 &&
           vips_icc_is_compatible_profile(image, profile, length);
}

static int read_square(
    VipsImage **step, cvips_format format, const uint8_t *bytes, size_t length, int edge, uint8_t *rgba) {
    if (open_picture(format, bytes, length, 1, &step[0]) != 0) {
        return -1;
    }
    int side = VIPS_MIN(step[0]->Xsize, step[0]->Ysize);
    if (open_picture(format, bytes, length, decoder_scale(format, side, edge), &step[1]) != 0) {
        return -1;
    }

    // Cut before scaling: scaled to a short side of 400, a picture of 20,000 × 1 would be 8,000,000 × 400.
    // A centre square stays the centre when it is turned, so turning can wait until the picture is small.
    int width = step[1]->Xsize;
    int height = step[1]->Ysize;
    side = VIPS_MIN(width, height);
    if (vips_extract_area(step[1], &step[2], (width - side) / 2, (height - side) / 2, side, side, NULL) != 0) {
        return -1;
    }

    // Scales (with premultiplied alpha), converts from the picture's colour profile, turns by the EXIF orientation.
    const char *target = has_usable_profile(step[2]) ? "srgb" : NULL;
    if (vips_thumbnail_image(
            step[2], &step[3], edge, "height", edge, "size", VIPS_SIZE_FORCE, "export_profile", target, NULL) != 0) {
        return -1;
    }
    if (vips_colourspace(step[3], &step[4], VIPS_INTERPRETATION_sRGB, NULL) != 0 ||
        vips_cast_uchar(step[4], &step[5], NULL) != 0) {
        return -1;
    }
    if (!vips_image_hasalpha(step[5])) {
        if (vips_addalpha(step[5], &step[6], NULL) != 0) {
            return -1;
        }
    } else {
        step[6] = g_object_ref(step[5]);
    }

    size_t size = 0;
    void *pixels = vips_image_write_to_memory(step[6], &size);
    if (pixels == NULL) {
        return -1;
    }
    bool expected = size == (size_t)edge * edge * 4;
    if (expected) {
        memcpy(rgba, pixels, size);
    } else {
        vips_error("minitter", "decoded to an unexpected number of channels");
    }
    g_free(pixels);
    return expected ? 0 : -1;
}

bool cvips_read_square(
    cvips_format format, const uint8_t *bytes, size_t length, int edge, uint8_t *rgba, char **reason) {
    vips_error_clear();
    VipsImage *owner = vips_image_new();
    VipsImage **step = (VipsImage **)vips_object_local_array(VIPS_OBJECT(owner), 7);
    bool succeeded = read_square(step, format, bytes, length, edge, rgba) == 0;
    g_object_unref(owner);  // and every step with it
    return finish(succeeded, reason);
}

bool cvips_write_webp(
    const uint8_t *rgba, int edge, int quality, uint8_t **bytes, size_t *length, char **reason) {
    vips_error_clear();
    VipsImage *plain = vips_image_new_from_memory(rgba, (size_t)edge * edge * 4, edge, edge, 4, VIPS_FORMAT_UCHAR);
    VipsImage *image = NULL;
    void *file = NULL;
    bool succeeded = plain != NULL &&
                     vips_copy(plain, &image, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) == 0 &&
                     vips_webpsave_buffer(image, &file, length, "Q", quality, "strip", TRUE, NULL) == 0;
    *bytes = file;
    g_clear_object(&image);
    g_clear_object(&plain);
    return finish(succeeded, reason);
}

void cvips_free(void *memory) {
    g_free(memory);
}
