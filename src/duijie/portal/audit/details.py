"""The detail of an entry as a person reads it: what the entry calls by keys gets its words."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duijie.common.models import AuditEvent
from duijie.demands.challenge_checks import NUMBERS
from duijie.demands.domain.challenges import FIELDS
from duijie.demands.models import Challenge, ChallengeRules
from duijie.portal.postings.labels import POSTING_KEYS
from duijie.portal.programmes.labels import PROGRAMME_KEYS
from duijie.portal.worklogs.labels import SERVICE_KEYS
from duijie.registry.contacts import contact_columns
from duijie.registry.domain.contact_rights import key_of
from duijie.registry.register import label_of

KEYS: dict[str, Any] = {
    "removed": _("how many were removed"),
    "restored": _("how many were brought back"),
    "account": _("number of the account"),
    "added": _("added"),
    "area": _("area"),
    "attachment": _("number of the file"),
    "changed": _("changed"),
    "choice": _("choice"),
    "code": _("code"),
    "bid": _("number of the bid"),
    "breach": _("number of the breach"),
    "cases": _("typical cases"),
    "into": _("into"),
    "kept": _("kept"),
    "likeness": _("likeness"),
    "link": _("mark of the link"),
    "mail": _("by mail"),
    "minutes": _("minutes"),
    "period": _("period"),
    "preset": _("as usual in the platform"),
    "sms": _("by SMS"),
    "system": _("external platform"),
    "columns": _("columns"),
    "comment": _("number of the comment"),
    "conflicts": _("conflicts"),
    "cover": _("suppliers needed"),
    "data": _("fingerprint of the data"),
    "date": _("day"),
    "demand": _("number of the demand"),
    "demands": _("list of demands"),
    "department": _("department"),
    "dropped": _("references left out"),
    "fields": _("fields"),
    "first": _("first organisation"),
    "file": _("file"),
    "filters": _("filters"),
    "format": _("format"),
    "from": _("from"),
    "id": _("number"),
    "ids": _("numbers"),
    "method": _("method of the request"),
    "page": _("page of the request"),
    "kind": _("kind"),
    "language": _("language"),
    "least": _("at least"),
    "level": _("level"),
    "merge": _("number of the merge"),
    "merged": _("merged record"),
    "most": _("at most"),
    "models": _("models by language"),
    "most_shown": _("shown to at most so many demands"),
    "diversity": _("diversity of the first ten"),
    "moved": _("references moved"),
    "name": _("name"),
    "new": _("new"),
    "noun": _("register"),
    "old": _("before"),
    "outcome": _("what was done"),
    "organisation": _("organisation"),
    "part": _("part"),
    "pairs": _("pairs"),
    "parts": _("parts"),
    "personal": _("with personal data"),
    "previous": _("version before"),
    "proposals": _("proposals"),
    "purpose": _("purpose"),
    "reason": _("reason"),
    "terms": _("term pairs found"),
    "recalculates": _("running clocks calculated anew"),
    "refused": _("left out"),
    "record": _("number of the record"),
    "records": _("records"),
    "references": _("references"),
    "register": _("register"),
    "role": _("role"),
    "row": _("row"),
    "rows": _("rows"),
    "scopes": _("scopes"),
    "version": _("version"),
    "shapes": _("shapes"),
    "sha256": _("SHA-256 of the file"),
    "digest": _("SHA-256 of the rows"),
    "second": _("second organisation"),
    "sections": _("kinds of data"),
    "side": _("side"),
    "slip": _("number of the owner's slip"),
    "state": _("state"),
    "sum": _("sum of scores"),
    "supply": _("supply"),
    "table": _("table"),
    "taken_over": _("taken over"),
    "through": _("through"),
    "title": _("title"),
    "to": _("to"),
    "tokens": _("tokens revoked"),
    "top": _("matches of each"),
    "unknown": _("unknown"),
    "values": _("values"),
    "wishes": _("wishes that clash"),
}
KEYS |= {
    name: label_of(model, name)
    for model, names in ((Challenge, FIELDS), (ChallengeRules, NUMBERS))
    for name in names
    if name not in KEYS
}
KEYS |= {key_of(one.noun): one.model._meta.verbose_name_plural for one in contact_columns()}
KEYS |= PROGRAMME_KEYS
KEYS |= {name: words for name, words in POSTING_KEYS.items() if name not in KEYS}
KEYS |= {name: words for name, words in SERVICE_KEYS.items() if name not in KEYS}
NAMES_FIELDS = {"fields", "columns", "taken_over"}  # their values are names of fields


def in_words(event: AuditEvent) -> str:
    """``event.detail`` as one line: ``fields: name, address; reason: moved``. Empty parts are left out."""
    return gettext("; ").join(_pairs(event.detail or {}, event.target_type))


def _pairs(detail: Mapping[str, Any], target_type: str) -> list[str]:
    found = []
    for key, value in detail.items():
        text = _value(key, value, target_type)
        if text:
            found.append(gettext("%(key)s: %(value)s") % {"key": _name(key, target_type), "value": text})
    return found


def _value(key: str, value: Any, target_type: str) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return gettext(", ").join(_pairs(value, target_type))
    if isinstance(value, list):
        named = key in NAMES_FIELDS
        return gettext(", ").join(_name(one, target_type) if named else _value("", one, target_type) for one in value)
    return str(value)


def _name(key: Any, target_type: str) -> str:
    """What a person calls ``key``: a word of the log, or a field of the record that the entry is about."""
    if key in KEYS:
        return str(KEYS[key])
    try:
        label = getattr(apps.get_model(target_type)._meta.get_field(str(key)), "verbose_name", "")
    except (FieldDoesNotExist, LookupError, ValueError):
        label = ""
    return str(label or key)
