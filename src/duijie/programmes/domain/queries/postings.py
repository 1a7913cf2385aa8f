"""Reading calls, needs, postings, plans and agreements; all start at ``visible_to``."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from duijie.accounts.access import can, holding, paths_above
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.steps import steps_from
from duijie.programmes.domain.conflicts import conflict_at
from duijie.programmes.domain.postings.postings import sides_of
from duijie.programmes.models import (
    Agreement,
    AgreementTemplate,
    Certificate,
    FirmOwner,
    Posting,
    PostingCall,
    PostingNeed,
    PostingPair,
    PostingPlan,
    Round,
)
from duijie.programmes.posting_states import LIVING_POSTING, NEED_STEPS, POSTING_STEPS, SERVING
from duijie.programmes.states import CertificateState, Step
from duijie.registry.models import Organisation

PLACES = ("call__round__programme__area", "host__area", "host__zone")


def find_call(*, by: Any, pk: int) -> PostingCall:
    found: PostingCall = PostingCall.objects.visible_to(by).select_related("round__programme__area").get(pk=pk)
    return found


def call_of_round(round: Round, *, by: Any) -> PostingCall | None:  # noqa: A002 – the noun
    found: PostingCall | None = PostingCall.objects.visible_to(by).filter(round=round).first()
    return found


def figures_of_call(call: PostingCall, *, by: Any) -> dict[str, int]:
    """Needs and postings of ``call`` that ``by`` may see."""
    needs = PostingNeed.objects.visible_to(by).filter(call=call).order_by()
    postings = Posting.objects.visible_to(by).filter(call=call).order_by()
    return {
        **needs.aggregate(
            needs=Count("pk"), verified=Count("pk", filter=Q(state="verified")), met=Count("pk", filter=Q(state="met"))
        ),
        **postings.aggregate(
            postings=Count("pk"), living=Count("pk", filter=Q(state__in=LIVING_POSTING)),
            serving=Count("pk", filter=Q(state__in=SERVING)),
        ),
        "hosts": postings.filter(state__in=SERVING).values("host").distinct().count(),
    }  # fmt: skip


def own_hosts(*, by: Any) -> list[Organisation]:
    """The units for which ``by`` states needs; none for an office, which names the firm."""
    held = holding(by, Permission.POSTING_NEED_ADD)
    if any(one.reach is not Reach.ORGANISATION for one in held):
        return []
    own = [one.organisation_id for one in held if one.organisation_id]
    return list(Organisation.objects.filter(pk__in=own, archived_at=None).select_related("area", "zone"))


def calls_for(hosts: list[Organisation], *, by: Any) -> QuerySet[Any]:
    """The calls to which ``hosts`` may state needs today, the one that ends first in front."""
    above = {path for one in hosts for path in paths_above(one.area.path)}
    rows: QuerySet[Any] = PostingCall.objects.visible_to(by).select_related("round__programme__area")
    rows = rows.filter(round__programme__area__path__in=above, needs_until__gte=clock.today())
    return rows.order_by("needs_until", "pk")


def list_needs(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = PostingNeed.objects.visible_to(by).select_related(*PLACES, "area", "by")
    return rows


def list_postings(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Posting.objects.visible_to(by).select_related(
        *PLACES, "home", "need", "person", "certificate__recognition", "certificate__application__round", "follows"
    )
    return rows


def list_agreements(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Agreement.objects.visible_to(by).select_related(
        *(f"posting__{one}" for one in PLACES), "posting__home", "posting__need", "posting__person",
        "posting__certificate__application", "template", "meeting", "extends", "replaces",
    )  # fmt: skip
    return rows


def list_plans(call: PostingCall, *, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = PostingPlan.objects.visible_to(by).filter(call=call).select_related("by", "job")
    return rows


def find_plan(*, by: Any, pk: int) -> PostingPlan:
    rows = PostingPlan.objects.visible_to(by).select_related("call__round__programme__area", "job")
    found: PostingPlan = rows.get(pk=pk)
    return found


def pairs_of(plan: PostingPlan) -> QuerySet[Any]:
    """The pairs of the present generation: those in the plan first."""
    rows: QuerySet[Any] = PostingPair.objects.filter(plan=plan, generation=plan.generation).select_related(
        "need__host", "certificate__application"
    )
    return rows.order_by("-is_chosen", "need", "-score", "pk")


def certificates_of(call: PostingCall, *, by: Any) -> QuerySet[Any]:
    """Those recognised in the round whom ``by`` may post."""
    rows: QuerySet[Any] = Certificate.objects.visible_to(by).filter(recognition__round=call.round_id)
    return rows.select_related("application__organisation", "application__person")


def certificates_named(call: PostingCall, text: str, *, by: Any) -> list[Certificate]:
    """The certificate of this number; else those of people of this name, as far as they are valid: at most three."""
    rows, text = certificates_of(call, by=by), text.strip()
    found = list(rows.filter(number=text)[:1])
    return found or list(rows.filter(application__name=text, state=CertificateState.ACTIVE).order_by("pk")[:3])


def waiting_agreements(call: PostingCall, *, by: Any) -> QuerySet[Any]:
    return list_agreements(by=by).filter(posting__call=call, state="draft").order_by("posting__host__name", "pk")


def templates_for(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = AgreementTemplate.objects.visible_to(by).filter(archived_at=None).select_related("area", "by")
    return rows


def owners_for(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = FirmOwner.objects.visible_to(by).select_related("firm__area", "firm__zone", "person", "unit")
    return rows


def need_steps(need: PostingNeed, *, by: Any) -> list[Step]:
    """The steps that ``by`` may take now; nobody checks what their own unit needs."""
    steps = [
        one for one in steps_from(NEED_STEPS, need.state) if not one.particular and can(by, one.permission, need.place)
    ]
    checks = [one for one in steps if one.permission is Permission.POSTING_NEED_CHECK]
    if checks and conflict_at({need.host_id}, need.call.round_id, by=by):
        steps = [one for one in steps if one not in checks]
    return steps


def posting_steps(posting: Posting, *, by: Any) -> list[Step]:
    """The steps that ``by`` may take now, those of the agreement left out."""
    whole = {"call_off", "begin", "extend", "transfer", "end", "terminate", "draw_up"}
    return [
        one
        for one in steps_from(POSTING_STEPS, posting.state)
        if one.verb in whole and can(by, one.permission, posting.place)
    ]


def answering_sides(posting: Posting, *, by: Any) -> list[str]:
    """The sides that ``by`` has still to answer for."""
    if posting.state != "matched":
        return []
    answered = {"person": posting.person_agreed_at, "host": posting.host_agreed_at}
    return [one for one in sides_of(posting, by=by) if answered[one] is None]
