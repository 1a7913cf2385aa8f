"""Reading how far all demands have come, packed by the thousand: what ``read_passages`` tells, many times faster.

Every change of what is counted leaves a ``PassageChange`` in its own transaction, and the next packing takes it away.
So the blocks, without the demands that changed since and with these read from their rows, say what the rows say at this
moment. What is not packed yet, or was by another release, is read from its rows too.
"""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import Max, Q

from duijie.demands.domain.queries.passages import DIVISIONS, KINDS, NONE, SOURCES, Array, Passages, read_passages
from duijie.demands.models import Demand, PassageBlock, PassageChange
from duijie.demands.stages import ALL
from duijie.registry.domain.queries.figures import Counted, paths_below
from duijie.registry.models import Area, AreaKind

SIZE = 4096
"""Numbers of demands in one block."""
CROWDED = 64
"""Changes of one block from which on all of it is read from the rows, so that no question has endless numbers in it."""
FORMAT = 2
"""Raised with every change of how a demand is counted that the tables in ``LAYOUT`` do not tell."""
EPOCH = 693_595  # the last day before 1900: a day since then fits into two bytes, until 2079
_DAYS = ("<u2", "<i4")
_told = (FORMAT, SIZE, KINDS, SOURCES, DIVISIONS, sorted(ALL), settings.TIME_ZONE)
LAYOUT = blake2b(repr(_told).encode(), digest_size=16).hexdigest()
_HEAD = struct.Struct("<IBHH")  # how many demands; which width days have; how many areas and zones
_LISTED, _NUMBER, _PLACE = ("area", "zone"), "<i8", "<u2"
_CODES = (("kind", "u1"), ("source", "u1"), ("division", "<u2"))
_LATER = ("unsolved", "reopened")
Narrowing = Callable[[Passages], Array]


@dataclass(frozen=True, slots=True)
class _Known:
    """Blocks of one database as this process has read them, parts of the ``whole`` that all of them make."""

    versions: dict[int, UUID]
    blocks: dict[int, Passages]
    whole: Passages


_memory: dict[str, _Known] = {}


def passages_of_all() -> Passages:
    """All living demands, wherever they are and whoever may see them. Four queries, and one more for blocks that this
    process has not read yet."""
    return _those(lambda _passages: None)


def passages_in(area: Area, *, by: Any, narrowed: Narrowing | None = None) -> Passages:
    """The living demands of the area that ``by`` may see: out of the blocks where that is all of them, as everywhere a
    funnel and figures are offered for; else row by row. ``narrowed`` names those of them that are wanted, so that no
    others are copied."""
    those = Counted(Demand, area, by=by)
    if not those.is_whole:
        passages = read_passages(those.rows)
        return passages if narrowed is None else passages.only(narrowed(passages))
    inner = np.array([*paths_below(area)], dtype=np.int64)

    def wanted(passages: Passages) -> Array:
        chosen: Array = np.isin(passages.zone, inner)
        if area.kind != AreaKind.ZONE:
            chosen |= np.isin(passages.area, inner)
        return chosen if narrowed is None else chosen & narrowed(passages)

    return _those(wanted)


