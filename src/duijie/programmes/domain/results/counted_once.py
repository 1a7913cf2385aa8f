"""One patent, one project: counted in one register alone – among the yields of postings or at one station –, whoever
enters it and wherever. Known by its number, squeezed; what has no number cannot be known again elsewhere.

Both registers ask each other while they hold the same rows, and each has a unique constraint of its own, so that two
who enter the same at the same moment cannot both have it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.common.transactions import hold
from duijie.programmes.models import Station, StationPatent, StationProject, Yield
from duijie.programmes.service_states import LIVING_YIELD
from duijie.programmes.yield_kinds import YIELD_KINDS, squeezed
from duijie.registry.models import Area

AT_STATIONS: tuple[tuple[Any, str, frozenset[str]], ...] = (
    (StationPatent, "number", frozenset({"patent_applied", "patent_granted"})),
    (StationProject, "contract", frozenset({"project_applied", "project_accepted"})),
)
"""What stations have with a number: the model, the field of the number, and the kinds of yields that are the same
things."""
LONGEST = 100


def refuse_twice(current: Yield) -> None:
    """Before a living yield is saved, in the caller's transaction. Raises ``ValidationError`` (``twice``) at the field,
    saying where it stands already."""
    how = YIELD_KINDS[current.kind]
    number = squeezed(current.number)[:LONGEST]
    of_kind = next(((model, field) for model, field, kinds in AT_STATIONS if current.kind in kinds), None)
    if of_kind is None:
        return
    _hold_all()
    found = of_kind[0].objects.filter(thing=number).select_related("station").first() if number else None
    if found is not None:
        words = _("This number stands at the station “%(station)s” already, and counts there.")
        error = ValidationError(words, code="twice", params={"station": found.station.title})
        raise ValidationError({"number": [error]})
    if how.or_number:
        _refuse_same_title(current, number)


def settle_numbers(station: Station) -> None:
    """The numbers of the patents and projects of ``station``, after they changed, in the caller's transaction. Raises
    ``ValidationError`` (``twice``), saying where a number stands already."""
    changed: list[tuple[Any, str, frozenset[str], Any]] = []
    for model, field, kinds in AT_STATIONS:
        for row in model.objects.filter(station=station):
            if squeezed(getattr(row, field))[:LONGEST] != row.thing:
                changed.append((model, field, kinds, row))
    if not changed:
        return
    _hold_all()
    for model, _field, _kinds, row in changed:  # two that change their numbers with each other
        model.objects.filter(pk=row.pk).update(thing="")
    for model, field, kinds, row in changed:
        _claim(model, row, getattr(row, field), kinds)


def _claim(model: Any, row: Any, said: str, kinds: frozenset[str]) -> None:
    row.thing = squeezed(said)[:LONGEST]
    if not row.thing:
        return
    other = model.objects.filter(thing=row.thing).exclude(pk=row.pk).select_related("station").first()
    if other is not None:
        raise _stands_at(said, other.station)
    key = f"n:{row.thing}"
    counted = Yield.objects.filter(kind__in=kinds, thing=key, state__in=LIVING_YIELD).select_related("firm").first()
    if counted is not None:
        words = _("“%(number)s” is entered among the results of “%(firm)s” already, and counts there.")
        raise ValidationError(words, code="twice", params={"number": said, "firm": counted.firm.name})
    try:
        with transaction.atomic():
            row.save(update_fields=["thing"])
    except IntegrityError as error:
        raise _stands_at(said, None) from error


def _stands_at(said: str, station: Station | None) -> ValidationError:
    words = _("“%(number)s” stands at the station “%(station)s” already. Change its stage there.")
    return ValidationError(words, code="twice", params={"number": said, "station": station.title if station else "–"})


def _refuse_same_title(current: Yield, number: str) -> None:
    """A project with a number is known by it, one without by its title at a firm in a year: the same title with and
    without a number is the same project; with two numbers it is two."""
    rows = Yield.objects.filter(kind=current.kind, state__in=LIVING_YIELD, happened_on__year=current.happened_on.year)
    for one in rows.filter(firm=current.firm_id).exclude(pk=current.pk):
        theirs = squeezed(one.number)[:LONGEST]
        if squeezed(one.title) == squeezed(current.title) and not (number and theirs and number != theirs):
            words = _("This project is entered at this firm already. Have a share in it entered there instead.")
            raise ValidationError({"title": [ValidationError(words, code="twice")]})


def _hold_all() -> None:
    """One at a time asks and claims numbers; as the places of academicians are given."""
    hold(Area, *Area.objects.filter(parent=None).values_list("pk", flat=True))
