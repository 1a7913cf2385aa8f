"""Counts over teams, stations, firms and requests: this application together with what else there is."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.batch import Batch, Subject, Tie, TieKind
from duijie.programmes.conditions.facts import Fact, FactKind, Known, Source, Unknown, Value, Values, add_fact

_PROOF = _("statement of the offices that keep the other records")


def _counting(count: Callable[[Batch, Subject, date], Value]) -> Callable[[Batch, Any], Values]:
    def read(batch: Batch, day: date) -> Values:
        if batch.ties is None:
            return {one.key: Unknown("no-count") for one in batch.subjects}
        return {one.key: count(batch, one, day) for one in batch.subjects}

    return read


def _others(ties: list[Tie], subject: Subject, day: date) -> list[Tie]:
    return [tie for tie in ties if tie.holds(day) and (tie.subject is None or tie.subject != subject.key)]


def _target(tie: Tie) -> Any:
    """What a bond leads to: the unit where it is named, else the application itself."""
    if tie.organisation is not None:
        return ("unit", tie.organisation)
    return ("application", tie.subject) if tie.subject is not None else ("tie", id(tie))


def _of_person(kind: TieKind) -> Callable[[Batch, Subject, date], Value]:
    def count(batch: Batch, subject: Subject, day: date) -> Value:
        if subject.person is None:
            return Unknown("no-person")
        reached = {_target(tie) for tie in _others(batch.ties_of_persons[kind, subject.person], subject, day)}
        if subject.makes is kind:
            reached.add(("unit", subject.host) if subject.host is not None else ("this",))
        return Known(len(reached))

    return count


def _read_requests(batch: Batch, day: date) -> Values:
    """Counted once for all: a county may have thousands. A firm's needs count each; a firm that applications of the
    round name counts once, where it has stated no need: for one firm, that is the same request."""
    if batch.ties is None:
        return {one.key: Unknown("no-count") for one in batch.subjects}
    held = [tie for tie in batch.ties if tie.kind is TieKind.REQUEST and tie.area is not None and tie.holds(day)]
    needs = Counter((tie.area, tie.organisation) for tie in held if tie.subject is None)
    named = {(tie.area, tie.organisation) for tie in held if tie.subject is not None and tie.organisation is not None}
    loose = {(tie.area, tie.subject) for tie in held if tie.subject is not None and tie.organisation is None}
    by_area = Counter(area for area, _what in [*needs.elements(), *(named - set(needs)), *loose])

    def own(one: Subject) -> int:
        """What it adds to the others: nothing where its firm is counted already."""
        if one.host is not None:
            return (one.area, one.host) not in named and (one.area, one.host) not in needs
        return one.makes is TieKind.REQUEST and (one.area, one.key) not in loose

    return {
        one.key: Unknown("no-area") if one.area is None else Known(by_area[one.area] + own(one))
        for one in batch.subjects
    }


def _shared(batch: Batch, subject: Subject, day: date) -> Value:
    """How many of the team sit in another one too."""
    people = {*subject.members, *(() if subject.person is None else (subject.person,))}
    if not people:
        return Unknown("no-person")
    if subject.unregistered:
        return Unknown("not-registered")
    bound = [one for one in people if _others(batch.ties_of_persons[TieKind.TEAM, one], subject, day)]
    return Known(len(bound))


def _size(batch: Batch, subject: Subject, day: date) -> Value:
    return Known(len({*subject.members, *(() if subject.person is None else (subject.person,))}) + subject.unregistered)


def _add(name: str, label: Any, unit: Any, read: Callable[[Batch, Any], Values], proof: Any = _PROOF) -> None:
    add_fact(Fact(name, FactKind.NUMBER, label, Source.ROUND, read, proof, unit=unit, dated=True))


_add("person.firms", _("firms that the person serves, this one included"), _("firms"),
     _counting(_of_person(TieKind.POSTING)))  # fmt: skip
_add("person.stations", _("stations that the person belongs to, this one included"), _("stations"),
     _counting(_of_person(TieKind.STATION)))  # fmt: skip
_add("person.teams", _("teams that the person belongs to, this one included"), _("teams"),
     _counting(_of_person(TieKind.TEAM)))  # fmt: skip
_add("team.shared", _("persons of the team who sit in another team"), _("persons"), _counting(_shared))
_add("team.size", _("persons of the team, the leader included"), _("persons"),
     lambda batch, day: {one.key: _size(batch, one, day) for one in batch.subjects}, _("list of the team"))  # fmt: skip
_add("area.requests", _("requests of the recommending area, this one included"), _("requests"), _read_requests)
