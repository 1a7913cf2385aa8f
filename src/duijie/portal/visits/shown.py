"""What pages of visits and demands show of each other."""

from typing import Any

from django.http import HttpRequest

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.demands.domain.positions import may_remove
from duijie.demands.domain.queries.visits import demand_seen, position_of, visits_of
from duijie.demands.registers import DEMANDS
from duijie.demands.visit_register import VISITS
from duijie.registry.register import Register


def visits_shown(request: HttpRequest, register: Register, record: Any) -> dict[str, Any]:
    """For a demand the visits at which it was found; for a visit its demand, or whether one can be written down."""
    by = request.user
    if register.key == DEMANDS.key:
        return {"visits": visits_of(record, by=by) if can(by, Permission.VISIT_VIEW) else []}
    if register.key != VISITS.key:
        return {}
    living = record.archived_at is None and record.demand_id is None
    may = all(can(by, permission, record.place) for permission in (Permission.VISIT_EDIT, Permission.DEMAND_ADD))
    position = position_of(record) if can(by, Permission.VISIT_VIEW, record.place) else None
    return {
        "demand_found": demand_seen(record, by=by), "may_open_demand": living and may, "visit_position": position,
        "may_remove_position": position is not None and may_remove(position.account_id, record.place, by=by),
    }  # fmt: skip
