"""What the page of a record shows: facts, texts, parts, comments, files, steps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.demands.domain.challenges import PREPARED_IN
from duijie.demands.domain.queries.challenges import list_challenges, may_prepare
from duijie.demands.domain.queries.common_problems import problem_of, shared_problem
from duijie.demands.domain.queries.demands import list_messages, list_steps, rating_of
from duijie.demands.domain.queries.exchange import references_of
from duijie.demands.domain.ratings import may_rate
from duijie.demands.registers import DEMANDS
from duijie.matching.interfaces.documents import KIND_OF
from duijie.portal.records.clocks import clocks_shown
from duijie.portal.records.course import case_of
from duijie.portal.turns import turn_of_demand
from duijie.portal.visits.shown import visits_shown
from duijie.programmes.domain.queries.presence import presence_gaps
from duijie.programmes.models import Station
from duijie.registry.domain.personal_requests import is_in_charge
from duijie.registry.domain.queries import annexes
from duijie.registry.domain.queries.records import list_parts, sees_personal
from duijie.registry.models import Person
from duijie.registry.record_values import shown
from duijie.registry.register import FieldKind, Part, Register, kind_of, label_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, in words. ``organisation`` is what the value links to."""

    label: Any
    value: Any
    kind: FieldKind
    organisation: int | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its rows as a table."""

    part: Part
    labels: list[Any]
    rows: list[tuple[int, list[tuple[Any, Any]]]]
    may_edit: bool


def sections_of(request: HttpRequest, register: Register, record: Any) -> dict[str, Any]:
    """The context of the page of a record, beside the record itself."""
    facts = facts_of(register, record)
    reached = sees_personal(register, record, by=request.user)
    living = record.archived_at is None
    return {
        "facts": [one for one in facts if one.kind is not FieldKind.LONG],
        "texts": [one for one in facts if one.kind is FieldKind.LONG and one.value],
        "reached": reached,
        "may_edit": living and can(request.user, register.permission("edit"), record.place),
        "may_archive": can(request.user, register.permission("archive"), record.place),
        "has_account": reached and register.model is Person,
        "may_ask_for": register.model is Person and is_in_charge(record.place, by=request.user),
        **case_shown(request, register, record, reached),
        **visits_shown(request, register, record),
        "common_problem": problem_of(record, by=request.user) if register.key == DEMANDS.key else None,
        "shared_problem": shared_problem(record, by=request.user) if register.key == DEMANDS.key else None,
        "references": references_of(record, by=request.user) if register.key == DEMANDS.key else [],
        "presence_gaps": presence_gaps([record]) if register.model is Station and living and reached else [],
        "match_address": match_address(request, register, record),
        **annexes_of(request, register, record),
    }


def annexes_of(request: HttpRequest, register: Register, record: Any) -> dict[str, Any]:
    """Parts, comments and files: also for registers with pages of their own."""
    reached = sees_personal(register, record, by=request.user)
    return {
        "register": register,
        "record": record,
        "parts": parts_of(request, register, record, reached),
        "comments": annexes.list_comments(register, record) if reached else [],
        "files": annexes.list_attachments(register, record) if reached else [],
        "may_comment": reached,
        "may_edit": record.archived_at is None and can(request.user, register.permission("edit"), record.place),
    }


def facts_of(register: Register, record: Any) -> list[Fact]:
    """Every field but the title, in the order of the table; empty English texts are left out."""
    found = []
    for one in register.fields:
        if one.name == register.title or (one.only_for and getattr(record, one.only_for[0]) != one.only_for[1]):
            continue
        value = shown(register.model, one, record)
        value = str(value) if isinstance(value, int | float) else value  # a price of 0 is said too
        lang = "en" if one.name.endswith("_en") else ""
        if lang and not value:
            continue
        organisation = record.organisation_id if one.name == "organisation" else None
        kind = kind_of(register.model, one)
        found.append(Fact(label_of(register.model, one.name), value, kind, organisation, lang))
    return found


def parts_of(request: HttpRequest, register: Register, record: Any, reached: bool) -> list[ShownPart]:
    """The rows that belong to the record, part by part; inner ones only for whoever reaches it."""
    told = []
    for part in register.parts:
        if part.is_inner and not reached:
            continue
        labels = [label_of(part.model, one.name) for one in part.fields]
        found = list_parts(register, part, record, by=request.user)
        rows = [
            (
                row.pk,
                [(label, _said(shown(part.model, one, row))) for label, one in zip(labels, part.fields, strict=True)],
            )
            for row in found
        ]
        may_edit = record.archived_at is None and can(request.user, register.permission(part.verb), record.place)
        told.append(ShownPart(part, labels, rows, may_edit))
    return told


def _said(value: Any) -> Any:
    """A day as everywhere else in the platform, whatever the language."""
    return value.isoformat() if isinstance(value, date) else value


def case_shown(request: HttpRequest, register: Register, record: Any, reached: bool) -> dict[str, Any]:
    """Of a demand: the steps that this person can take now and whose turn it is; its course and what the firm said of
    the result, for those who reach it; and whether this person may rate it."""
    if register.key != DEMANDS.key:
        return {"steps": []}
    rating = rating_of(record) if reached else None
    steps = list_steps(demand=record, by=request.user)
    return {
        "steps": sorted((step for step in steps if step.field == "state"), key=lambda step: not step.goes_on),
        "rating": rating,
        "may_rate": may_rate(record, by=request.user),
        "turn": turn_of_demand(record, by=request.user),
        "case": case_of(record, steps, by=request.user) if reached else None,
        **challenge_shown(request, record),
        "clocks": clocks_shown(record, by=request.user) if reached else None,
        "told": list_messages(record, by=request.user) if reached else [],
    }


def challenge_shown(request: HttpRequest, demand: Any) -> dict[str, Any]:
    """Where the demand's challenge is, and where one begins it, for those who may."""
    if list_challenges(by=request.user).filter(demand=demand).exists():
        return {"challenge_address": reverse("challenge_detail", args=[demand.pk])}
    begins = demand.state in PREPARED_IN and may_prepare(demand, by=request.user)
    return {"challenge_edit_address": reverse("challenge_edit", args=[demand.pk]) if begins else ""}


def match_address(request: HttpRequest, register: Register, record: Any) -> str:
    """Where the record's matches are shown to this person; empty for records that take no part."""
    if not can(request.user, Permission.MATCH_VIEW):
        return ""
    if register.key == DEMANDS.key:
        return reverse("workspace", args=[record.pk]) if can(request.user, Permission.MATCH_VIEW, record.place) else ""
    return reverse("workspace_turned", args=[register.key, record.pk]) if register.key in KIND_OF else ""
