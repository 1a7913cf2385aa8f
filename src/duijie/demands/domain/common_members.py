"""The demands of a common problem: taken in and out, one group split, two merged; and the solution of them all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.transactions import hold, in_transaction
from duijie.demands.common_states import CHANGEABLE, CommonState, MemberState
from duijie.demands.domain.common_problems import (
    area_of,
    common_industry,
    fill,
    lock_demands,
    note,
    of,
    refuse_few,
    refuse_settled,
    refuse_taken,
    save,
    settle,
    take,
)
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import CommonMember, CommonProblem, CommonSolution, Contract, Demand
from duijie.registry.models import Achievement

PROVEN = ("evidence_kind", "evidence_title", "issuer", "document_number", "issued_on")


@in_transaction
def add_members(*, problem: CommonProblem, demands: Sequence[Demand], version: int, by: Any) -> CommonProblem:
    """Take demands in – also such as were suggested or taken out before. ``by`` must be in charge of each of them.

    The area follows; so must the permission.
    """
    current = take(problem, version=version, by=by)
    rows = lock_demands([one.pk for one in demands])
    if not rows:
        raise ValidationError(_("Choose demands first."), code="none")
    for demand in rows:
        require(by, Permission.COMMON_PROBLEM_EDIT, demand.place)
        refuse_settled(demand)
    numbers = [demand.pk for demand in rows]
    refuse_taken(numbers)
    known = CommonMember.objects.filter(problem=current, demand__in=numbers)
    there = set(known.values_list("demand", flat=True))
    known.update(state=MemberState.MEMBER, by=by, at=clock.now())
    CommonMember.objects.bulk_create(
        CommonMember(problem=current, demand=demand, by=by, at=clock.now()) for demand in rows if demand.pk not in there
    )
    refuse_few(list(of(current, MemberState.MEMBER)))
    settle(current)
    require(by, Permission.COMMON_PROBLEM_EDIT, current.place)
    save(current)
    note(current, "add", by=by, text=str(len(rows)), detail={"demands": numbers})
    return current


@in_transaction
def remove_members(*, problem: CommonProblem, demands: Sequence[int], version: int, by: Any) -> CommonProblem:
    """Take demands out, or say that suggested ones do not belong; two must remain. No search brings them back."""
    current = take(problem, version=version, by=by)
    rows = CommonMember.objects.filter(
        problem=current, demand__in=list(demands), state__in=[MemberState.MEMBER, MemberState.SUGGESTED]
    )
    gone = list(rows.order_by("demand_id"))
    if not gone:
        raise ValidationError(_("Choose demands first."), code="none")
    CommonMember.objects.filter(pk__in=[one.pk for one in gone]).update(
        state=MemberState.REMOVED, by=by, at=clock.now()
    )
    refuse_few(list(of(current, MemberState.MEMBER)))
    settle(current)
    save(current)
    detail = {"demands": [one.demand_id for one in gone]}
    note(current, "remove", by=by, text=str(len(gone)), detail=detail)
    return current


@in_transaction
def split_problem(
    *, problem: CommonProblem, demands: Sequence[int], title: str, version: int, by: Any
) -> tuple[CommonProblem, CommonProblem]:
    """Make ``demands`` a problem of their own, in the same state; two must go and two remain. Both come back."""
    current = take(problem, version=version, by=by)
    rows = list(of(current, MemberState.MEMBER).filter(demand__in=list(demands)).order_by("demand_id"))
    moved = lock_demands([one.demand_id for one in rows])
    refuse_few(rows)
    made = CommonProblem(
        area=area_of(moved), state=current.state, language=current.language, by=by, is_touched=True,
        likeness=current.likeness, is_demo=current.is_demo, created_at=clock.now(), changed_at=clock.now(),
    )  # fmt: skip
    fill(made, {"title": title, "industry": common_industry(moved)})
    made.save()
    CommonMember.objects.filter(pk__in=[one.pk for one in rows]).update(problem=made)
    refuse_few(list(of(current, MemberState.MEMBER)))
    settle(current)
    save(current)
    note(current, "split", by=by, text=made.title, detail={"into": made.pk, "demands": [one.pk for one in moved]})
    note(made, "split_from", by=by, text=current.title, detail={"from": current.pk})
    return current, made


@in_transaction
def merge_problems(*, kept: CommonProblem, merged: CommonProblem, version: int, by: Any) -> CommonProblem:
    """All demands of ``merged`` belong to ``kept`` then; ``merged`` is dissolved and says where they went.

    It is taken back by splitting. Raises ``ValidationError`` (code ``solution``) where both have a solution.
    """
    if kept.pk == merged.pk:
        raise ValidationError(_("These are one and the same problem."), code="same")
    hold(CommonProblem, kept.pk, merged.pk)
    current = take(kept, version=version, by=by)
    other = take(merged, version=None, by=by)
    if CommonSolution.objects.filter(problem__in=[current, other]).count() > 1:
        raise ValidationError(_("Both have a solution. Remove one of the two first."), code="solution")
    numbers = list(of(other, MemberState.MEMBER).values_list("demand", flat=True))
    there = CommonMember.objects.filter(problem=current, demand__in=numbers)
    known = set(there.values_list("demand", flat=True))
    of(other, MemberState.MEMBER).update(state=MemberState.FORMER)
    there.update(state=MemberState.MEMBER, by=by, at=clock.now())
    copied = CommonMember.objects.filter(problem=other, demand__in=numbers).exclude(demand__in=known)
    CommonMember.objects.bulk_create(
        CommonMember(
            problem=current, demand_id=one.demand_id, likeness=one.likeness, words=one.words, by=by, at=clock.now()
        )
        for one in copied
    )
    CommonSolution.objects.filter(problem=other).update(problem=current)
    refuse_few(list(of(current, MemberState.MEMBER)))
    other.state, other.merged_into = CommonState.DISSOLVED, current
    save(other)
    settle(current)
    require(by, Permission.COMMON_PROBLEM_EDIT, current.place)
    save(current)
    note(current, "merge", by=by, text=other.title, detail={"from": other.pk, "demands": numbers})
    note(other, "merged", by=by, text=current.title, detail={"into": current.pk})
    return current


@in_transaction
def record_solution(*, problem: CommonProblem, version: int, values: Mapping[str, Any], by: Any) -> CommonProblem:
    """Write down once what solves it, over what stood there: words, and an achievement, a contract of one of its
    demands, or a paper that proves it. Raises ``ValidationError`` by field.
    """
    current = take(problem, version=version, by=by, sources={*CHANGEABLE, CommonState.SOLVED})
    said = {name: values.get(name) or "" for name in ("summary", *PROVEN[:-1])}
    said = {name: str(text).replace("\0", "").strip() for name, text in said.items()}
    achievement, contract, issued_on = values.get("achievement"), values.get("contract"), values.get("issued_on")
    _refuse_bad(said, achievement, contract, issued_on)
    if contract is not None:
        _refuse_strange(current, contract)
    wanted = {**said, "achievement": achievement, "contract": contract, "issued_on": issued_on}
    CommonSolution.objects.update_or_create(problem=current, defaults={**wanted, "by": by, "at": clock.now()})
    if current.state == CommonState.SOLVED:
        current.solved_on = issued_on or current.solved_on
    save(current)
    note(current, "solution", by=by, text=said["summary"][:300])
    return current


@in_transaction
def remove_solution(*, problem: CommonProblem, version: int, by: Any) -> CommonProblem:
    """Take the solution back, while the problem is not solved."""
    current = take(problem, version=version, by=by)
    told = CommonSolution.objects.filter(problem=current).first()
    if told is None:
        raise ValidationError(_("There is no solution to be removed."), code="none")
    told.delete()
    save(current)
    note(current, "unsolution", by=by, text=told.summary[:300])
    return current


def _refuse_bad(said: Mapping[str, str], achievement: Achievement | None, contract: Contract | None, day: Any) -> None:
    wrong: dict[str, list[ValidationError]] = {}
    if not said["summary"]:
        wrong["summary"] = [ValidationError(_("Say in a few words what solves it."), code="required")]
    if achievement is None and contract is None and not said["evidence_title"]:
        words = _("Name the achievement, the contract or a paper that proves the solution.")
        wrong["evidence_title"] = [ValidationError(words, code="required")]
    if said["evidence_title"] and said["evidence_kind"] not in EvidenceKind.values:
        wrong["evidence_kind"] = [ValidationError(_("Choose the kind of evidence."), code="required")]
    for name, most in (("summary", 5000), ("evidence_title", 300), ("issuer", 120), ("document_number", 60)):
        if len(said[name]) > most:
            params = {"limit": most}
            wrong[name] = [ValidationError(_("At most %(limit)d characters."), code="length", params=params)]
    if day is not None and day > clock.today():
        wrong["issued_on"] = [ValidationError(_("This day lies ahead."), code="future")]
    if wrong:
        raise ValidationError(wrong)


def _refuse_strange(problem: CommonProblem, contract: Contract) -> None:
    if not of(problem, MemberState.MEMBER).filter(demand=contract.demand_id).exists():
        words = _("This contract belongs to none of the demands of the problem.")
        raise ValidationError({"contract": [ValidationError(words, code="strange")]})
