"""External platforms: added, changed, their templates written, archived."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.demands.exchange_fields import FIELDS, PRESETS
from duijie.demands.models import Demand, ExchangeColumn, ExternalSystem, ResultState
from duijie.demands.models.exchange import LONGEST_CELL

MOST_COLUMNS = 60
MOST_WORDS = 200
LENGTHS = {"name": 60, "note": 300}
SAID = ("name", "note", "state_words")


@in_transaction
def add_system(
    *, values: Mapping[str, Any], by: Any, preset: str = "", is_demo: bool = False
) -> ExternalSystem:  # fmt: skip
    """A platform; ``preset`` names a template of ``exchange_fields.PRESETS`` to begin with.

    ``values``: ``name``, ``code``, ``note``. Raises ``PermissionDenied``; ``ValidationError`` by field.
    """
    require(by, Permission.EXCHANGE_EDIT)
    system = ExternalSystem(
        code=str(values.get("code", "")).strip(), is_demo=is_demo, created_at=clock.now(), changed_at=clock.now()
    )
    known = PRESETS.get(preset)
    _fill(system, {"state_words": dict(known.state_words) if known else {}, **values})
    system.full_clean(exclude=["state_words"])
    try:
        with transaction.atomic():
            system.save()
    except IntegrityError as error:
        words = _("A platform with this short code is there already.")
        raise ValidationError({"code": [ValidationError(words, code="taken")]}) from error
    for position, one in enumerate(known.columns if known else ()):
        ExchangeColumn.objects.create(
            system=system, position=position, heading=one.heading, field=one.field, text=one.text,
            words=one.words, is_required=one.is_required, longest=one.longest,
        )  # fmt: skip
    _note(system, "add", by=by, detail={"preset": preset})
    return system


@in_transaction
def edit_system(*, system: ExternalSystem, version: int, values: Mapping[str, Any], by: Any) -> ExternalSystem:
    """Another name, note or words for states. Raises ``StaleError`` when somebody was faster."""
    current = take(system, version=version, by=by, values=values)
    before = {name: getattr(current, name) for name in SAID}
    _fill(current, values)
    changed = sorted(name for name in SAID if getattr(current, name) != before[name])
    if changed:
        _save(current)
        _note(current, "edit", by=by, detail={"fields": changed})
    return current


@in_transaction
def set_columns(
    *, system: ExternalSystem, version: int, columns: Sequence[Mapping[str, Any]], by: Any
) -> ExternalSystem:  # fmt: skip
    """Write the template anew; a column has ``heading``, ``field``, ``text``, ``words``, ``is_required``, ``longest``.

    What was handed over by the template before counts as changed where the file would say something else.
    Raises ``ValidationError`` (code by fault) that names the column.
    """
    current = take(system, version=version, by=by, values={})
    rows = [_column(current, position, one) for position, one in enumerate(columns)]
    if not rows:
        raise ValidationError(_("A template has one column at least."), code="none")
    if len(rows) > MOST_COLUMNS:
        raise ValidationError(_("At most %(limit)d columns."), code="many", params={"limit": MOST_COLUMNS})
    headings = [row.heading for row in rows]
    twice = sorted({one for one in headings if headings.count(one) > 1})
    if twice:
        words = _("Two columns have the heading “%(heading)s”.")
        raise ValidationError(words, code="twice", params={"heading": twice[0]})
    ExchangeColumn.objects.filter(system=current).delete()
    ExchangeColumn.objects.bulk_create(rows)
    _save(current)
    _note(current, "template", by=by, detail={"columns": headings})
    return current


@in_transaction
def archive_system(*, system: ExternalSystem, version: int, by: Any, archived: bool = True) -> ExternalSystem:
    """Nothing more is exchanged with it; its numbers stay. With ``archived`` False, take that back."""
    current = take(system, version=version, by=by, values={}, living=False)
    if (current.archived_at is not None) != archived:
        current.archived_at = clock.now() if archived else None
        _save(current)
        _note(current, "archive" if archived else "restore", by=by)
    return current


def take(
    system: ExternalSystem, *, version: int, by: Any, values: Mapping[str, Any], living: bool = True
) -> ExternalSystem:  # fmt: skip
    """The row under lock, as it was at ``version``."""
    hold(ExternalSystem, system.pk)
    current: ExternalSystem = ExternalSystem.objects.get(pk=system.pk)
    require(by, Permission.EXCHANGE_EDIT)
    refuse_stale(current, version, values)
    if living:
        refuse_archived(current)
    return current


def refuse_archived(system: ExternalSystem) -> None:
    if system.archived_at is not None:
        raise ValidationError(_("This platform is archived. Restore it first."), code="archived")


def _fill(system: ExternalSystem, values: Mapping[str, Any]) -> None:
    for name in ("name", "note"):
        if name in values:
            setattr(system, name, one_line(str(values[name] or "")))
    if "state_words" in values:
        system.state_words = _state_words(values["state_words"])
    if not system.name:
        raise ValidationError({"name": [ValidationError(_("A name is needed."), code="required")]})
    for name in ("name", "note"):
        most = LENGTHS[name]
        if len(getattr(system, name)) > most:
            words, params = _("At most %(limit)d characters."), {"limit": most}
            raise ValidationError({name: [ValidationError(words, code="length", params=params)]})


def _state_words(said: Mapping[str, str]) -> dict[str, str]:
    wrong = sorted(str(state) for state in said.values() if state not in ResultState.values)
    if wrong:
        words, params = _("There is no state “%(state)s”."), {"state": wrong[0]}
        raise ValidationError({"state_words": [ValidationError(words, code="state", params=params)]})
    if len(said) > MOST_WORDS:
        told = ValidationError(_("At most %(limit)d words."), code="many", params={"limit": MOST_WORDS})
        raise ValidationError({"state_words": [told]})
    return {str(word).replace("\0", "").strip()[:60]: str(state) for word, state in said.items() if str(word).strip()}


def _column(system: ExternalSystem, position: int, said: Mapping[str, Any]) -> ExchangeColumn:
    heading = one_line(str(said.get("heading") or ""))
    key, text = str(said.get("field") or ""), str(said.get("text") or "").replace("\0", "").strip()
    longest, words = said.get("longest") or None, dict(said.get("words") or {})
    params = {"number": position + 1, "heading": heading}
    if not 0 < len(heading) <= 60:
        told = _("Column %(number)d: a heading of 1 to 60 characters is needed.")
        raise ValidationError(told, code="heading", params=params)
    if key not in FIELDS:
        told = _("Column %(number)d, “%(heading)s”: choose what it is filled with.")
        raise ValidationError(told, code="field", params=params)
    if key == "fixed" and not 0 < len(text) <= 200:
        told = _("Column %(number)d, “%(heading)s”: write the fixed text, at most 200 characters.")
        raise ValidationError(told, code="text", params=params)
    if longest is not None and not 1 <= longest <= LONGEST_CELL:
        told = _("Column %(number)d, “%(heading)s”: the longest text has 1 to 10,000 characters.")
        raise ValidationError(told, code="longest", params=params)
    known = choices_of(key)
    strange = sorted(str(one) for one in words if one not in known)
    if strange:
        told = _("Column %(number)d, “%(heading)s”: “%(word)s” is no value that the platform has here.")
        raise ValidationError(told, code="words", params={**params, "word": strange[0]})
    return ExchangeColumn(
        system=system, position=position, heading=heading, field=key, text=text if key == "fixed" else "",
        words={one: theirs for one, theirs in map(_word, words.items()) if theirs},
        is_required=bool(said.get("is_required")), longest=longest,
    )  # fmt: skip


def choices_of(key: str) -> dict[str, Any]:
    """The keys and labels whose words a column of this field may replace."""
    column = FIELDS[key].choices if key in FIELDS else ""
    field: Any = Demand._meta.get_field(column) if column else None
    return dict(field.choices or ()) if column else {}


def _word(pair: tuple[Any, Any]) -> tuple[str, str]:
    return str(pair[0]), str(pair[1]).replace("\0", "").strip()[:100]


def _save(system: ExternalSystem) -> None:
    system.version += 1
    system.changed_at = clock.now()
    system.save()


def _note(system: ExternalSystem, verb: str, *, by: Any, detail: Mapping[str, Any] | None = None) -> None:
    audit.record(by=by, verb=f"exchange.{verb}", target=system, detail=dict(detail or {}))
