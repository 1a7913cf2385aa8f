"""Programmes: copied from a template, changed, archived. Each verb is one transaction with an audit row."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from simple_history.utils import update_change_reason

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.conditions.facts import table
from duijie.programmes.conditions.tree import read_condition
from duijie.programmes.faults import Faults
from duijie.programmes.forms.answer_facts import facts_with
from duijie.programmes.forms.reading import read_form
from duijie.programmes.models import Programme
from duijie.programmes.rules import check_rules, fingerprint_of, shipped_templates
from duijie.registry.models import Area

FIELDS = ("name", "name_en", "department")


@in_transaction
def add_programme(*, template: str, area: Area, values: Mapping[str, Any], by: Any, is_demo: bool = False) -> Programme:
    """A programme of ``area`` with the rules of a shipped template. Raises ``PermissionDenied``; ``ValidationError``
    by field, with code ``template`` for one that is not shipped."""
    require(by, Permission.PROGRAMME_EDIT, area.place)
    shipped = shipped_templates()
    if template not in shipped:
        words = _("There is no template “%(name)s”; there are: %(names)s.")
        params = {"name": template, "names": ", ".join(shipped)}
        raise ValidationError({"template": [ValidationError(words, code="template", params=params)]})
    made = Programme(area=area, template=template, rules=shipped[template]["rules"], by=by, is_demo=is_demo)
    _fill(made, values)
    _save(made)
    audit.record(by=by, verb="programme.add", target=made, place=made.place, detail={"template": template})
    return made


@in_transaction
def edit_programme(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    rules: Mapping[str, Any],
    version: int,
    by: Any,
    reason: str = "",
) -> Programme:
    """Another name or other rules, for rounds opened from now on. Raises as ``add_programme``; ``StaleError``."""
    current = _lock(programme, version, values, by=by)
    _fill(current, values)
    changed = sorted(key for key in {*rules, *current.rules} if rules.get(key) != current.rules.get(key))
    current.rules = dict(rules)
    current.version += 1
    _save(current)
    if reason:
        update_change_reason(current, reason[:300])
    detail = {"rules": changed, "fingerprint": fingerprint_of(current.rules), "reason": reason[:300]}
    audit.record(by=by, verb="programme.edit", target=current, place=current.place, detail=detail)
    return current


@in_transaction
def archive_programme(*, programme: Programme, version: int, by: Any, restore: bool = False) -> Programme:
    """Out of the lists, or back into them; its rounds stay."""
    current = _lock(programme, version, {}, by=by)
    current.archived_at = None if restore else clock.now()
    current.version += 1
    _save(current)
    verb = "programme.restore" if restore else "programme.archive"
    audit.record(by=by, verb=verb, target=current, place=current.place)
    return current


def check_conditions(rules: Mapping[str, Any]) -> None:
    """Raise ``ValidationError`` for conditions that cannot be read, each with its number and place."""
    wrong = []
    facts = facts_with(read_form(rules["form"]), table())
    for number, condition in enumerate(rules["conditions"], start=1):
        try:
            read_condition(condition, facts)
        except Faults as faults:
            wrong += [
                ValidationError(
                    _("Condition %(number)d: %(fault)s"), code=one.code, params={"number": number, "fault": str(one)}
                )
                for one in faults.found
            ]
    if wrong:
        raise ValidationError({"rules": wrong})


def _lock(programme: Programme, version: int, values: Mapping[str, Any], *, by: Any) -> Programme:
    hold(Programme, programme.pk)
    current: Programme = Programme.objects.select_related("area").get(pk=programme.pk)
    require(by, Permission.PROGRAMME_EDIT, current.place)
    refuse_stale(current, version, values)
    return current


def _fill(programme: Programme, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(programme, name, " ".join(value.replace("\0", "").split()) if isinstance(value, str) else value)


def _save(programme: Programme) -> None:
    check_rules(programme.rules)
    check_conditions(programme.rules)
    programme.changed_at = clock.now()
    programme.full_clean(exclude=["by", "rules"])
    programme.save()
