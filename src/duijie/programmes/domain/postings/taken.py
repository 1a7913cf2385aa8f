"""Which places are taken, by the postings that live: asked of the database for one posting, or read for many at once.

Both answer the same questions, so ``limits`` holds one pair and a part of a plan to the same rules.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import Q

from duijie.programmes.models import Application, Certificate, FirmOwner, Posting, PostingCall, PostingNeed
from duijie.programmes.posting_states import LIVING_POSTING


class Seats(Protocol):
    """``person`` is None for teams and institutions, which are known by their certificate."""

    def is_posted(self, *, certificate: int, host: int) -> bool: ...
    def of_person(self, *, certificate: int, person: int | None) -> Iterable[int | None]: ...
    def at_host(self, *, call: int, host: int) -> Iterable[int | None]: ...
    def of_need(self, need: PostingNeed) -> int: ...
    def is_noted_owner(self, *, firm: int, people: set[int], unit: int) -> bool: ...


class SeatsNow:
    """As the database has them at each question, without the posting ``but``."""

    def __init__(self, but: int | None = None) -> None:
        self._but = but

    def is_posted(self, *, certificate: int, host: int) -> bool:
        return bool(self._living.filter(certificate=certificate, host=host).exists())

    def of_person(self, *, certificate: int, person: int | None) -> Iterable[int | None]:
        whose = Q(certificate=certificate)
        if person:
            whose |= Q(person=person)
        found: Iterable[int | None] = self._living.filter(whose).values_list("slot", flat=True)
        return found

    def at_host(self, *, call: int, host: int) -> Iterable[int | None]:
        found: Iterable[int | None] = self._living.filter(call=call, host=host).values_list("host_slot", flat=True)
        return found

    def of_need(self, need: PostingNeed) -> int:
        return int(self._living.filter(need=need.pk).count())

    def is_noted_owner(self, *, firm: int, people: set[int], unit: int) -> bool:
        return FirmOwner.objects.filter(firm=firm).filter(Q(person__in=people) | Q(unit=unit)).exists()

    @property
    def _living(self) -> Any:
        return Posting.objects.filter(state__in=LIVING_POSTING).exclude(pk=self._but).order_by()


class SeatsOfMany:
    """All that concerns these certificates and hosts of ``call``, read in two queries while the caller holds them;
    ``take`` adds what is made meanwhile."""

    def __init__(self, call: PostingCall, certificates: Iterable[Certificate], hosts: Iterable[int]) -> None:
        rows, firms = list(certificates), set(hosts)
        people = {one.application.person_id for one in rows} - {None}
        self._pairs: set[tuple[int, int]] = set()
        self._by_certificate: dict[int, dict[int, int | None]] = defaultdict(dict)
        self._by_person: dict[int, dict[int, int | None]] = defaultdict(dict)
        self._by_host: dict[tuple[int, int], list[int | None]] = defaultdict(list)
        self._by_need: dict[int, int] = defaultdict(int)
        self._number = 0
        concerned = Q(certificate__in=[one.pk for one in rows]) | Q(person__in=people) | Q(call=call, host__in=firms)
        for one in (
            Posting.objects.filter(concerned, state__in=LIVING_POSTING)
            .order_by()
            .only("certificate", "person", "call", "host", "need", "slot", "host_slot")
        ):
            self.take(one)
        self._owners: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
        for firm, person, unit in FirmOwner.objects.filter(firm__in=firms).values_list("firm", "person", "unit"):
            self._owners[firm].append((person, unit))

    def take(self, posting: Posting) -> None:
        self._number += 1
        self._pairs.add((posting.certificate_id, posting.host_id))
        self._by_certificate[posting.certificate_id][self._number] = posting.slot
        if posting.person_id is not None:
            self._by_person[posting.person_id][self._number] = posting.slot
        self._by_host[posting.call_id, posting.host_id].append(posting.host_slot)
        if posting.need_id is not None:
            self._by_need[posting.need_id] += 1

    def is_posted(self, *, certificate: int, host: int) -> bool:
        return (certificate, host) in self._pairs

    def of_person(self, *, certificate: int, person: int | None) -> Iterable[int | None]:
        found = {**self._by_certificate.get(certificate, {}), **(self._by_person.get(person, {}) if person else {})}
        return found.values()

    def at_host(self, *, call: int, host: int) -> Iterable[int | None]:
        return self._by_host.get((call, host), [])

    def of_need(self, need: PostingNeed) -> int:
        """A need is of one call and one host, so all that are posted for it were read."""
        return self._by_need.get(need.pk, 0)

    def is_noted_owner(self, *, firm: int, people: set[int], unit: int) -> bool:
        return any(person in people or owner == unit for person, owner in self._owners.get(firm, []))


def people_in(application: Application, people: Iterable[int]) -> set[int]:
    """The persons whose ownership counts: those who take part, and the person of the application."""
    return {*people, *([application.person_id] if application.person_id else ())}
