#!/usr/bin/env python3
"""Makes the pictures beside this file, which are checked in: run it only to change one.

Needs imagemagick, libimage-exiftool-perl, webp and libheif-examples.
"""

import os
import struct
import subprocess
import zlib

os.chdir(os.path.dirname(os.path.abspath(__file__)))


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def box(name, *content):
    content = b"".join(content)
    return struct.pack(">I", len(content) + 8) + name + content


# 64 × 48 in four colours: red, green above blue, white. Any turn or mirroring shows, and so does a crop off the centre.
FOUR = "-size 32x24 ( xc:#f00 xc:#0f0 +append ) ( xc:#00f xc:#fff +append ) -append".split()
FULL_COLOUR = ["-quality", "95", "-sampling-factor", "1x1", "-strip"]
run("convert", *FOUR, *FULL_COLOUR, "quadrants.jpg")
run("convert", *FOUR, *FULL_COLOUR, "-interlace", "JPEG", "progressive.jpg")
run("convert", *FOUR, "-strip", "-define", "png:color-type=2", "quadrants.png")
run("convert", *FOUR, "-strip", "-depth", "16", "-define", "png:bit-depth=16", "png48:deep.png")
run("convert", *FOUR, "-strip", "-quality", "95", "quadrants.webp")
run("convert", *FOUR, "-strip", "quadrants.gif")
run("convert", *FOUR, "-colorspace", "CMYK", *FULL_COLOUR, "cmyk.jpg")
run("convert", "-size", "32x24", "xc:#808080", "-colorspace", "Gray", *FULL_COLOUR, "gray.jpg")
# So large that the decoders shrink it themselves.
run("convert", *FOUR, "-scale", "1700x1600!", "-strip", "-quality", "50", "-interlace", "JPEG", "large.jpg")
run("convert", *FOUR, "-scale", "1700x1600!", "-strip", "-quality", "50", "large.webp")
run("convert", "-size", "1x1", "xc:#f00", "-strip", "dot.png")
run("convert", "-size", "32x32", "xc:#f00", "(", "-size", "32x32", "xc:none", ")", "+append", "-strip", "alpha.png")
run("convert", "-size", "2000x1", "xc:#f00", "-strip", "strip.png")

# Red first, then blue.
for frame, colour in (("red", "#f00"), ("blue", "#00f")):
    run("convert", "-size", "16x16", f"xc:{colour}", f"/tmp/{frame}.png")
run("convert", "-delay", "10", "/tmp/red.png", "/tmp/blue.png", "animated.gif")
run("img2webp", "-lossless", "/tmp/red.png", "/tmp/blue.png", "-o", "animated.webp")

# A phone's secrets, in every place that a format has for them.
SECRETS = [
    "-overwrite_original", "-q", "-GPSLatitude=37.5665", "-GPSLatitudeRef=N", "-GPSLongitude=126.978",
    "-GPSLongitudeRef=E", "-Make=SecretPhone", "-XMP:Creator=SecretName", "-Comment=SecretComment",
]
for name in ("jpg", "png", "webp"):
    run("cp", f"quadrants.{name}", f"turned.{name}")
    run("exiftool", "-overwrite_original", "-q", "-Orientation#=6", f"turned.{name}")
    run("cp", f"quadrants.{name}", f"secrets.{name}")
    run("exiftool", *SECRETS, *(["-IPTC:By-line=SecretName"] if name == "jpg" else []), f"secrets.{name}")


def display_p3():
    """A colour profile with Display P3's primaries (adapted to D50) and sRGB's curve, as ICC.1:2010 has it."""
    def fixed(*numbers):
        return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))

    curve = b"para\0\0\0\0\0\3\0\0" + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    text = b"mluc\0\0\0\0" + struct.pack(">IIHHII", 1, 12, 0x656E, 0x5553, 4, 28) + "P3".encode("utf-16-be")
    tags = {b"desc": text, b"cprt": text, b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    for name, numbers in {
        b"wtpt": (0.9642, 1, 0.8249), b"rXYZ": (0.51512, 0.2412, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189), b"bXYZ": (0.1571, 0.06657, 0.78407),
    }.items():
        tags[name] = b"XYZ \0\0\0\0" + fixed(*numbers)
    table, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(data), len(content))
        data += content
    head = b"\4\x30\0\0mntrRGB XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 28 + fixed(0.9642, 1, 0.8249) + b"\0" * 48
    return struct.pack(">I", 132 + len(table) - 4 + len(data)) + b"\0\0\0\0" + head + table + data


