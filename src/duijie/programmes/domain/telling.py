"""Who hears of the steps of applications and rounds: applicants and recommending units, nobody of one's own deeds.

A step leaves a line in the outbox within its transaction; the dispatcher writes the messages, in parts, so that a step
of twenty thousand applications does not wait for their letters.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from duijie.accounts.models import Membership, User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common import clock
from duijie.common.domain import outbox
from duijie.common.transactions import in_transaction
from duijie.messaging.domain.messages import send
from duijie.programmes.message_kinds import APPLICATION_STEP, ROUND_STEP, UNIT_TOLD
from duijie.programmes.models import Application, RecommendingUnit, Round

APPLICANTS = "programmes.applicants_told"
UNITS = "programmes.units_told"
IN_ONE = 200  # applications in a line of the outbox
UNIT_HEARS = frozenset({"submit", "withdraw"})
"""Steps of one application that its recommending unit is told of by themselves; of the others it reads in the list."""
QUIET = frozenset({"settle"})


def note_steps(rows: Iterable[Application], verb: str, *, by: Any) -> None:
    """Have the applicants of ``rows`` told that ``verb`` was done, in the caller's transaction; one's own deeds not."""
    if verb in QUIET:
        return
    told = [(one.pk, one.version) for one in rows]
    moment = clock.now()
    payloads = {}
    for start in range(0, len(told), IN_ONE):
        part = told[start : start + IN_ONE]
        key = f"{verb}:{part[0][0]}:{part[0][1]}:{len(part)}:{moment:%Y%m%d%H%M%S%f}"
        payloads[key] = {"verb": verb, "rows": [list(one) for one in part], "by": by.pk if by is not None else None}
    if payloads:
        outbox.put_all(topic=APPLICANTS, payloads=payloads)


def note_round(round: Round, verb: str, counts: dict[int, int], *, by: Any) -> None:  # noqa: A002 – the noun
    """Have the recommending units told of a step of their round; ``counts`` by the number of the unit."""
    payload = {
        "round": round.pk, "version": round.version, "verb": verb, "by": by.pk if by is not None else None,
        "counts": {str(pk): count for pk, count in counts.items() if count},
    }  # fmt: skip
    if payload["counts"]:
        outbox.put(topic=UNITS, key=f"{round.pk}:{round.version}:{verb}", payload=payload)


def counts_of(rows: Iterable[Application]) -> dict[int, int]:
    """How many of ``rows`` each unit has."""
    counted: dict[int, int] = {}
    for one in rows:
        counted[one.unit_id] = counted.get(one.unit_id, 0) + 1
    return counted


@in_transaction
def tell_applicants(*, verb: str, rows: Sequence[Sequence[int]], by: int | None) -> int:
    """The messages of one line of the outbox. How many are new; done again it changes nothing."""
    actor = User.objects.filter(pk=by).first() if by else None
    found = Application.objects.filter(pk__in=[pk for pk, _version in rows]).select_related(
        "by", "person__account", "round__programme", "unit__area", "unit__organisation"
    )
    versions = {row[0]: row[1] for row in rows}
    speakers = speakers_of({one.unit_id for one in found}) if verb in UNIT_HEARS else {}
    sent = 0
    for one in found:
        reason = one.reason
        if verb == "return":
            last = one.returns.order_by("-number").first()
            reason = "；".join(last.defects) if last is not None else ""
        key = f"application:{one.pk}:{versions[one.pk]}:{verb}"
        link = reverse("application_detail", args=[one.pk])
        context = {
            "round": str(one.round), "applicant": one.name, "step": verb, "state": one.state, "reason": reason,
        }  # fmt: skip
        readers = [one.by, one.person.account if one.person is not None else None]
        sent += send(
            key=key, template=APPLICATION_STEP.key, to=[each for each in readers if each is not None and each.pk != by],
            context=context, link=link, by=actor, target=one,
        )  # fmt: skip
        if verb in UNIT_HEARS:
            due = one.round.recommend_by or one.round.closes_on
            context = {
                "round": str(one.round), "applicant": one.name, "unit": str(one.unit), "step": verb, "due": str(due),
            }  # fmt: skip
            to = [each for each in speakers.get(one.unit_id, ()) if each.pk != by]
            sent += send(
                key=f"{key}:unit", template=UNIT_TOLD.key, to=to, context=context, link=link, by=actor, target=one
            )
    return sent


@in_transaction
def tell_units(*, round: int, version: int, verb: str, by: int | None, counts: dict[str, int]) -> int:  # noqa: A002
    """One message to everybody who speaks for a unit that the step concerns. How many are new."""
    told = Round.objects.select_related("programme").get(pk=round)
    actor = User.objects.filter(pk=by).first() if by else None
    units = {one.pk: one for one in told.units.select_related("area", "organisation")}
    speakers = speakers_of({int(pk) for pk in counts})
    sent = 0
    for pk, count in counts.items():
        unit = units.get(int(pk))
        if unit is None:
            continue
        context = {"round": str(told), "unit": str(unit), "count": count, "step": verb}
        sent += send(
            key=f"round:{round}:{version}:{verb}:{pk}", template=ROUND_STEP.key,
            to=[one for one in speakers.get(unit.pk, ()) if one.pk != by], context=context,
            link=reverse("round_detail", args=[round]), by=actor, target=told,
        )  # fmt: skip
    return sent


def speakers_of(units: Iterable[int]) -> dict[int, list[User]]:
    """The accounts that recommend for each of these units: of the county, zone or organisation itself, not above."""
    roles = [key for key, one in ROLES.items() if Permission.APPLICATION_RECOMMEND in one.permissions]
    rows = list(RecommendingUnit.objects.filter(pk__in=list(units)))
    areas, organisations = {one.area_id for one in rows}, {one.organisation_id for one in rows}
    held = Membership.objects.filter(role__in=roles, user__is_active=True).select_related("user")
    by_area: dict[int | None, list[User]] = {}
    by_organisation: dict[int | None, list[User]] = {}
    for one in held.filter(area__in=areas - {None}, area__archived_at=None):
        by_area.setdefault(one.area_id, []).append(one.user)
    for one in held.filter(organisation__in=organisations - {None}):
        by_organisation.setdefault(one.organisation_id, []).append(one.user)
    return {
        one.pk: by_area.get(one.area_id, []) if one.area_id else by_organisation.get(one.organisation_id, [])
        for one in rows
    }
