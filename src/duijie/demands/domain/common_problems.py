"""Common problems: named, changed, brought from state to state. Members are changed by ``domain.common_members``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.demands.common_states import CHANGEABLE, STEPS, CommonState, MemberState
from duijie.demands.models import CommonEvent, CommonMember, CommonProblem, CommonSolution, Demand
from duijie.demands.states import SETTLED
from duijie.registry.models import Area

LEAST = 2  # demands that make a group
MOST = 200
LENGTHS = {"title": 200, "industry": 60, "description": 10_000}


@in_transaction
def name_problem(
    *, title: str, demands: Sequence[Demand], by: Any, description: str = "", industry: str = "", is_demo: bool = False
) -> CommonProblem:
    """A problem that a person sees in ``demands``; it is confirmed at once.

    Raises ``PermissionDenied`` where ``by`` is not in charge of all of them; ``ValidationError`` for fewer than two, or
    one that belongs to another problem (code ``taken``) or is settled or archived (code ``settled``).
    """
    rows = lock_demands([one.pk for one in demands])
    refuse_few(rows)
    for demand in rows:
        require(by, Permission.COMMON_PROBLEM_EDIT, demand.place)
        refuse_settled(demand)
    problem = CommonProblem(
        area=area_of(rows), state=CommonState.CONFIRMED, language=rows[0].language, by=by, is_touched=True,
        is_demo=is_demo, created_at=clock.now(), changed_at=clock.now(),
    )  # fmt: skip
    fill(problem, {"title": title, "description": description, "industry": industry or common_industry(rows)})
    require(by, Permission.COMMON_PROBLEM_EDIT, problem.place)
    refuse_taken([demand.pk for demand in rows])
    problem.save()
    CommonMember.objects.bulk_create(
        CommonMember(problem=problem, demand=demand, by=by, at=clock.now()) for demand in rows
    )
    note(problem, "name", by=by, detail={"demands": [demand.pk for demand in rows]})
    return problem


@in_transaction
def edit_problem(*, problem: CommonProblem, version: int, values: Mapping[str, Any], by: Any) -> CommonProblem:
    """Other words: ``title``, ``description``, ``industry``. Raises ``StaleError`` when somebody was faster."""
    current = take(problem, version=version, by=by, values=values)
    before = {name: getattr(current, name) for name in LENGTHS}
    fill(current, values)
    changed = sorted(name for name in LENGTHS if getattr(current, name) != before[name])
    if changed:
        save(current)
        note(current, "edit", by=by, detail={"fields": changed})
    return current


@in_transaction
def take_step(*, problem: CommonProblem, verb: str, version: int, by: Any, reason: str = "") -> CommonProblem:
    """Bring a problem on by the step ``verb`` of ``common_states.STEPS``; ``KeyError`` for an unknown one.

    Raises ``ValidationError`` where the state does not allow it (code ``state``), a reason is wanted (``reason``), the
    solution is not recorded (``solution``), the group is too small (``few``) or its demands are elsewhere (``taken``).
    """
    step = STEPS[verb]
    reason = one_line(reason, 200)
    current = take(problem, version=version, by=by, sources=step.sources, label=step.label)
    if step.needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if step.target is CommonState.SOLVED:
        _settle_solved(current)
    elif verb == "again":
        current.solved_on = None
    elif step.target is CommonState.DISSOLVED:
        of(current, MemberState.MEMBER).update(state=MemberState.FORMER)
        of(current, MemberState.SUGGESTED).update(state=MemberState.REMOVED)
    elif verb == "restore":
        _bring_back(current)
    elif verb == "confirm":
        refuse_few(list(of(current, MemberState.MEMBER)))
    current.state, current.reason = step.target, reason
    save(current)
    note(current, verb, by=by, text=reason)
    return current


def _settle_solved(problem: CommonProblem) -> None:
    solution = CommonSolution.objects.filter(problem=problem).first()
    if solution is None:
        raise ValidationError(
            _("Record first what solves it: the group counts as solved by its proof."), code="solution"
        )
    problem.solved_on = solution.issued_on or clock.today()


def _bring_back(problem: CommonProblem) -> None:
    """The demands that still stand free; those that found another problem stay there."""
    former = of(problem, MemberState.FORMER).select_related("demand")
    elsewhere = taken([one.demand_id for one in former])
    free = [one.pk for one in former if one.demand_id not in elsewhere]
    if len(free) < LEAST:
        raise ValidationError(_("Its demands belong to other problems by now."), code="taken")
    CommonMember.objects.filter(pk__in=free).update(state=MemberState.MEMBER)
    problem.merged_into = None
    settle(problem)


def take(
    problem: CommonProblem, *, version: int | None, by: Any, sources: Iterable[str] = CHANGEABLE, label: Any = "",
    values: Mapping[str, Any] | None = None,
) -> CommonProblem:  # fmt: skip
    """The row under lock, if ``by`` may change it now.

    Raises ``PermissionDenied``, ``StaleError``, ``ValidationError``.
    """
    hold(CommonProblem, problem.pk)
    current: CommonProblem = CommonProblem.objects.select_related("area").get(pk=problem.pk)
    require(by, Permission.COMMON_PROBLEM_EDIT, current.place)
    refuse_stale(current, version, values or {})
    if current.state not in sources:
        words = _("“%(step)s” is not possible while the common problem is “%(state)s”.")
        params = {"step": label or _("Change"), "state": current.get_state_display()}
        raise ValidationError(words, code="state", params=params)
    return current


def fill(problem: CommonProblem, values: Mapping[str, Any]) -> None:
    """Put tidied words on the row; ``ValidationError`` by field."""
    wrong: dict[str, list[ValidationError]] = {}
    for name, value in values.items():
        text = str(value or "").replace("\0", "").replace("\r\n", "\n").strip()
        text = text if name == "description" else one_line(text)
        if len(text) > LENGTHS[name]:
            words, params = _("At most %(limit)d characters."), {"limit": LENGTHS[name]}
            wrong[name] = [ValidationError(words, code="length", params=params)]
        setattr(problem, name, text)
    if not problem.title:
        wrong["title"] = [ValidationError(_("A name is needed."), code="required")]
    if wrong:
        raise ValidationError(wrong)


def settle(problem: CommonProblem) -> None:
    """Set the area that follows from the members."""
    rows = Demand.objects.filter(common__problem=problem, common__state=MemberState.MEMBER)
    problem.area = area_of(list(rows.select_related("area", "zone")))


def area_of(demands: Sequence[Demand]) -> Area:
    """The zone that runs all of ``demands``, else the smallest area in which all of them lie."""
    zones = {demand.zone_id for demand in demands}
    if len(zones) == 1 and demands[0].zone is not None:
        return demands[0].zone
    paths = [demand.area.path.rstrip("/").split("/") for demand in demands]
    shared = []
    for codes in zip(*paths, strict=False):
        if len(set(codes)) > 1:
            break
        shared.append(codes[0])
    if not shared:
        words = _("These demands lie in no area together. Choose demands of one province.")
        raise ValidationError(words, code="area")
    found: Area = Area.objects.get(path="/".join(shared) + "/")
    return found


def common_industry(demands: Sequence[Demand]) -> str:
    """What the classes of GB/T 4754 of all of them share; empty for less than a division."""
    codes = [demand.industry for demand in demands if demand.industry]
    shared = ""
    for letters in zip(*codes, strict=False):
        if len(set(letters)) > 1:
            break
        shared += letters[0]
    return shared if len(shared) >= len("C34") else ""


def lock_demands(numbers: Iterable[int]) -> list[Demand]:
    """The demands under lock, each once, in the order of their numbers."""
    wanted = sorted(set(numbers))
    hold(Demand, *wanted)
    return list(Demand.objects.select_related("area", "zone", "organisation").filter(pk__in=wanted).order_by("pk"))


def refuse_few(rows: Sequence[Any]) -> None:
    if len(rows) < LEAST:
        raise ValidationError(_("A common problem is made of two demands at least."), code="few")
    if len(rows) > MOST:
        words = _("At most %(limit)d demands in one common problem.")
        raise ValidationError(words, code="many", params={"limit": MOST})


def refuse_settled(demand: Demand) -> None:
    if demand.archived_at is not None or demand.state in SETTLED:
        words = _("“%(demand)s” is settled or archived and joins no common problem.")
        raise ValidationError(words, code="settled", params={"demand": demand})


def refuse_taken(numbers: Iterable[int]) -> None:
    """Raise ``ValidationError`` (code ``taken``) where one of the demands belongs to a problem."""
    rows = CommonMember.objects.filter(demand__in=list(numbers), state=MemberState.MEMBER)
    first = rows.select_related("demand", "problem").order_by("pk").first()
    if first is not None:
        words = _("“%(demand)s” belongs to another common problem. Take it out there, or merge the two.")
        raise ValidationError(words, code="taken", params={"demand": first.demand})


def taken(numbers: Iterable[int]) -> set[int]:
    """Which of these demands belong to a problem."""
    rows = CommonMember.objects.filter(demand__in=list(numbers), state=MemberState.MEMBER)
    return set(rows.values_list("demand", flat=True))


def of(problem: CommonProblem, state: str) -> Any:
    return CommonMember.objects.filter(problem=problem, state=state)


def save(problem: CommonProblem) -> None:
    """Save under a new version, from now; a person had a hand in it."""
    problem.version += 1
    problem.changed_at = clock.now()
    problem.is_touched = True
    problem.save()


def note(
    problem: CommonProblem, verb: str, *, by: Any, text: str = "", detail: Mapping[str, Any] | None = None
) -> None:
    CommonEvent.objects.create(problem=problem, verb=verb, by=by, note=text[:300], at=clock.now())
    told = {"state": problem.state, **({"note": text} if text else {}), **(detail or {})}
    audit.record(by=by, verb=f"common_problem.{verb}", target=problem, place=problem.place, detail=told)
