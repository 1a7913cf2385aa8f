"""What a posting plan is made from, and what it is checked against: each read by itself."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from duijie.common import clock
from duijie.programmes.domain.hosts import names_host
from duijie.programmes.domain.postings.limits import ACADEMICIAN, OWNS, stated_field
from duijie.programmes.domain.seats import stations_by_person
from duijie.programmes.models import Certificate, FirmOwner, Posting, PostingCall, PostingNeed
from duijie.programmes.posting_states import LIVING_NEED, LIVING_POSTING, NeedState
from duijie.programmes.postings.checking import Facts
from duijie.programmes.postings.fit import Fits, Profile
from duijie.programmes.postings.planning import Candidate, Limits, Need
from duijie.programmes.states import CertificateState
from duijie.registry.models import Area

Rows = dict[int, Any]


def needs_to_plan(call: PostingCall) -> list[PostingNeed]:
    """Those that are verified, in the order in which they came."""
    rows = PostingNeed.objects.filter(call=call, state=NeedState.VERIFIED).select_related("host")
    return list(rows.order_by("pk"))


def people_to_plan(call: PostingCall) -> list[Certificate]:
    """Everybody recognised in the round whose certificate is in force today."""
    rows = Certificate.objects.filter(
        recognition__round=call.round_id, state=CertificateState.ACTIVE, to_on__gte=clock.today()
    )
    return list(rows.select_related("application__person", "application__organisation").order_by("pk"))


def need_profile(one: PostingNeed) -> Profile:
    return Profile(one.pk, one.field, one.industry or one.host.industry, f"{one.title} {one.keywords}")


def person_profile(one: Certificate) -> Profile:
    """What the register says of the person; of a team or institution, what the application says."""
    who = one.application.person
    if who is None:
        return Profile(
            one.pk, "", one.application.organisation.industry, str(one.application.answers.get("statement", ""))
        )
    return Profile(one.pk, who.field, who.industry, f"{who.keywords} {who.research} {who.discipline}")


def read_plan(
    call: PostingCall, needs: Iterable[PostingNeed], people: Iterable[Certificate]
) -> tuple[list[Need], list[Candidate], Limits]:
    """As plain data for the planner."""
    posted: Counter[Any] = Counter()
    at_host: Counter[Hashable] = Counter()
    hosts_of: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    living = Posting.objects.filter(state__in=LIVING_POSTING)
    for pk, certificate, person, host, need, of_call in living.values_list(
        "pk", "certificate", "person", "host", "need", "call"
    ):
        hosts_of["certificate", certificate].add((host, pk))
        if person is not None:
            hosts_of["person", person].add((host, pk))
        if of_call == call.pk:
            at_host[host] += 1
            posted[need] += 1
    owned = _owned()
    field, standing_field = stated_field(call.round, OWNS), stated_field(call.round, ACADEMICIAN)
    is_station = call.round.rules_in_force["subject"] == "station"
    wanted = [
        Need(one.pk, one.host_id, one.area_id, max(0, one.wanted - posted[one.pk]), need_profile(one)) for one in needs
    ]
    firms = {one.host_id: one.host for one in needs}
    listed = list(people)
    seated = _seated(call, listed)
    candidates = []
    for one in listed:
        application = one.application
        held = hosts_of["certificate", one.pk] | hosts_of["person", application.person_id or 0]
        most, code = call.firms_most, "person_full"
        if is_station and standing_field:
            fewer = {"serving": call.serving_most, "retired": call.retired_most}.get(
                application.answers.get(standing_field)
            )
            left = None if fewer is None else fewer - len(seated[application.person_id or 0] - _posted_at(held))
            if left is not None and left < most:
                most, code = left, "academician"
        owns = owned["person", application.person_id or 0] | owned["unit", application.organisation_id]
        owns = {*owns, application.organisation_id}
        if field is not None and application.answers.get(field) is True:
            owns |= {
                pk for pk, firm in firms.items()
                if names_host(application.answers, number=pk, name=firm.name, uscc=firm.uscc)
            }  # fmt: skip
        candidates.append(
            Candidate(
                one.pk, max(0, most - len(held)), person_profile(one), frozenset(host for host, _pk in held),
                frozenset(owns) if call.no_owners else frozenset(), code,
            )
        )  # fmt: skip
    rooms: dict[Hashable, int] = {host: call.people_most - count for host, count in at_host.items()}
    return wanted, candidates, Limits(call.people_most, float(call.lowest_fit), call.fit_needed, rooms)


def _posted_at(held: Iterable[tuple[int, int]]) -> set[Hashable]:
    """The places of postings, which are counted by themselves."""
    return {("unit", host) for host, _pk in held}


def _seated(call: PostingCall, people: Iterable[Certificate]) -> dict[int, set[Hashable]]:
    """Stations at which these sit already, where the call is one of a station programme: else it is not asked."""
    if call.round.rules_in_force["subject"] != "station":
        return defaultdict(set)
    numbers = {one.application.person_id for one in people if one.application.person_id}
    return stations_by_person(numbers, since=clock.today(), but=call.round)


def read_facts(call: PostingCall, pairs: Iterable[tuple[PostingNeed, Certificate]]) -> Facts:
    """What a choice of pairs is checked against: asked of the database anew, pair by pair."""
    chosen = list(pairs)
    needs = {need.pk: need for need, _who in chosen}
    people = {who.pk: who for _need, who in chosen}
    today = clock.today()
    rows = Posting.objects.filter(state__in=LIVING_POSTING)
    by_certificate: dict[int, set[int]] = defaultdict(set)
    by_person: dict[int, set[int]] = defaultdict(set)
    hosts: dict[int, int] = {}
    need_load: Counter[int | None] = Counter()
    host_load: Counter[int] = Counter()
    for row in rows.values("pk", "certificate_id", "person_id", "host_id", "need_id", "call_id"):
        hosts[row["pk"]] = row["host_id"]
        by_certificate[row["certificate_id"]].add(row["pk"])
        if row["person_id"]:
            by_person[row["person_id"]].add(row["pk"])
        if row["call_id"] == call.pk:
            need_load[row["need_id"]] += 1
            host_load[row["host_id"]] += 1
    firms = {one.host_id for one in needs.values()}
    owners = (
        set(FirmOwner.objects.filter(firm__in=firms).values_list("firm", "person", "unit")) if call.no_owners else set()
    )
    bars: dict[tuple[Hashable, Hashable], str] = {}
    rooms: dict[Hashable, int] = {}
    says, standing = stated_field(call.round, OWNS), stated_field(call.round, ACADEMICIAN)
    seated = _seated(call, people.values())
    for pk, who in people.items():
        held = by_certificate[pk] | (by_person[who.application.person_id] if who.application.person_id else set())
        most = call.firms_most
        if call.round.rules_in_force["subject"] == "station" and standing:
            told = who.application.answers.get(standing)
            allowed = {"serving": call.serving_most, "retired": call.retired_most}.get(told)
            if allowed is not None:
                places = {("unit", hosts[one]) for one in held}
                most = min(most, allowed - len(seated[who.application.person_id or 0] - places))
        is_in_force = who.state == CertificateState.ACTIVE and who.to_on >= today
        rooms[pk] = most - len(held) if is_in_force else 0
        bars |= {(pk, hosts[one]): "serves" for one in held}
    for need, who in chosen:
        application = who.application
        if call.no_owners and (
            (need.host_id, application.person_id, None) in owners
            or (need.host_id, None, application.organisation_id) in owners
            or need.host_id == application.organisation_id
            or (
                says is not None and application.answers.get(says) is True
                and names_host(
                    application.answers, number=need.host_id, name=need.host.name, uscc=need.host.uscc
                )
            )
        ):  # fmt: skip
            bars[who.pk, need.host_id] = "owner"
    living = PostingNeed.objects.filter(call=call, state__in=LIVING_NEED)
    return Facts(
        rooms=rooms,
        host_rooms={pk: call.people_most - host_load[pk] for pk in firms},
        wanted={pk: one.wanted - need_load[pk] for pk, one in needs.items() if one.state == NeedState.VERIFIED},
        hosts={pk: one.host_id for pk, one in needs.items() if one.state == NeedState.VERIFIED},
        bars=bars,
        unfit=_unfit(call, chosen),
        names={
            **{("need", pk): one.title for pk, one in needs.items()},
            **{("who", pk): one.application.name for pk, one in people.items()},
            **{("host", one.host_id): one.host.name for one in needs.values()},
            **{("area", one.pk): str(one) for one in Area.objects.filter(pk__in=living.order_by().values("area"))},
        },
        requests=Counter(living.values_list("area", flat=True)),
        requests_most=call.requests_most,
    )


def _unfit(call: PostingCall, chosen: list[tuple[PostingNeed, Certificate]]) -> frozenset[tuple[Hashable, Hashable]]:
    """Pairs that share neither field nor division, where the call asks for one."""
    if not call.fit_needed:
        return frozenset()
    found = set()
    for need, who in chosen:
        fits = Fits([need_profile(need)], [person_profile(who)])
        if not {"field", "industry"} & {kind for kind, _worth in fits.of(0, 0).parts}:
            found.add((need.pk, who.pk))
    return frozenset(found)


def _owned() -> dict[tuple[str, int], set[Hashable]]:
    owned: dict[tuple[str, int], set[Hashable]] = defaultdict(set)
    for firm, person, unit in FirmOwner.objects.values_list("firm", "person", "unit"):
        owned["person" if person else "unit", person or unit].add(firm)
    return owned