def _those(wanted: Callable[[Passages], Array | None]) -> Passages:
    """Of all living demands those that ``wanted`` names of the ones it is given; None says all of these."""
    changed = np.array([*PassageChange.objects.order_by().values_list("demand", flat=True).distinct()], dtype=np.int64)
    last = Demand.objects.order_by().aggregate(last=Max("pk"))["last"] or 0
    known = _read_blocks()
    numbers, counts = np.unique(changed // SIZE, return_counts=True)
    crowded = {*numbers[counts > CROWDED].tolist()}
    from_rows = [number for number in range(last // SIZE + 1) if number in crowded or number not in known.versions]
    late = changed[~np.isin(changed // SIZE, np.array(from_rows, dtype=np.int64))]
    whole = known.whole
    chosen = wanted(whole)
    if len(late) or crowded:
        kept = np.isin(whole.number, late, invert=True)
        if crowded:
            kept &= np.isin(whole.number // SIZE, np.array([*crowded], dtype=np.int64), invert=True)
        chosen = kept if chosen is None else chosen & kept
    if chosen is not None and not chosen.all():
        whole = whole.only(chosen)
    if not len(late) and not from_rows:
        return whole
    rows = Demand.objects.filter(archived_at=None).filter(Q(pk__in=late.tolist()) | _in_ranges(from_rows))
    found = read_passages(rows)
    chosen = wanted(found)
    return joined([whole, found if chosen is None else found.only(chosen)])


def _in_ranges(blocks: Iterable[int]) -> Q:
    """The demands of these blocks; neighbours are one range."""
    ranges: list[list[int]] = []
    for number in blocks:
        if ranges and ranges[-1][1] == number:
            ranges[-1][1] += 1
        else:
            ranges.append([number, number + 1])
    found = Q(pk__in=())
    for begin, end in ranges:
        found |= Q(pk__gte=begin * SIZE, pk__lt=end * SIZE)
    return found


def _read_blocks() -> _Known:
    """All blocks as they are now; those that this process knows already are not read again."""
    alias = connection.alias
    known = _memory.get(alias, _Known({}, {}, _blank(0)))
    rows = PassageBlock.objects.filter(layout=LAYOUT)
    versions = dict(rows.order_by("number").values_list("number", "version"))
    if versions == known.versions:
        return known
    wanted = [number for number, version in versions.items() if known.versions.get(number) != version]
    read = rows.filter(number__in=wanted).values_list("number", "version", "packed")
    parts: dict[int, bytes | Passages] = {
        number: block for number, block in known.blocks.items() if number in versions
    }  # fmt: skip
    for number, version, packed in read.iterator():
        versions[number] = version
        parts[number] = bytes(packed)
    # One that went between the two questions is read from its rows.
    versions = {number: version for number, version in versions.items() if number in parts}
    whole, blocks = _put_together(parts)
    _memory[alias] = made = _Known(versions, blocks, whole)
    return made


def _put_together(parts: dict[int, bytes | Passages]) -> tuple[Passages, dict[int, Passages]]:
    """All blocks as one, and each as a part of it, which shares its memory. What is packed is written where it belongs
    at once: each further copy of all demands would take as long as unpacking them."""
    counts = {
        number: _HEAD.unpack_from(one)[0] if isinstance(one, bytes) else len(one) for number, one in parts.items()
    }
    whole = _blank(sum(counts.values()))
    blocks, at = {}, 0
    for number in sorted(parts):
        blocks[number] = place = whole.only(slice(at, at + counts[number]))
        at += counts[number]
        one = parts[number]
        if isinstance(one, bytes):
            _unpack_into(place, number, one)
        else:
            for each in fields(Passages):
                getattr(place, each.name)[...] = getattr(one, each.name)
    return whole, blocks


def _count_of(part: bytes | Passages) -> int:
    return int(_HEAD.unpack_from(part)[0]) if isinstance(part, bytes) else len(part)


def _blank(count: int) -> Passages:
    """Room for so many demands, with no day."""
    days = np.zeros((len(ALL), count), dtype=np.int32)
    stages = len(ALL) - len(_LATER)
    number, area, zone = (np.empty(count, dtype=np.int64) for _column in range(3))
    kind, source, division = (np.empty(count, dtype=np.int16) for _column in range(3))
    return Passages(
        number, area, zone, kind, source, division, days[:stages].T, days[stages], days[stages + 1]
    )  # fmt: skip


def joined(parts: list[Passages]) -> Passages:
    """Several as one."""
    columns = {name: np.concatenate([getattr(one, name) for one in parts]) for name in _NAMES}
    return Passages(**columns, days=np.concatenate([one.days.T for one in parts], axis=1).T)


_NAMES = tuple(one.name for one in fields(Passages) if one.name != "days")


def pack(number: int, passages: Passages) -> bytes:
    """The demands of a block as bytes, in the order of their numbers: which numbers there are and which days are known,
    a bit each; areas and zones as places in a list; the days that are known. That is as short as ``zlib`` would make
    it, and is read in a fraction of the time."""
    passages = passages.only(np.argsort(passages.number))
    is_there = np.zeros(SIZE, dtype=bool)
    is_there[passages.number - number * SIZE] = True
    days = np.stack([*passages.days.T, *(getattr(passages, name) for name in _LATER)])
    is_known = days != NONE
    known = days[is_known].astype(np.int64) - EPOCH
    is_wide = bool(len(known)) and not 0 <= known.min() <= known.max() <= 0xFFFF
    parts = [np.packbits(is_there)]
    lengths = []
    for name in _LISTED:
        values, places = np.unique(getattr(passages, name), return_inverse=True)
        lengths.append(len(values))
        parts += [values.astype(_NUMBER), places.astype(_PLACE)]
    parts += [getattr(passages, name).astype(kind) for name, kind in _CODES]
    parts += [np.packbits(is_known), known.astype(_DAYS[is_wide])]
    return _HEAD.pack(len(passages), is_wide, *lengths) + b"".join(one.tobytes() for one in parts)


def unpack(number: int, packed: bytes) -> Passages:
    """What ``pack`` has packed."""
    return _put_together({number: packed})[0]


def _unpack_into(room: Passages, number: int, packed: bytes) -> None:
    """``room`` is blank."""
    count, is_wide, *lengths = _HEAD.unpack_from(packed)
    at = _HEAD.size

    def take(kind: str, many: int) -> Array:
        nonlocal at
        found = np.frombuffer(packed, dtype=kind, count=many, offset=at)
        at += found.nbytes
        return found

    def take_truths(many: int) -> Array:
        return np.unpackbits(take("u1", -(-many // 8)), count=many).view(bool)

    room.number[...] = np.flatnonzero(take_truths(SIZE)) + number * SIZE
    for name, length in zip(_LISTED, lengths, strict=True):
        values = take(_NUMBER, length)
        getattr(room, name)[...] = values[take(_PLACE, count)]
    for name, kind in _CODES:
        getattr(room, name)[...] = take(kind, count)
    columns = [*room.days.T, *(getattr(room, name) for name in _LATER)]
    is_known = take_truths(len(columns) * count).reshape(len(columns), count)
    known = np.frombuffer(packed, dtype=_DAYS[is_wide], offset=at).astype(np.int32) + EPOCH
    ends = np.cumsum(np.count_nonzero(is_known, axis=1))
    for column, chosen, begin, end in zip(columns, is_known, [0, *ends], ends, strict=False):
        column[chosen] = known[begin:end]
