"""Pictures to choose."""

import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page


def png(width: int, height: int) -> bytes:
    """Four upright stripes: red, green, blue, white."""
    colours = [b"\xd0\x20\x20", b"\x20\xa0\x40", b"\x20\x40\xd0", b"\xff\xff\xff"]
    row = b"\0" + b"".join(colours[x * 4 // width] for x in range(width))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    )


def choose(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a picture").click()
    chooser.value.set_files(path)
