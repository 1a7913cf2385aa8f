"""In which encoding the text of a list is: what offices save, without their saying so."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duijie_match.lists.packages import open_plain
from duijie_match.wording import Message, msg

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 18
_ASCII_AND_TAILS = bytes(range(0xC0))  # every UTF-8 byte that does not begin a longer character

CHINESE, TRADITIONAL, WESTERN = "gb18030", "cp950", "cp1252"
OTHERS = {
    TRADITIONAL: msg("Read as Big5. If texts look wrong, save the file again as “CSV UTF-8”."),
    WESTERN: msg("Read as Windows-1252. If texts look wrong, save the file again as “CSV UTF-8”."),
}
"""What is told of an encoding that was taken for likely."""

LOOKED_AT = 1 << 16
"""Bytes of lines with letters beyond ASCII: enough to tell what they are."""
USUAL, LEAST, MARGIN = 0.8, 0.7, 0.25
"""The share of usual characters above which a text is GB18030 without a further question; that which another encoding
needs, and what it needs more than GB18030. Chinese titles and abstracts have about .95 in their own encoding and less
than half in a wrong one, but for very short ones.
"""
LONE, SOME_LONE = 0.8, 0.3
"""The share of bytes beyond ASCII that stand alone between ASCII ones: in Western text nearly all, in Chinese hardly
any. The lower one is enough where no Chinese reading makes sense: signs like ™” stand together.
"""
NONSENSE = 0.5
_HIGH = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become text. ``doubtful``: some bytes fit no encoding and show as U+FFFD."""

    name: str
    doubtful: bool = False

    @property
    def remark(self) -> Message | None:
        """What a reader should know of an encoding that was only taken for likely."""
        return OTHERS.get(self.name)


def encoding_of(path: Path) -> Encoding:
    """The byte order mark's, else UTF-8 where the whole file fits, else what is likely: GB18030 (which holds GBK and
    GB2312), Big5 or Windows-1252, else what fits best.
    """
    with open_plain(path) as stream:
        head = stream.read(1 << 12)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name, _faults(path, name) > 0)
    if b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) * 8 > len(head):
            name = "utf-16-be" if even > odd else "utf-16-le"
            return Encoding(name, _faults(path, name) > 0)
    utf8 = _faults(path, "utf-8")
    if not utf8:
        return Encoding("utf-8")
    # A UTF-8 file with a scar here and there is still UTF-8; read in another encoding it would be all nonsense.
    if utf8 * 200 < _multibyte(path):
        return Encoding("utf-8", doubtful=True)
    likely = likely_encoding(_telling_bytes(path))
    if likely != CHINESE:
        return Encoding(likely, _faults(path, likely) > 0)
    gb = _faults(path, CHINESE)
    if gb and utf8 <= gb:
        return Encoding("utf-8", doubtful=True)
    return Encoding(CHINESE, doubtful=gb > 0)


def likely_encoding(data: bytes) -> str:
    """What ``data``, which is no Unicode, most likely is written in: ``CHINESE`` unless another one is clearly
    better.
    """
    unicode = data.decode("utf-8", "replace")
    damaged = unicode.count("\ufffd")
    if sum(ord(sign) > 0x7F for sign in unicode) > 2 * damaged:  # mostly UTF-8, so that no other one is right
        return CHINESE
    high = _HIGH.findall(data)
    lone = sum(len(run) == 1 for run in high) / max(1, sum(map(len, high)))
    if lone >= LONE:
        return WESTERN
    chinese, traditional = (_usual(data, name) for name in (CHINESE, TRADITIONAL))
    if chinese >= USUAL:
        return CHINESE
    if traditional >= LEAST and traditional >= chinese + MARGIN:
        return TRADITIONAL
    return WESTERN if lone >= SOME_LONE and max(chinese, traditional) < NONSENSE else CHINESE


def _usual(data: bytes, encoding: str) -> float:
    """How many of the characters beyond ASCII are usual ones, read in ``encoding``."""
    found = [sign for sign in data.decode(encoding, "replace") if ord(sign) > 0x7F]
    usual = _usual_signs(encoding)
    return sum(sign in usual for sign in found) / max(1, len(found))


@cache
def _usual_signs(encoding: str) -> frozenset[str]:
    """Signs, and the ideographs of the first level (3,755 of GB 2312, 5,401 of Big5), of which nearly all of a text is
    made.
    """
    upper = range(0xA1, 0xFF)
    if encoding == CHINESE:
        return frozenset(_characters("gbk", [*range(0xA1, 0xAA), *range(0xB0, 0xD8)], upper))
    return frozenset(_characters(encoding, [*range(0xA1, 0xC7)], [*range(0x40, 0x7F), *upper]))


def _characters(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> Iterable[str]:
    trails = list(trails)
    for lead in leads:
        for trail in trails:
            sign = bytes((lead, trail)).decode(encoding, "ignore")
            if len(sign) == 1:
                yield sign


def _telling_bytes(path: Path) -> bytes:
    """Lines that are not all ASCII, the first ``LOOKED_AT`` bytes of them."""
    found: list[bytes] = []
    size = 0
    with open_plain(path) as stream:
        for line in iter(lambda: stream.readline(_BLOCK), b""):
            if not line.isascii():
                found.append(line)
                size += len(line)
                if size > LOOKED_AT:
                    break
    return b"".join(found)


def _faults(path: Path, encoding: str) -> int:
    """How many places of the file ``encoding`` cannot decode (counted up to 10,000)."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    strict = codecs.getincrementaldecoder(encoding)("strict")
    faults = 0
    with open_plain(path) as stream:
        while True:
            block = stream.read(_BLOCK)
            last = not block
            if not faults:
                try:
                    strict.decode(block, last)
                except UnicodeDecodeError:
                    # From here on count; the block is decoded again from a fresh state, which may cost one fault at
                    # its start.
                    faults += max(1, decoder.decode(block, last).count("\ufffd"))
            else:
                faults += decoder.decode(block, last).count("\ufffd")
            if last or faults > 10_000:
                return faults


def _multibyte(path: Path) -> int:
    """How many characters of more than one byte the file has, read as UTF-8."""
    with open_plain(path) as stream:
        return sum(len(block.translate(None, _ASCII_AND_TAILS)) for block in iter(lambda: stream.read(_BLOCK), b""))
