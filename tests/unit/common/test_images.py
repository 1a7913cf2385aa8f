"""Uploaded pictures are put together again from what shows something; everything else is refused or left out."""

import struct
import zlib

import pytest
from django.core.exceptions import ValidationError

from duijie.common.images import LARGEST_SIDE, MOST_BYTES, read_picture


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 3, height: int = 2, *, pixels: bytes | None = None, more: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x10\x20\x30" * width for _row in range(height)) if pixels is None else pixels
    data = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + data + chunk(b"IEND", b"")


def segment(kind: int, body: bytes) -> bytes:
    return bytes([0xFF, kind]) + struct.pack(">H", len(body) + 2) + body


def jpeg(more: bytes = b"") -> bytes:
    frame = segment(0xC0, b"\x08" + struct.pack(">HH", 2, 3) + b"\x01\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34"
    return b"\xff\xd8" + more + segment(0xDB, bytes(65)) + frame + segment(0xC4, bytes(20)) + scan + b"\xff\xd9"


def webp(more: bytes = b"") -> bytes:
    pixels = b"\x2f" + struct.pack("<I", 2 | 1 << 14) + b"\0"
    body = b"WEBP" + b"VP8L" + struct.pack("<I", len(pixels)) + pixels + more
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("content", "media_type"), [(png(), "image/png"), (jpeg(), "image/jpeg"), (webp(), "image/webp")]
)
def test_a_plain_picture_stays_as_it_is(content: bytes, media_type: str) -> None:
    found = read_picture(content)
    assert (found.media_type, found.width, found.height, found.content) == (media_type, 3, 2, content)
    assert read_picture(found.content) == found


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (png(more=chunk(b"tEXt", b"Comment\0<script>")), png()),
        (png() + b"<script>alert(1)</script>", png()),
        (jpeg(segment(0xE1, b"Exif\0\0somewhere") + segment(0xFE, b"<script>")), jpeg()),
        (jpeg() + b"PK\x03\x04 an archive behind it", jpeg()),
        (webp(b"EXIF" + struct.pack("<I", 4) + b"gps!"), webp()),
    ],
)
def test_what_shows_nothing_is_left_out(content: bytes, plain: bytes) -> None:
    assert read_picture(content).content == plain


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(20), b"\x89PNG\r\n\x1a\n", png()[:-4],
        png()[:40], png(pixels=b"\0" * 10_000_000), png(pixels=b"\0" * 5), png().replace(b"IHDR", b"IHDX"), jpeg()[:-2], jpeg()[:20],  # noqa: E501 – one sentence
        b"\xff\xd8\xff\xd9", webp()[:-3], webp(b"ANIM" + struct.pack("<I", 0)), b"RIFF\0\0\0\0WEBP", b"\xff\xd8\xff" * 50,  # noqa: E501 – one sentence
    ],
)  # fmt: skip
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        read_picture(content)
    assert refused.value.code == "picture"


def test_too_large_a_picture_is_refused() -> None:
    for content in (png(LARGEST_SIDE + 1, 1), bytes(MOST_BYTES + 1)):
        with pytest.raises(ValidationError) as refused:
            read_picture(content)
        assert refused.value.code == "large"
