"""Logging visits, and writing down the demand that was found at one. Fields are edited by the register's common verbs
(``registry.domain.records``)."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.demands.domain.positions import Position, note_position
from duijie.demands.models import Demand, Source, Visit, VisitResult
from duijie.demands.registers import DEMANDS
from duijie.demands.visit_register import VISITS
from duijie.registry.domain.annexes import add_attachment
from duijie.registry.domain.records import add_record, lock, refuse_archived, save, touch
from duijie.registry.models import Attachment

MOST_PHOTOS = 6
LONGEST_SUBMISSION = 36
NOTHING: Mapping[str, Any] = MappingProxyType({})

Photo = tuple[str, Iterable[bytes]]
"""A file's name and its bytes."""


def log_visit(
    *, values: Mapping[str, Any], by: Any, submission: str = "", problem: str = "", photos: Sequence[Photo] = (),
    position: Position | None = None, guided: Mapping[str, Any] = NOTHING, is_demo: bool = False,
) -> Visit:  # fmt: skip
    """A new visit of ``by``; with a ``problem``, the demand that was found is written down with it, and what
    else was said of it (``guided``: values of a demand by field).

    ``submission`` is the number of the form: sent again after a lost answer, it gives the visit that was made and adds
    the photos that had not arrived. ``position`` is kept by ``positions.note_position`` alone. Raises
    ``ValidationError`` by field, ``PermissionDenied``.
    """
    if len(photos) > MOST_PHOTOS:
        words = _("At most %(n)d photos.")
        raise ValidationError({"photos": [ValidationError(words, code="too-many", params={"n": MOST_PHOTOS})]})
    submission = submission.replace("\0", "").strip()[:LONGEST_SUBMISSION]
    try:
        visit = _log(
            values=values, by=by, submission=submission, problem=problem, position=position, guided=guided,
            is_demo=is_demo,
        )  # fmt: skip
    except IntegrityError:
        known = _sent_before(submission, by=by)
        if known is None:
            raise
        visit = known
    there = set(Attachment.objects.of(VISITS.noun, visit.pk).values_list("name", flat=True))
    for number, (name, chunks) in enumerate(photos, start=1):
        own = f"{visit.visited_on:%Y%m%d}-{number}{PurePath(name).suffix.lower()}"
        if own not in there:
            try:
                add_attachment(register=VISITS, record=visit, name=own, chunks=chunks, by=by)
            except ValidationError as error:
                raise ValidationError({"photos": error.messages}) from error
    return visit


@in_transaction
def _log(
    *, values: Mapping[str, Any], by: Any, submission: str, problem: str, position: Position | None,
    guided: Mapping[str, Any], is_demo: bool,
) -> Visit:  # fmt: skip
    known = _sent_before(submission, by=by)
    if known is not None:
        return known
    visit: Visit = add_record(register=VISITS, values=values, by=by, is_demo=is_demo, submission=submission)
    if problem.strip():
        visit = _open(visit, title=visit.title, problem=problem, guided=guided, by=by)
    if position is not None:
        note_position(visit=visit, position=position, by=by)
    return visit


def _sent_before(submission: str, *, by: Any) -> Visit | None:
    if not submission:
        return None
    rows = Visit.objects.filter(visitor=by, submission=submission)
    return rows.select_related("area", "zone", "organisation").first()


@in_transaction
def open_demand(*, visit: Visit, title: str, problem: str, by: Any, guided: Mapping[str, Any] = NOTHING) -> Demand:
    """Write down the demand that was found at a visit. ``guided`` as for ``log_visit``.

    Raises ``ValidationError`` (code ``twice``) for a second one.
    """
    return cast(Demand, _open(visit, title=title, problem=problem, guided=guided, by=by).demand)


@in_transaction
def name_demand(*, visit: Visit, demand: Demand, by: Any) -> Visit:
    """Say that a visit is about a demand of the same firm that stands in the register already; ``by`` sees both."""
    current = _without_demand(visit, by=by)
    if current.organisation_id is None or demand.organisation_id != current.organisation_id:
        raise ValidationError(_("This is the demand of another firm."), code="owner")
    return _tie(current, demand, by=by)


def _without_demand(visit: Visit, *, by: Any) -> Visit:
    current: Visit = lock(VISITS, visit)
    require(by, Permission.VISIT_EDIT, current.place)
    refuse_archived(current)
    if current.demand_id is not None:
        raise ValidationError(_("The demand of this visit is written down already."), code="twice")
    return current


def _tie(current: Visit, demand: Demand, *, by: Any) -> Visit:
    current.demand = demand
    if current.result == VisitResult.NOTHING:
        current.result = VisitResult.DEMAND
    touch(current)
    save(current, by=by, reason="")
    detail = {"demand": demand.pk}
    audit.record(by=by, verb="visit.demand", target=current, place=current.place, detail=detail)
    return current


def _open(visit: Visit, *, title: str, problem: str, guided: Mapping[str, Any], by: Any) -> Visit:
    current = _without_demand(visit, by=by)
    shared = ("organisation", "organisation_name", "area", "zone", "contact_name", "contact_phone")
    values = {**guided, **{name: getattr(current, name) for name in shared}}
    values |= {"title": title, "body": problem, "source": Source.VISIT, "found_on": current.visited_on}
    made: Demand = add_record(register=DEMANDS, values=values, by=by, is_demo=current.is_demo)
    current.result = VisitResult.DEMAND
    return _tie(current, made, by=by)
