"""Reading how far all demands have come, packed by the thousand: what ``read_passages`` tells, many times faster.

Every change of what is counted leaves a ``PassageChange`` in its own transaction, and the next packing takes it away.
So the blocks, without the demands that changed since and with these read from their rows, say what the rows say at this
moment. What is not packed yet, or was by another release, is read from its rows too.
"""

import struct
import zlib
from collections.abc import Iterable
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
FORMAT = 1
"""Raised with every change of how a demand is counted that the tables in ``LAYOUT`` do not tell."""
EPOCH = 693_595  # the last day before 1900: a day since then fits into two bytes, until 2079
_DAYS = ("<u2", "<i4")
_told = (FORMAT, SIZE, KINDS, SOURCES, DIVISIONS, sorted(ALL), settings.TIME_ZONE)
LAYOUT = blake2b(repr(_told).encode(), digest_size=16).hexdigest()
_HEAD = struct.Struct("<IB")  # how many demands; which width days have
_COLUMNS = (("number", "<u2"), ("area", "<i4"), ("zone", "<i4"), ("kind", "u1"), ("source", "u1"), ("division", "<u2"))
_LATER = ("unsolved", "reopened")


@dataclass(frozen=True, slots=True)
class _Known:
    """Blocks of one database as this process has read them, with all of them as one."""

    versions: dict[int, UUID]
    blocks: dict[int, Passages]
    whole: Passages


_memory: dict[str, _Known] = {}


def passages_of_all() -> Passages:
    """All living demands, wherever they are and whoever may see them. Four queries, and one more for blocks that this
    process has not read yet."""
    changed = np.array([*PassageChange.objects.order_by().values_list("demand", flat=True).distinct()], dtype=np.int64)
    last = Demand.objects.order_by().aggregate(last=Max("pk"))["last"] or 0
    known = _read_blocks()
    numbers, counts = np.unique(changed // SIZE, return_counts=True)
    crowded = {*numbers[counts > CROWDED].tolist()}
    from_rows = [number for number in range(last // SIZE + 1) if number in crowded or number not in known.versions]
    late = changed[~np.isin(changed // SIZE, np.array(from_rows, dtype=np.int64))]
    whole = known.whole
    if len(late) or crowded:
        gone = np.isin(whole.number, late) | np.isin(whole.number // SIZE, np.array([*crowded], dtype=np.int64))
        whole = whole.only(~gone)
    if not len(late) and not from_rows:
        return whole
    rows = Demand.objects.filter(archived_at=None).filter(Q(pk__in=late.tolist()) | _in_ranges(from_rows))
    return joined([whole, read_passages(rows)])


def passages_in(area: Area, *, by: Any) -> Passages:
    """The living demands of the area that ``by`` may see: out of the blocks where that is all of them, as everywhere a
    funnel and figures are offered for; else row by row."""
    those = Counted(Demand, area, by=by)
    if not those.is_whole:
        return read_passages(those.rows)
    passages, inner = passages_of_all(), np.array([*paths_below(area)], dtype=np.int64)
    chosen: Array = np.isin(passages.zone, inner)
    if area.kind != AreaKind.ZONE:
        chosen |= np.isin(passages.area, inner)
    return passages if chosen.all() else passages.only(chosen)


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
    known = _memory.get(alias, _Known({}, {}, joined([])))
    rows = PassageBlock.objects.filter(layout=LAYOUT)
    versions = dict(rows.order_by("number").values_list("number", "version"))
    if versions == known.versions:
        return known
    wanted = [number for number, version in versions.items() if known.versions.get(number) != version]
    read = rows.filter(number__in=wanted).values_list("number", "version", "packed")
    blocks = {number: block for number, block in known.blocks.items() if number in versions}
    for number, version, packed in read.iterator():
        versions[number] = version
        blocks[number] = unpack(number, bytes(packed))
    # One that went between the two questions is read from its rows.
    versions = {number: version for number, version in versions.items() if number in blocks}
    _memory[alias] = made = _Known(versions, blocks, joined([blocks[number] for number in sorted(blocks)]))
    return made


def joined(parts: list[Passages]) -> Passages:
    """Several as one."""
    if not parts:
        return read_passages(Demand.objects.none())
    columns = {name: np.concatenate([getattr(one, name) for one in parts]) for name in _NAMES}
    return Passages(**columns, days=np.concatenate([one.days.T for one in parts], axis=1).T)


_NAMES = tuple(one.name for one in fields(Passages) if one.name != "days")


def pack(number: int, passages: Passages) -> bytes:
    """The demands of a block as bytes, column after column."""
    days = np.column_stack([passages.days, *(getattr(passages, name) for name in _LATER)]).astype(np.int64)
    near = np.where(days == NONE, 0, days - EPOCH)
    is_wide = bool(((near < 1) & (days != NONE)).any() or near.max(initial=0) > 0xFFFF)
    columns = {name: getattr(passages, name) for name, _type in _COLUMNS}
    columns["number"] = passages.number - number * SIZE
    parts = [np.ascontiguousarray(columns[name]).astype(kind).tobytes() for name, kind in _COLUMNS]
    parts.append(np.ascontiguousarray((days if is_wide else near).T).astype(_DAYS[is_wide]).tobytes())
    return _HEAD.pack(len(passages), is_wide) + zlib.compress(b"".join(parts), 1)


def unpack(number: int, packed: bytes) -> Passages:
    """What ``pack`` has packed."""
    count, is_wide = _HEAD.unpack_from(packed)
    told, at = zlib.decompress(packed[_HEAD.size :]), 0
    columns: dict[str, Array] = {}
    for name, kind in _COLUMNS:
        columns[name] = np.frombuffer(told, dtype=kind, count=count, offset=at)
        at += columns[name].nbytes
    flat = np.frombuffer(told, dtype=_DAYS[is_wide], offset=at).astype(np.int32)
    days = flat.reshape(-1, count) if count else flat.reshape(len(ALL), 0)
    if not is_wide:
        days = np.where(days == 0, NONE, days + EPOCH)
    stages = len(ALL) - len(_LATER)
    return Passages(
        columns["number"].astype(np.int64) + number * SIZE, columns["area"].astype(np.int64),
        columns["zone"].astype(np.int64), columns["kind"].astype(np.int16), columns["source"].astype(np.int16),
        columns["division"].astype(np.int16), days[:stages].T.astype(np.int32),
        days[stages].astype(np.int32), days[stages + 1].astype(np.int32),
    )  # fmt: skip
