"""Pictures that people upload: taken apart, checked and put together again from the parts that show something.

Metadata, colour profiles, comments, scripts and whatever stands before or behind the picture are left out. Only PNG,
JPEG and WebP, which hold no script; an SVG would.
"""

import struct
import zlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST_SIDE = 2000  # pixels
MOST_BYTES = 512 << 10
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB"})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


class Broken(Exception):
    """The bytes are not the picture they claim to be."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was put together by us."""

    media_type: str
    width: int
    height: int
    content: bytes


def read_picture(content: bytes, *, most_bytes: int = MOST_BYTES, largest_side: int = LARGEST_SIDE) -> Picture:
    """The picture in ``content``; raises ``ValidationError`` for anything else, and for one that is too large."""
    if len(content) > most_bytes:
        words = _("The picture is larger than %(n)d KB. Save it smaller and choose it again.")
        raise ValidationError(words, code="large", params={"n": most_bytes >> 10})
    try:
        picture = _read(content, largest_side)
    except (Broken, struct.error, IndexError, zlib.error) as error:
        words = _("This is no whole PNG, JPEG or WebP picture. Other kinds, SVG among them, are not taken.")
        raise ValidationError(words, code="picture") from error
    if max(picture.width, picture.height) > largest_side:
        words = _("The picture is wider or higher than %(n)d pixels. Save it smaller and choose it again.")
        raise ValidationError(words, code="large", params={"n": largest_side})
    return picture


def _read(content: bytes, largest_side: int) -> Picture:
    if content.startswith(_PNG):
        return _png(content, largest_side)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    raise Broken


def _png(content: bytes, largest_side: int) -> Picture:
    at, parts, data, header = len(_PNG), [_PNG], bytearray(), b""
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", content, at + 8 + length)
        if len(body) != length or zlib.crc32(kind + body) != check or (not header and kind != b"IHDR"):
            raise Broken
        at += 12 + length
        if kind == b"IHDR":
            if header or length != 13:
                raise Broken
            header = body
        elif kind == b"IDAT":
            data += body
        elif kind not in _PNG_KEPT and not kind[:1].islower():
            raise Broken  # a part that must be understood, and is not of a plain picture
        if kind in _PNG_KEPT:
            parts.append(struct.pack(">I", length) + kind + body + struct.pack(">I", check))
        if kind == b"IEND":
            break
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", header)
    if not width or not height or depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise Broken
    if max(width, height) <= largest_side:
        _check_pixels(bytes(data), width, height, depth * _CHANNELS[colour], interlace)
    return Picture("image/png", width, height, b"".join(parts))


_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def _check_pixels(data: bytes, width: int, height: int, bits: int, interlace: int) -> None:
    """The pixels unpack to exactly what the header promises, not a byte more: no bomb."""
    sizes = [(width, height)]
    if interlace:
        sizes = [(-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in _PASSES]
    expected = sum(high * (1 + -(-wide * bits // 8)) for wide, high in sizes if wide > 0 and high > 0)
    unpacker = zlib.decompressobj()
    if len(unpacker.decompress(data, expected + 1)) != expected or not unpacker.eof or unpacker.unused_data:
        raise Broken


_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_JPEG_KEPT = frozenset({0xC4, 0xDB, 0xDD, 0xEE}) | _FRAMES  # 0xEE: Adobe's, without which colours come out wrong


def _jpeg(content: bytes) -> Picture:
    at, parts, size = 2, [b"\xff\xd8"], (0, 0)
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise Broken
        kind = content[at + 1]
        if kind == 0xD9:
            break
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) != length + 2:
            raise Broken
        at += 2 + length
        if kind in _FRAMES:
            if size != (0, 0):
                raise Broken
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        if kind in _JPEG_KEPT and not (kind == 0xEE and segment[4:9] != b"Adobe"):
            parts.append(segment)
        elif kind == 0xDA:
            end = _end_of_scan(content, at)
            parts.append(segment + content[at:end])
            at = end
        elif not (0xE0 <= kind <= 0xEF or kind == 0xFE):
            raise Broken
    if not all(size) or len(parts) < 4:
        raise Broken
    return Picture("image/jpeg", *size, b"".join([*parts, b"\xff\xd9"]))


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands; within a scan, 0xFF is followed by 0x00 or by a restart marker."""
    while True:
        at = content.index(b"\xff", at) if b"\xff" in content[at:] else len(content)
        if at + 1 >= len(content):
            raise Broken
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _webp(content: bytes) -> Picture:
    (length,) = struct.unpack_from("<I", content, 4)
    end = 8 + length
    if end > len(content) or length < 12:
        raise Broken
    at, parts, size = 12, [], (0, 0)
    has_alpha = False
    while at + 8 <= end:
        kind = content[at : at + 4]
        (length,) = struct.unpack_from("<I", content, at + 4)
        body = content[at + 8 : at + 8 + length]
        if len(body) != length:
            raise Broken
        at += 8 + length + length % 2
        if kind in (b"VP8 ", b"VP8L"):
            if size != (0, 0):
                raise Broken
            size = _size_of_vp8(body) if kind == b"VP8 " else _size_of_vp8l(body)
            parts.append((kind, body))
        elif kind == b"ALPH" and not has_alpha:
            has_alpha = True
            parts.append((kind, body))
        elif kind in (b"ANIM", b"ANMF"):
            raise Broken  # moving pictures
    if not all(size):
        raise Broken
    if has_alpha:  # transparency beside a lossy picture needs the extended header
        wide, high = ((side - 1).to_bytes(3, "little") for side in size)
        parts.insert(0, (b"VP8X", b"\x10\0\0\0" + wide + high))
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2) for kind, part in parts
    )
    return Picture("image/webp", *size, b"RIFF" + struct.pack("<I", len(body)) + body)


def _size_of_vp8(body: bytes) -> tuple[int, int]:
    if body[3:6] != b"\x9d\x01\x2a" or body[0] & 1:
        raise Broken
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _size_of_vp8l(body: bytes) -> tuple[int, int]:
    (signature, bits) = struct.unpack_from("<BI", body)
    if signature != 0x2F:
        raise Broken
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
