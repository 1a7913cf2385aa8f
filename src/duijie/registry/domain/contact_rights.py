"""Doing with somebody's contact data what was asked: erasing, keeping it without using it and giving it back,
correcting; and erasing it when its time is over. Part of the verbs of requests and of a job: they own the transaction
and the audit row.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from duijie.common.domain import audit
from duijie.common.models import ImportRow
from duijie.common.transactions import in_transaction
from duijie.registry.contacts import ContactColumns, contact_columns
from duijie.registry.domain.queries.contacts import LEAST_DIGITS, Found, digits_of
from duijie.registry.domain.records import save, touch
from duijie.registry.models import ContactHold, Merge, PersonalRequest
from duijie.registry.register import keys_of

EXPIRE = "contact.expire"
AT_ONCE = 500


def count_of(found: Iterable[Found]) -> dict[str, int]:
    """How many rows of each kind speak of the person, earlier states left out."""
    counts: dict[str, int] = {}
    for one in found:
        if one.rows:
            counts[one.columns.noun] = counts.get(one.columns.noun, 0) + len(one.rows)
    return counts


def key_of(noun: str) -> str:
    """Under which the audit says how many rows of a kind there were."""
    return f"contacts_{noun}"


def erase_contacts(found: Sequence[Found], *, by: Any) -> None:
    """Nothing of the person stays: in the rows, their earlier states, imports, before-images of merges and files."""
    _blank(found, by=by)
    for one in found:
        words = _words_of(one)
        _forget_traces(one.columns, [row["pk"] for row in one.rows], words)
        if one.columns.file:
            _remove_files(row[one.columns.file] for row in one.rows)


def hold_contacts(found: Sequence[Found], *, request: PersonalRequest, by: Any) -> None:
    """Take the person out of all rows and keep what they said, for whoever lifts the restriction. Done again, it takes
    what has been found since as well."""
    hold, _made = ContactHold.objects.select_for_update().get_or_create(request=request)
    for one in found:
        label = one.columns.model._meta.label_lower
        for is_earlier, rows in ((False, one.rows), (True, one.earlier)):
            kept = [[label, is_earlier, row["pk"], {name: row[name] for name in one.columns.columns}] for row in rows]
            hold.values = [*hold.values, *kept]
    _blank(found, by=by)
    hold.save(update_fields=["values"])


def release_contacts(request: PersonalRequest, *, by: Any) -> None:
    """Put back what was taken out, where nobody else has been named since."""
    hold = ContactHold.objects.select_for_update().filter(request=request).first()
    if hold is None:
        return
    for label, is_earlier, number, values in hold.values:
        model = apps.get_model(label)
        if is_earlier:
            model.history.model._base_manager.filter(pk=number).update(**values)
            continue
        row = model._base_manager.select_for_update().filter(pk=number).first()
        if row is not None and not any(getattr(row, name) for name in values):
            _write(row, values, by=by)
    hold.delete()


def correct_contacts(found: Iterable[Found], values: Mapping[str, str], *, by: Any) -> None:
    """Write the new name, number and address into all rows that have a column for them; earlier states stay."""
    for one in found:
        columns = {"name": one.columns.name, "phone": one.columns.phone, "email": one.columns.email}
        said = {columns[key]: value for key, value in values.items() if value and columns.get(key)}
        if said:
            for row in _locked(one.columns.model, [row["pk"] for row in one.rows]):
                _write(row, said, by=by)


def _blank(found: Sequence[Found], *, by: Any) -> None:
    """Each row once, whatever entries it stands in: else the history would keep a state between."""
    blank: dict[Any, dict[int, dict[str, str]]] = {}
    for one in found:
        for row in one.rows:
            blank.setdefault(one.columns.model, {}).setdefault(row["pk"], {}).update(
                dict.fromkeys(one.columns.columns, "")
            )
    for model, rows in blank.items():
        for row in _locked(model, rows):
            _write(row, rows[row.pk], by=by)
    for one in found:
        numbers = [row["pk"] for row in one.earlier]
        for begin in range(0, len(numbers), AT_ONCE):
            rows = one.columns.history._base_manager.filter(pk__in=numbers[begin : begin + AT_ONCE])
            rows.update(**dict.fromkeys(one.columns.columns, ""))


def _locked(model: Any, numbers: Iterable[int]) -> Any:
    return model._base_manager.select_for_update().filter(pk__in=[*numbers]).order_by("pk")


def _write(row: Any, values: Mapping[str, str], *, by: Any) -> None:
    """As a new version with a row of the history, where the model has them."""
    for name, value in values.items():
        setattr(row, name, value)
    if hasattr(row, "version") and hasattr(type(row), "history"):
        touch(row)
        save(row, by=by, reason="")
    else:
        row.save(update_fields=[*values])


def _words_of(found: Found) -> set[str]:
    return {str(row[name]) for row in (*found.rows, *found.earlier) for name in found.columns.columns if row[name]}


def _forget_traces(columns: ContactColumns, numbers: Sequence[int], words: set[str]) -> None:
    """Rows of imports and before-images of merges say it too."""
    keys = keys_of(columns.model)
    if not keys or not words or not numbers:
        return
    dialled = {digits for word in words if len(digits := digits_of(word)) >= LEAST_DIGITS}
    rows = ImportRow.objects.filter(record__in=numbers, batch__noun__in=keys)
    _scrub(rows, ("cells", "values", "changes", "before", "errors", "questions"), words, dialled)
    merges = Merge.objects.filter(Q(kept__in=numbers) | Q(merged__in=numbers), register__in=keys)
    _scrub(merges, ("before", "after", "moved", "dropped"), words, dialled)


def _scrub(rows: Any, names: Sequence[str], words: set[str], dialled: set[str]) -> None:
    for row in rows:
        for name in names:
            setattr(row, name, _without(getattr(row, name), words, dialled))
        row.save(update_fields=[*names])


def _without(value: Any, words: set[str], dialled: set[str]) -> Any:
    """JSON with every text blanked that is one of ``words`` or holds one of the numbers ``dialled``."""
    if isinstance(value, dict):
        return {key: _without(one, words, dialled) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, words, dialled) for one in value]
    if isinstance(value, str):
        digits = digits_of(value)
        return "" if value.strip() in words or any(one in digits for one in dialled) else value
    return value


def _remove_files(names: Iterable[str]) -> None:
    for name in filter(None, names):
        path = Path(settings.MEDIA_ROOT) / name
        transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]


def expire_contacts(model: Any, due: Any) -> int:
    """Erase the contacts in all rows of ``due``, a query of ``model``, and in their earlier states: their time is over.
    How many rows. Done again it finds nothing; killed in between, it goes on where it was."""
    done, numbers = 0, [0]
    while numbers := _expire_some(model, due.filter(pk__gt=numbers[-1])):
        done += len(numbers)
    return done


@in_transaction
def _expire_some(model: Any, due: Any) -> list[int]:
    """The first of them. Their numbers, in order."""
    entries = [one for one in contact_columns() if one.model is model]
    names = [name for one in entries for name in one.columns]
    said = Q(*[(f"{name}__gt", "") for name in names], _connector=Q.OR)
    left = said
    if entries[0].history is not None:
        left = said | Q(Exists(entries[0].history._base_manager.filter(said, id=OuterRef("pk"))))
    numbers = list(due.filter(left).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not numbers:
        return []
    blank = dict.fromkeys(names, "")
    for one in entries:
        rows = list(model._base_manager.filter(pk__in=numbers).values("pk", *one.columns))
        _forget_traces(one, numbers, _words_of(Found(one, rows, [])))
        if one.file:
            _remove_files(row[one.file] for row in rows)
    values = {**blank, "version": F("version") + 1} if _has(model, "version") else blank
    model._base_manager.filter(pk__in=numbers).update(**values)
    if entries[0].history is not None:
        entries[0].history._base_manager.filter(id__in=numbers).update(**blank)
    audit.record(by=None, verb=EXPIRE, target=None, detail={key_of(entries[0].noun): len(numbers)})
    return numbers


def _has(model: Any, name: str) -> bool:
    return any(one.name == name for one in model._meta.concrete_fields)
