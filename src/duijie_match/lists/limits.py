"""How much of a file is read: every bound a hostile or broken list could run into."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading. Sizes in bytes, ``cell`` in characters, ``seconds`` of processor time of the legacy
    reader.

    ``ratio`` is unpacked size by packed size of a zip member and counts only above ``ratio_free`` unpacked bytes: a
    sheet
    of 50,000 like rows packs 100:1 and is honest. ``rows`` is Excel's own bound; ``columns`` is far above any list
    kept by
    hand: what lies beyond is left out and said. ``forms`` is how many files of an archive or a folder are looked at.
    """

    file_bytes: int = 300 << 20
    unpacked_bytes: int = 2 << 30
    members: int = 20_000
    ratio: int = 400
    ratio_free: int = 64 << 20
    rows: int = 1_048_576
    columns: int = 1_000
    cell: int = 200_000
    merges: int = 200_000
    sheets: int = 200
    forms: int = 10_000
    memory: int = 2 << 30
    seconds: int = 120


STANDARD = Limits()
