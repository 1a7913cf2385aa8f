"""The rules of service of a call: changed by staff."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.models import PostingCall, ServiceRules
from duijie.programmes.models.worklogs.service_rules import rules_of

FIELDS = ("late_days", "link_days", "remind_days", "warn_days", "subsidy_most", "insurance_most", "project_most")
LABEL = _("Rules of service")


@in_transaction
def edit_service_rules(*, call: PostingCall, values: Mapping[str, Any], version: int, by: Any) -> ServiceRules:
    """Other days and ceilings. What was logged and paid until now stands. Raises ``ValidationError`` by field."""
    hold(PostingCall, call.pk)
    current = rules_of(call)
    require(by, Permission.SERVICE_RULES_EDIT, call.place)
    refuse_stale(current, version)
    before = {name: str(getattr(current, name)) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(current, name, values[name])
    current.changed_at, current.version = clock.now(), current.version + 1
    current.full_clean(exclude=["call"])
    current.save()
    changed = {name: [before[name], str(getattr(current, name))] for name in FIELDS}
    detail = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    audit.record(by=by, verb="service_rules.edit", target=call, place=call.place, detail={"rules": detail})
    return current
