"""Reading pairs of duplicates, and the hint before a record is saved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from duijie.accounts.access import can
from duijie.registry.domain.queries.merges import merged_numbers
from duijie.registry.domain.records import links_of
from duijie.registry.likeness import KINDS, SHORTEST_NEAR, Kind, Print, judge, mobile_key, near_among, print_of
from duijie.registry.models import DuplicatePair, Organisation, Why
from duijie.registry.names import initials_of, name_key, simplify, tidy_name
from duijie.registry.register import Register, home_of, register_of

MOST_HINTS = 10
MOST_CANDIDATES = 100
MOST_NEAR = 1000
LEAST = 0.5
_ORDER = {why: place for place, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class DuplicateHint:
    """A record that may be the same, why, and how likely."""

    record: Any
    why: Why
    likeness: float


def hints_for(
    register: Register, *, values: Mapping[str, Any], by: Any, besides: int | None = None
) -> list[DuplicateHint]:
    """Records that ``by`` may see and that may be the one about to be saved, the likeliest first."""
    home = home_of(register)
    kind = KINDS[home.key]
    row = {name: _plain(values, name) for name in kind.columns}
    mine = print_of(home.key, 0, row)
    numbers = _candidates(home, kind, mine, row)
    rows = home.model._default_manager.visible_to(by).filter(pk__in=numbers).exclude(pk__in=merged_numbers(home))
    if besides:
        rows = rows.exclude(pk=besides)
    records = rows.select_related(*links_of(home.model))
    best = _likeliest(_said_of_persons(home, records, by) if home.key == "persons" else _said(kind, rows), home, mine)
    shown = records.in_bulk([number for number, _why, _likeness in best]) if best else {}
    return [DuplicateHint(shown[number], why, likeness) for number, why, likeness in best if number in shown]


def _said(kind: Kind, rows: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """What records say by which they are compared: hundreds may begin alike, and their texts are long."""
    for row in rows.values("pk", *kind.printed):
        yield row["pk"], row


def _said_of_persons(home: Register, records: Any, by: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The same, without what is open only to those who may see the person: nobody finds out a number by guessing."""
    for record in records:
        said = {name: getattr(record, name) for name in KINDS[home.key].columns}
        if not can(by, home.permission("view"), record.place):
            said |= {"mobile": "", "email": ""}
        yield record.pk, said


def _likeliest(
    said: Iterable[tuple[int, Mapping[str, Any]]], home: Register, mine: Print
) -> list[tuple[int, Why, float]]:
    found = []
    for number, row in said:
        best = compare(home.key, mine, print_of(home.key, number, row))
        if best is not None and best[1] >= LEAST:
            found.append((number, *best))
    return sorted(found, key=lambda one: (-one[2], one[0]))[:MOST_HINTS]


def compare(register: str, one: Print, other: Print) -> tuple[Why, float] | None:
    """Why two records may be one, by their prints; the surest reason."""
    theirs = set(other.keys)
    met: list[Why] = [why for why, key in one.keys if (why, key) in theirs and why is not Why.NEAR]
    if register != "persons" and min(len(one.key), len(other.key)) >= SHORTEST_NEAR:
        met.append(Why.NEAR)
    for why in sorted(met, key=_ORDER.__getitem__):
        likeness = judge(register, why, one, other)
        if likeness > 0:
            return why, likeness
    return None


def _plain(values: Mapping[str, Any], name: str) -> Any:
    value = values.get(name)
    if name == "organisation_name" and not value:
        return str(values.get("organisation") or "")
    return value if value is not None else ("" if name != "area_id" else None)


def _candidates(home: Register, kind: Kind, mine: Print, row: Mapping[str, Any]) -> set[int]:
    """Numbers of records worth comparing, whoever may see them: a handful of queries, each for one index."""
    rows = home.model._default_manager.order_by()  # archived ones too: they can be restored instead
    text = " ".join(str(row["name" if "name" in row else "title"] or "").split())
    if home.model is Organisation:
        near = {
            number
            for one in _near_organisations(mine)
            for number in near_among(mine.key, rows.filter(one).values_list("pk", "name_key")[:MOST_NEAR])
        }
        asked = list(_organisations(mine, row))
        return near | {
            number for one in asked for number in rows.filter(one).values_list("pk", flat=True)[:MOST_CANDIDATES]
        }
    if home.key == "persons":
        asked = list(_persons(text, row))
    else:
        asked = list(_titled(text, row))
    return {number for one in asked for number in rows.filter(one).values_list("pk", flat=True)[:MOST_CANDIDATES]}


def _organisations(mine: Print, row: Mapping[str, Any]) -> Iterator[Q]:
    key, main = mine.key, initials_of(row["name"]).split(" ")[0]
    if row["uscc"]:
        yield Q(uscc=row["uscc"])
    if key:
        yield Q(name_key=key)
    short = name_key(row["short_name"])
    if len(short) >= 2:
        yield Q(name_key=short)
    if len(main) >= SHORTEST_NEAR:
        yield Q(initials=main)
        yield starts_with("initials", f"{main} ")


def _near_organisations(mine: Print) -> Iterator[Q]:
    """One slip leaves one half of a name as it was."""
    key = mine.key
    if len(key) >= SHORTEST_NEAR:
        half = max(3, len(key) // 2)
        yield starts_with("name_key", key[:half])
        yield starts_with("name_tail", key[: -half - 1 : -1])


def _persons(text: str, row: Mapping[str, Any]) -> Iterator[Q]:
    if not text:
        return
    yield Q(name=tidy_name(text))
    yield starts_with("initials", initials_of(text).split(" ")[0])
    number = mobile_key(row["mobile"])
    if number:
        yield Q(mobile__endswith=number)
    if row["email"]:
        yield Q(email__iexact=row["email"])


def _titled(text: str, row: Mapping[str, Any]) -> Iterator[Q]:
    """By the first half of the title, as written and in simplified characters, and by the owner."""
    half = max(2, len(text) // 2)
    for part in dict.fromkeys((text[:half], simplify(text)[:half]) if text else ()):
        yield starts_with("title", part)
    if row["organisation_name"]:
        yield Q(organisation_name=row["organisation_name"])


def starts_with(column: str, text: str) -> Q:
    """What an index answers on either database: SQLite's LIKE would read every row."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": f"{text}\U0010ffff"})
    return Q(**{f"{column}__startswith": text})


def list_pairs(*, by: Any) -> Any:
    """Pairs of which ``by`` may edit both."""
    return DuplicatePair.objects.visible_to(by).select_related("decided_by")


def find_pair(*, by: Any, pk: int) -> DuplicatePair:
    """The pair, or ``DoesNotExist``."""
    found: DuplicatePair = list_pairs(by=by).get(pk=pk)
    return found


def attach_records(pairs: Iterable[Any], *, names: tuple[str, str] = ("first", "second")) -> None:
    """Put on each pair its two records as ``one`` and ``other`` – one query for each register that occurs."""
    pairs = list(pairs)
    for key in {pair.register for pair in pairs}:
        register = register_of(key)
        mine = [pair for pair in pairs if pair.register == key]
        numbers = {getattr(pair, name) for pair in mine for name in names}
        rows = register.model._default_manager.select_related(*links_of(register.model)).in_bulk(numbers)
        for pair in mine:
            pair.register_label = register.label
            pair.one, pair.other = (rows.get(getattr(pair, name)) for name in names)
