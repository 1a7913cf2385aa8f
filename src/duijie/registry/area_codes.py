"""Codes of administrative divisions (GB/T 2260 and the statistical codes): what they say about level and parent."""

from duijie.registry.models import AreaKind

# Names of codes of four digits that stand for no city; what lies below them belongs to the province.
PLACEHOLDER_NAMES = frozenset(
    {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县", "自治区直辖县级行政单位"}
)
KINDS = {2: AreaKind.PROVINCE, 4: AreaKind.CITY, 6: AreaKind.COUNTY, 9: AreaKind.TOWNSHIP}


def tidy_code(code: str) -> str:
    """``code`` without the zeros that only fill up: 420000 → 42, 421100 → 4211, 421102000000 → 421102.

    What is no such code comes back as it is.
    """
    digits = code.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in {6, 9, 12}:
        return digits
    if len(digits) == 12 and digits.endswith("000"):
        digits = digits[:9]
    if len(digits) == 9 and digits.endswith("000"):
        digits = digits[:6]
    if len(digits) == 6 and digits.endswith("00"):
        digits = digits[:2] if digits.endswith("0000") else digits[:4]
    return digits


def parent_codes(code: str) -> tuple[str, ...]:
    """Where an area with a tidy ``code`` may hang, the nearest first; the list has it or has not.

    A county (6 digits) hangs below its city (4), else below the province (2) – as cities at county level that a
    province runs itself (429004) and the districts of municipalities (110101) do. A township of a city without
    counties (441900003 of 东莞) hangs below the city.
    """
    lengths = [length for length in (6, 4, 2) if length < len(code)]
    return tuple(code[:length] for length in lengths)


def kind_of(code: str) -> AreaKind | None:
    """The level that a tidy ``code`` has, or None for villages (12 digits) and what is no code."""
    return KINDS.get(len(code)) if code.isdigit() else None
