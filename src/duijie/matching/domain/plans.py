"""Plans: made, changed, computed in a job, copied. Released and withdrawn they are by ``domain.plan_releases``."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, jobs
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.demands.states import WANTING
from duijie.matching.domain.plan_checking import check_plan
from duijie.matching.domain.plan_rules import Rules
from duijie.matching.models import AssignmentPlan, MatchRun, PlanDemand, PlanPair, PlanSupply, SupplyKind
from duijie.matching.plan_states import STEPS, Mark, PlanState
from duijie.matching.states import LIVING, ProposalState
from duijie.registry.models import Area
from duijie.registry.models.area import lies_in

SETTINGS = (
    "title", "kinds", "industry", "states", "lowest", "cover", "least", "most", "one_per_organisation", "objective",
    "previous", "stability", "seconds",
)  # fmt: skip
COPIED = ("kinds", "industry", "states", "lowest", "cover", "least", "most", "one_per_organisation", "objective",
          "stability", "seconds")  # fmt: skip


@in_transaction
def create_plan(*, area: Area, values: Mapping[str, Any], by: Any, is_demo: bool = False) -> AssignmentPlan:
    """A plan for the demands of ``area``, drafted. ``values`` has names of ``SETTINGS``; ``kinds`` and ``states`` are
    lists. Raises ``ValidationError`` by field.
    """
    require(by, Permission.PLAN_MAKE, area.place)
    if newest_run(area) is None:
        words = _("The demands of this area have not been matched yet. Start a match run first.")
        raise ValidationError({"area": [ValidationError(words, code="no-run")]})
    plan = AssignmentPlan(area=area, run=newest_run(area), by=by, is_demo=is_demo, created_at=clock.now())
    _fill(plan, values, by=by)
    plan.changed_at = clock.now()
    plan.save()
    note(plan, "create", by=by)
    return plan


@in_transaction
def edit_plan(*, plan: AssignmentPlan, version: int, values: Mapping[str, Any], by: Any) -> AssignmentPlan:
    """Other settings; what is in the plan stays and is checked against them, and the plan must be computed anew.

    Raises ``StaleError`` when somebody was faster.
    """
    current = take_plan(plan, "edit", version=version, by=by, values=values)
    before = {name: getattr(current, name) for name in SETTINGS}
    _fill(current, values, by=by)
    changed = sorted(name for name in SETTINGS if getattr(current, name) != before[name])
    if not changed:
        return current
    if changed != ["title"]:
        current.state = PlanState.DRAFTED
        current.clash = None
        if current.result:
            check_plan(current)
    save_plan(current)
    note(current, "edit", by=by, detail={"fields": changed})
    return current


@in_transaction
def compute_plan(*, plan: AssignmentPlan, version: int, by: Any) -> AssignmentPlan:
    """Start the job that reads the candidates of the newest match run and makes the best plan of them."""
    current = take_plan(plan, "compute", version=version, by=by)
    current.job = jobs.start_job(kind="plan.compute", params={"plan": current.pk, "version": current.version}, by=by)
    current.save(update_fields=["job"])
    note(current, "compute", by=by)
    return current


@in_transaction
def copy_plan(*, plan: AssignmentPlan, by: Any, title: str = "") -> AssignmentPlan:
    """A draft with the same settings, exceptions and wishes; the one that is copied is its previous plan.

    Pairs whose proposals are under way are fixed in it until a rule forbids them; who declined is not fixed any more.
    """
    hold(AssignmentPlan, plan.pk)  # a job that is done puts other rows in the place of those that are copied
    source = AssignmentPlan.objects.select_related("area", "job").get(pk=plan.pk)
    require(by, Permission.PLAN_MAKE, source.place)
    name = one_line(title) or gettext("%(title)s (copy)") % {"title": source.title}
    moment = clock.now()
    made = AssignmentPlan.objects.create(
        **{field: getattr(source, field) for field in COPIED},
        title=name[:120], area=source.area, run=source.run, previous=source if source.generation else source.previous,
        by=by, is_demo=source.is_demo, created_at=moment, changed_at=moment, generation=1,
    )  # fmt: skip
    _copy_rows(source, made, by)
    note(made, "copy", by=by, detail={"from": source.pk})
    return made


def _copy_rows(source: AssignmentPlan, made: AssignmentPlan, by: Any) -> None:
    """The exceptions and wishes of persons, and what is under way, without what was chosen."""
    rows = PlanPair.objects.filter(plan=source, generation=source.generation)
    running = set(rows.filter(is_chosen=True, proposal__state__in=LIVING).values_list("pk", flat=True))
    wished = rows.filter(Q(marked_by__isnull=False) | Q(mark=Mark.FIXED))
    overtaken = Q(proposal__state=ProposalState.DECLINED) & ~Q(mark=Mark.FORBIDDEN)  # asked since the wish, and refused
    kept = list((wished.exclude(overtaken) | rows.filter(pk__in=running)).select_related("demand__demand", "supply"))
    rules = Rules(source, sorted({one.demand.demand_id for one in kept}))
    wanted = ({one.demand_id for one in kept}, {one.supply_id for one in kept})
    demands: dict[int, PlanDemand] = {}
    for one in PlanDemand.objects.filter(plan=source, generation=source.generation).order_by("position"):
        if one.cover is not None or one.pk in wanted[0]:
            demands[one.pk] = PlanDemand(
                plan=made, generation=1, position=len(demands), demand_id=one.demand_id, cover=one.cover
            )
    supplies: dict[int, PlanSupply] = {}
    for item in PlanSupply.objects.filter(plan=source, generation=source.generation).order_by("position"):
        if item.least is not None or item.most is not None or item.pk in wanted[1]:
            supplies[item.pk] = PlanSupply(
                plan=made, generation=1, position=len(supplies), kind=item.kind, supply=item.supply, title=item.title,
                organisation_id=item.organisation_id, least=item.least, most=item.most, capacity=item.capacity,
            )  # fmt: skip
    PlanDemand.objects.bulk_create(demands.values())
    PlanSupply.objects.bulk_create(supplies.values())
    PlanPair.objects.bulk_create(
        _copied(
            one,
            made,
            demands[one.demand_id],
            supplies[one.supply_id],
            by,
            is_running=one.pk in running,
            is_decided=one.pk not in running or bool(rules.of(one)),
        )
        for one in kept
    )
    for line in source.conflicts.order_by("pk"):
        line.pk, line.plan, line.by, line.at = None, made, by, clock.now()
        line.save(force_insert=True)


def _copied(
    one: PlanPair, made: AssignmentPlan, demand: PlanDemand, supply: PlanSupply, by: Any, *, is_running: bool,
    is_decided: bool,
) -> PlanPair:  # fmt: skip
    """``is_decided`` is that a person wishes it; else it is fixed as long as no rule forbids it: who declines later is
    not asked again.
    """
    marked_by = one.marked_by_id
    if is_running:
        marked_by = (marked_by or by.pk) if is_decided else None
    return PlanPair(
        plan=made, generation=1, demand=demand, supply=supply, score=one.score, level=one.level, headline=one.headline,
        mark=Mark.FIXED if is_running else one.mark, reason="" if is_running else one.reason, note=one.note,
        marked_by_id=marked_by, is_added=one.is_added,
    )  # fmt: skip


def newest_run(area: Area) -> MatchRun | None:
    """The newest finished run over the area or one above it, whose candidates are kept."""
    parts = area.path.rstrip("/").split("/")
    paths = ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    rows = MatchRun.objects.filter(is_current=True, area__path__in=paths).order_by("-finished_at", "-pk")
    found: MatchRun | None = rows.first()
    return found


def take_plan(
    plan: AssignmentPlan, verb: str, *, version: int | None, by: Any, values: Mapping[str, Any] | None = None
) -> AssignmentPlan:
    """The row under lock, if ``by`` may do ``verb`` now: permission, version, state, and nothing is being computed.

    ``version`` None does not compare. Raises ``PermissionDenied``, ``StaleError``, ``ValidationError``.
    """
    step = STEPS[verb]
    hold(AssignmentPlan, plan.pk)
    rows = AssignmentPlan.objects.select_related("area", "job", "run", "previous")
    current: AssignmentPlan = rows.get(pk=plan.pk)
    require(by, step.permission, current.place)
    refuse_stale(current, version, values or {})
    if current.state not in step.sources:
        words = _("“%(step)s” is not possible while the plan is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    if current.is_busy:
        raise ValidationError(_("The plan is being computed. Wait until it is done, or stop it first."), code="busy")
    return current


def save_plan(plan: AssignmentPlan) -> None:
    """Save under a new version, from now."""
    plan.version += 1
    plan.changed_at = clock.now()
    plan.save()


def note(plan: AssignmentPlan, verb: str, *, by: Any, detail: dict[str, Any] | None = None) -> None:
    audit.record(by=by, verb=f"plan.{verb}", target=plan, place=plan.place, detail=detail)


def _fill(plan: AssignmentPlan, values: Mapping[str, Any], *, by: Any) -> None:
    """Put tidied values on the row; ``ValidationError`` by field."""
    unknown = set(values) - set(SETTINGS)
    if unknown:
        raise KeyError(f"a plan has no setting {', '.join(sorted(unknown))}")
    for name, value in values.items():
        if name in ("kinds", "states"):
            value = ",".join(dict.fromkeys(value or ()))
        elif name in ("title", "industry"):
            value = one_line(value or "")
        setattr(plan, name, value)
    errors: dict[str, list[ValidationError]] = {}
    if not plan.title:
        errors["title"] = [ValidationError(_("A name is needed."), code="required")]
    if not plan.kind_list or set(plan.kind_list) - set(SupplyKind.values):
        errors["kinds"] = [ValidationError(_("Choose at least one kind of supply."), code="kinds")]
    if set(plan.state_list) - set(WANTING):
        errors["states"] = [ValidationError(_("Choose states in which a demand looks for somebody."), code="states")]
    if plan.most < plan.least:
        words = _("What each may serve is below what each must serve.")
        errors["most"] = [ValidationError(words, code="below")]
    previous = plan.previous
    if previous is not None:
        seen = AssignmentPlan.objects.visible_to(by).filter(lies_in(plan.area.path, "area"), pk=previous.pk)
        if previous.pk == plan.pk or not seen.exists():
            words = _("Choose another plan of this area.")
            errors["previous"] = [ValidationError(words, code="unknown")]
    try:
        plan.clean_fields(exclude=[*errors, "job", "run", "by", "area", "result", "clash"])
    except ValidationError as found:
        errors |= found.error_dict
    if errors:
        raise ValidationError(errors)
