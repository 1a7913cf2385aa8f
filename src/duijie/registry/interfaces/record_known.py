"""What is known already of the rows of a list: the owners that they name, and the records that they are about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.common.importing.nouns import Finding
from duijie.registry.domain.organisation_lists import finding
from duijie.registry.domain.queries.merges import merged_numbers
from duijie.registry.domain.queries.naming import numbers_once_called
from duijie.registry.domain.queries.organisations import list_organisations
from duijie.registry.domain.records import links_of
from duijie.registry.models import Organisation
from duijie.registry.names import name_key
from duijie.registry.register import Register
from duijie.registry.validators import tidy_uscc

MOST_KEPT = 2000  # texts that name an owner
USCC_LENGTH = 18


class Owners:
    """Registered organisations by what the rows of a list call them: the same ones again and again, so that those of
    ``MOST_KEPT`` texts are kept from one chunk of rows to the next."""

    def __init__(self, *, by: Any) -> None:
        self._rows = list_organisations(by=by).filter(archived_at=None).order_by("pk")
        self._known: dict[str, Organisation | None] = {}

    def look(self, texts: Iterable[str]) -> None:
        """Read whatever these texts mean and is not known yet. One query; three where a name is none of today."""
        named = {text.strip() for text in texts} - {""}
        if len(self._known) + len(named) > MOST_KEPT:
            self._known.clear()
        if new := named - self._known.keys():
            self._known |= self._read(new)

    def _read(self, names: set[str]) -> dict[str, Organisation | None]:
        """By code, by its very name, else by the key of the name; None when in doubt."""
        codes = {name: tidy_uscc(name) or "" for name in names}
        keys = {name: name_key(name) for name in names}
        long = {code for code in codes.values() if len(code) == USCC_LENGTH}
        wanted = Q(name_key__in=set(keys.values()) - {""}) | Q(uscc__in=long) | Q(name__in=names)
        found: dict[str, list[Organisation]] = {}
        for one in self._rows.filter(wanted):
            for label in {one.name, one.uscc, f"key:{one.name_key}"}:
                found.setdefault(label or "", []).append(one)
        labels = {name: (name, codes[name], f"key:{keys[name]}") for name in names}
        alone = {label: rows[0] for label, rows in found.items() if label not in ("", "key:") and len(rows) == 1}
        known = {name: next((alone[one] for one in mine if one in alone), None) for name, mine in labels.items()}
        unknown = {name: keys[name] for name, mine in labels.items() if not any(one in found for one in mine)}
        return known | self._once_called(unknown)

    def _once_called(self, keys: Mapping[str, str]) -> dict[str, Organisation]:
        """By a former name that one organisation alone had."""
        alone = numbers_once_called(keys.values())
        rows = self._rows.in_bulk(alone.values()) if alone else {}
        found = {name: rows.get(alone.get(key, 0)) for name, key in keys.items()}
        return {name: one for name, one in found.items() if one is not None}

    def find(self, text: str) -> Organisation | None:
        """The one that ``text`` means, after ``look``; None when in doubt."""
        return self._known.get(text.strip())


class Twins:
    """What the register holds of a chunk of rows, by its title. One query."""

    def __init__(self, register: Register, drafts: Sequence[Mapping[str, Any]], *, by: Any) -> None:
        self._register = register
        titles = {draft[register.title] for draft in drafts if draft.get(register.title)}
        rows = register.model._default_manager.visible_to(by).filter(**register.fixed)
        rows = rows.exclude(pk__in=merged_numbers(register))
        self._found: dict[str, list[Any]] = {}
        wanted = {f"{register.title}__in": titles}
        for one in rows.filter(**wanted).select_related(*links_of(register.model)).order_by("pk") if titles else ():
            self._found.setdefault(getattr(one, register.title), []).append(one)

    def of(self, draft: Mapping[str, Any]) -> Any:
        """The record this row is about: the same title of the same owner."""
        same = [one for one in self._titled(draft) if self._owned(one, draft)]
        if len(same) > 1:
            words = _("%(count)d records have this title and owner. Merge them first, or write another title.")
            return finding("several", words, field=self._register.title, count=len(same))
        return same[0] if same else None

    def _titled(self, draft: Mapping[str, Any]) -> list[Any]:
        found = self._found.get(draft.get(self._register.title) or "", [])
        said = {name: draft[name] for name in self._register.twins[1:] if draft.get(name)}
        return [one for one in found if all(getattr(one, name) == value for name, value in said.items())]

    @staticmethod
    def _owned(one: Any, draft: Mapping[str, Any]) -> bool:
        owner = draft.get("organisation")
        if owner is not None and one.organisation_id:
            return bool(owner.pk == one.organisation_id)
        return bool((draft.get("organisation_name") or "") == one.organisation_name)

    def like(self, whole: Mapping[str, Any]) -> list[Finding]:
        """Questions about records of the same title and another owner; none where a title alone is no sign."""
        if len(self._register.twins) > 1:
            return []
        words = _("“%(name)s” of %(owner)s is registered already. Import the row only if it is a different one.")
        return [
            finding("similar", words, field=self._register.title, name=str(one), owner=one.owner_name or "–")
            for one in self._titled(whole)[:3]
        ]