# The colour 200, 100, 50 of sRGB, written in Display P3, where its numbers are 187, 105, 62.
with open("/tmp/p3.icc", "wb") as file:
    file.write(display_p3())
run("convert", "-size", "16x16", "xc:rgb(187,105,62)", *FULL_COLOUR, "p3.jpg")
run("cp", "gray.jpg", "gray-profile.jpg")  # a profile for colours in a picture without
run("exiftool", "-overwrite_original", "-q", "-ICC_Profile<=/tmp/p3.icc", "p3.jpg", "gray-profile.jpg")

# Honest pictures but for what their headers say: 30,000 × 30,000.
header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
with open("huge.png", "wb") as file:
    pixels = zlib.compress(b"\0" * 1000)
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
frame = struct.pack("<HHHHB", 0, 0, 30_000, 30_000, 0) + b"\2\2\x4c\1\0"
with open("huge.gif", "wb") as file:
    file.write(b"GIF89a" + struct.pack("<HHBBB", 30_000, 30_000, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff," + frame + b";")
# One text chunk for a PNG that inflates to 7.9 MB.
with open("text.chunk", "wb") as file:
    file.write(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 7_900_000, 9)))


def heic(*items):
    """A HEIC file; the first item is the picture. An item is (type, payload, properties, references), and is known by
    its position, from 1. A type of "mime" goes on with the content's type and how it is compressed. Grids' payloads go
    to the idat box, others' to the file."""
    entries, references, properties, associations, idat, mdat = b"", b"", b"", b"", b"", b""
    places = []
    count = 0
    for number, (kind, payload, own, referred) in enumerate(items, 1):
        entries += box(b"infe", b"\2\0\0\0", struct.pack(">HH", number, 0), kind[:4], b"\0", kind[4:])
        for name, others in referred:
            references += box(name, struct.pack(f">HH{len(others)}H", number, len(others), *others))
        associations += struct.pack(">HB", number, len(own)) + bytes(range(count + 1, count + 1 + len(own)))
        properties += b"".join(own)
        count += len(own)
        places.append((number, 1, len(idat), len(payload)) if kind == b"grid" else (number, 0, len(mdat), len(payload)))
        if kind == b"grid":
            idat += payload
        else:
            mdat += payload

    def meta(start):
        located = b"".join(
            struct.pack(">HHHHII", number, method, 0, 1, offset + (0 if method else start), length)
            for number, method, offset, length in places
        )
        return box(
            b"meta", b"\0\0\0\0",
            box(b"hdlr", b"\0" * 8, b"pict", b"\0" * 13),
            box(b"pitm", b"\0\0\0\0", struct.pack(">H", 1)),
            box(b"iinf", b"\0\0\0\0", struct.pack(">H", len(items)), entries),
            box(b"iref", b"\0\0\0\0", references),
            box(b"iprp", box(b"ipco", properties),
                box(b"ipma", b"\0\0\0\0", struct.pack(">I", len(items)), associations)),
            box(b"idat", idat),
            box(b"iloc", b"\1\0\0\0", struct.pack(">BBH", 0x44, 0, len(items)), located),
        )

    start = box(b"ftyp", b"heic", b"\0\0\0\0", b"mif1heic")
    return start + meta(len(start + meta(0)) + 8) + box(b"mdat", mdat)


def coded(encoded):
    """Decoder configuration and payload of the one picture in a file by heif-enc."""
    start = encoded.index(b"hvcC") - 4
    configuration = encoded[start : start + struct.unpack(">I", encoded[start : start + 4])[0]]
    return configuration, encoded[encoded.index(b"mdat") + 4 :]


