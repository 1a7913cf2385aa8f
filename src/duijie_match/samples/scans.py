"""A picture that stands for a scanned form."""

import struct
import zlib


def grey_page() -> bytes:
    """A grey page as PNG."""
    width, height = 60, 84
    raw = b"".join(b"\0" + bytes([235]) * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
