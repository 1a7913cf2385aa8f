"""Checks a plan of postings against all limits, from the chosen pairs and the facts alone.

Shares nothing with the planner, so that a mistake there, or a change by hand, shows here.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Facts:
    """What limits are counted against. ``rooms`` by person, ``host_rooms`` by host, ``wanted`` by need; ``hosts`` of
    needs; ``bars``: pairs of person and host that may not be, with the code of why; ``unfit``: pairs of need and person
    below the lowest fit; ``names`` for the sentences. ``requests`` counts the living needs of each county."""

    rooms: Mapping[Hashable, int]
    host_rooms: Mapping[Hashable, int]
    wanted: Mapping[Hashable, int]
    hosts: Mapping[Hashable, Hashable]
    bars: Mapping[tuple[Hashable, Hashable], str]
    unfit: frozenset[tuple[Hashable, Hashable]] = frozenset()
    names: Mapping[tuple[str, Hashable], str] = field(default_factory=dict)
    requests: Mapping[Hashable, int] = field(default_factory=dict)
    requests_most: int | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """``code``: ``unknown``, ``twice``, ``person_full``, ``host_full``, ``need_full``, ``owner``, ``serves``, ``fit``,
    ``same_host``, ``county``."""

    code: str
    text: str
    need: Hashable = None
    candidate: Hashable = None


def breaches_in(chosen: Iterable[tuple[Hashable, Hashable]], facts: Facts) -> list[Breach]:
    """Every breach of a choice of (need, person), one by one; empty where all limits are kept."""
    pairs = list(chosen)
    found: list[Breach] = []
    counted = Counter(pairs)
    known = []
    for pair, times in counted.items():
        need, who = pair
        if need not in facts.hosts or who not in facts.rooms:
            found.append(Breach("unknown", _("A pair is not of this call, or not open any more."), need, who))
            continue
        known.append(pair)
        if times > 1:
            found.append(
                Breach("twice", _("%(who)s stands twice for “%(need)s”.") % _said(facts, need, who), need, who)
            )
    found += _barred(known, facts)
    found += _over(known, facts)
    for area, count in facts.requests.items():
        if facts.requests_most is not None and count > facts.requests_most:
            words = {"area": facts.names.get(("area", area), str(area)), "n": count, "most": facts.requests_most}
            found.append(Breach("county", _("%(area)s has %(n)d needs; %(most)d are allowed.") % words))
    return found


def _barred(pairs: Sequence[tuple[Hashable, Hashable]], facts: Facts) -> list[Breach]:
    found = []
    for need, who in pairs:
        said = _said(facts, need, who)
        code = facts.bars.get((who, facts.hosts[need]))
        if code == "owner":
            found.append(
                Breach(code, _("%(who)s or the home unit owns part of the host of “%(need)s”.") % said, need, who)
            )
        elif code is not None:
            found.append(Breach(code, _("%(who)s serves the host of “%(need)s” already.") % said, need, who))
        if (need, who) in facts.unfit:
            found.append(Breach("fit", _("%(who)s does not fit “%(need)s” well enough.") % said, need, who))
    return found


def _over(pairs: Sequence[tuple[Hashable, Hashable]], facts: Facts) -> list[Breach]:
    found = []
    loads: Counter[Hashable] = Counter(who for _need, who in pairs)
    for who, count in loads.items():
        if count > facts.rooms[who]:
            words: dict[str, Any] = {
                "who": facts.names.get(("who", who), str(who)),
                "n": count,
                "most": facts.rooms[who],
            }
            text = _("%(who)s stands for %(n)d hosts and has room for %(most)d.") % words
            found.append(Breach("person_full", text, candidate=who))
    for need, count in Counter(need for need, _who in pairs).items():
        if count > facts.wanted[need]:
            words = {"need": facts.names.get(("need", need), str(need)), "n": count, "most": facts.wanted[need]}
            text = _("“%(need)s” wants %(most)d and has %(n)d.") % words
            found.append(Breach("need_full", text, need))
    at_host = Counter(facts.hosts[need] for need, _who in pairs)
    for host, count in at_host.items():
        if count > facts.host_rooms[host]:
            words = {"host": facts.names.get(("host", host), str(host)), "n": count, "most": facts.host_rooms[host]}
            text = _("“%(host)s” has %(n)d persons and may have %(most)d more.") % words
            found.append(Breach("host_full", text))
    same = Counter((who, facts.hosts[need]) for need, who in pairs)
    for (who, host), count in same.items():
        if count > 1:
            words = {"who": facts.names.get(("who", who), str(who)), "host": facts.names.get(("host", host), str(host))}
            found.append(Breach("same_host", _("%(who)s stands twice for “%(host)s”.") % words, candidate=who))
    return found


def _said(facts: Facts, need: Hashable, who: Hashable) -> dict[str, str]:
    return {
        "need": facts.names.get(("need", need), str(need)), "who": facts.names.get(("who", who), str(who)),
    }  # fmt: skip