def heif_enc(source, quality):
    run("heif-enc", "-q", quality, "-p", "chroma=444", source, "-o", "/tmp/encoded.heic")
    with open("/tmp/encoded.heic", "rb") as file:
        return file.read()


def configuration_units(configuration):
    """The parameter sets of an "hvcC" box, each after its length in four bytes, as they may stand in a payload."""
    result, rest = b"", configuration[8 + 23 :]
    for _ in range(configuration[8 + 22]):
        count, rest = struct.unpack(">H", rest[1:3])[0], rest[3:]
        for _ in range(count):
            length = struct.unpack(">H", rest[:2])[0]
            result += struct.pack(">I", length) + rest[2 : 2 + length]
            rest = rest[2 + length :]
    return result


def size(width, height):
    return box(b"ispe", b"\0\0\0\0", struct.pack(">II", width, height))


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)


# The encoder pads a side under 64 pixels (and says so in a property that these files would have to repeat).
run("convert", *FOUR, "-scale", "128x96!", "-strip", "png24:/tmp/quadrants.png")
four = heif_enc("/tmp/quadrants.png", "90")
write("quadrants.heic", four)
run("heif-enc", "-A", "-q", "50", "quadrants.jpg", "-o", "quadrants.avif")

# As a phone held upright writes it: a quarter turn clockwise (270° against the clock), once as HEIC's own property and
# again in EXIF, and the place where it was.
run("cp", "quadrants.jpg", "/tmp/turned.jpg")
run("exiftool", *SECRETS, "-Orientation#=6", "/tmp/turned.jpg")
exif = subprocess.run(["exiftool", "-b", "-Exif", "/tmp/turned.jpg"], check=True, capture_output=True).stdout
configuration, pixels = coded(four)
write("turned.heic", heic(
    (b"hvc1", pixels, [size(128, 96), configuration, box(b"irot", b"\3")], []),
    (b"Exif", b"\0\0\0\6Exif\0\0" + exif, [], [(b"cdsc", [1])]),
    (b"mimeapplication/rdf+xml\0", b"<x:xmpmeta>SecretName</x:xmpmeta>", [], [(b"cdsc", [1])]),
))

# Compressed metadata that is cut short: libheif 1.15 goes on inflating it for ever.
write("inflates.heic", heic(
    (b"hvc1", pixels, [size(128, 96), configuration], []),
    (b"mimeapplication/rdf+xml\0deflate\0", zlib.compress(b"A" * 100_000, 9)[:60], [], [(b"cdsc", [1])]),
))

# A picture of 64 megapixels in a file that says 100 × 100.
rows = zlib.compressobj(9)
plain = b"".join(rows.compress(b"\0" + b"\x80" * 8000) for _ in range(8000)) + rows.flush()
header = struct.pack(">IIBBBBB", 8000, 8000, 8, 0, 0, 0, 0)
write("/tmp/big.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", plain) + chunk(b"IEND", b""))
big = heif_enc("/tmp/big.png", "1")
configuration, pixels = coded(big)
write("liar.heic", heic((b"hvc1", pixels, [size(100, 100), configuration], [])))
# The same, with the decoder's settings in front of the picture and those of a small one where they belong.
small, _ = coded(four)
write("hidden.heic", heic((b"hvc1", configuration_units(configuration) + pixels, [size(100, 100), small], [])))

run("convert", "-size", "512x512", "xc:#00f", "png24:/tmp/tile.png")
configuration, pixels = coded(heif_enc("/tmp/tile.png", "20"))


def grid(columns, rows, width, height):
    """One tile of 512 × 512, repeated."""
    descriptor = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)
    return heic(
        (b"grid", descriptor, [size(width, height)], [(b"dimg", [2] * (columns * rows))]),
        (b"hvc1", pixels, [size(512, 512), configuration], []),
    )


write("grid.heic", grid(2, 3, 1000, 1500))
write("tiles.heic", grid(50, 40, 512, 512))  # 2,000 tiles: 524 megapixels to decode for a picture of 512 × 512
