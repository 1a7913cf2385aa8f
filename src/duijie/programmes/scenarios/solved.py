"""A demand of a scenario on its way: the office's steps from the check to the proof."""

from collections.abc import Iterable
from datetime import date, timedelta

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.domain.demands import take_step
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.programmes.scenarios.people import on
from duijie.registry.domain.part_lists import add_parts

TO_SOLVED = ("verify", "publish", "match", "contact", "solve", "solved")


def solve(
    demand: Demand, *, proof: str, first: date, every: timedelta, by: User, to: Iterable[str] = TO_SOLVED
) -> None:
    """Take the steps ``to``, one ``every`` so long from the day ``first`` on; ``proof`` is what the firm confirms."""
    for place, verb in enumerate(to):
        with on(first + place * every):
            demand = _take(demand, verb, proof=proof, by=by)


def _take(demand: Demand, verb: str, *, proof: str, by: User) -> Demand:
    if verb == "solved":
        told = {"kind": "confirmation", "title": proof, "issued_on": clock.today()}
        add_parts(register=DEMANDS, rows={demand.pk: {"evidence": [told]}}, by=by)
        demand.refresh_from_db()
    reason = "双方验收通过。" if verb == "solved" else ""
    checks = ("complete", "confidential", "duplicate") if verb == "verify" else ()
    return take_step(demand=demand, verb=verb, version=demand.version, by=by, reason=reason, checks=checks)
