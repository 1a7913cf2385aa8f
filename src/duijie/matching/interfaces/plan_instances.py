"""The rows of a plan as an instance of the matching core. Ids are keys such as ``expert-17``: whoever reads a sentence
of the core sees them replaced by the titles that one may see (``domain.queries.plans.named``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from duijie.matching.interfaces.documents import key_of
from duijie.matching.models import AssignmentPlan, PlanDemand, PlanPair, PlanSupply
from duijie.matching.plan_states import Mark
from duijie_match.assignment.instance import Instance, make_instance, stability_of


@dataclass(slots=True)
class PlanRows:
    """The present rows of a plan: demands and supply by position; of pairs what a solver needs, as columns."""

    plan: AssignmentPlan
    demands: Sequence[PlanDemand]
    supplies: Sequence[PlanSupply]
    pairs: Mapping[str, list[Any]] = field(default_factory=dict)

    def instance(self) -> Instance:
        """Checked by the core. Raises ``DuijieError`` ``bad-instance``."""
        score = np.array(self.pairs["score"], dtype=np.float64)
        demand = np.array(self.pairs["demand"], dtype=np.int64)
        supply = np.array(self.pairs["supply"], dtype=np.int64)
        mark = np.array(self.pairs["mark"], dtype=object)
        previous = np.array(self.pairs["was_chosen"], dtype=np.bool_)
        exclusive = self._exclusive(demand, supply)
        return make_instance(
            demand,
            supply,
            score,
            cover=np.array([one.needs for one in self.demands], dtype=np.int64),
            least=np.array([one.at_least for one in self.supplies], dtype=np.int64),
            most=np.array([one.at_most for one in self.supplies], dtype=np.int64),
            demands=len(self.demands),
            supplies=len(self.supplies),
            fixed=np.array(mark == Mark.FIXED, dtype=np.bool_),
            forbidden=np.array(mark == Mark.FORBIDDEN, dtype=np.bool_),
            previous=previous,
            exclusive=exclusive,
            stability=stability_of(self.plan.stability, score, previous),
            demand_ids=[key_of("demand", one.demand_id) for one in self.demands],
            supply_ids=[key_of(one.kind, one.supply) for one in self.supplies],
            group_names=self._group_names(exclusive, supply),
        )

    def chosen(self) -> Any:
        """The numbers of the pairs that are in the plan now."""
        return np.flatnonzero(np.array(self.pairs["is_chosen"], dtype=np.bool_))

    def _exclusive(self, demand: Any, supply: Any) -> Any:
        """Pairs of one demand with one organisation, where of these one at most is wanted; -1 for the others."""
        if not self.plan.one_per_organisation or not len(demand):
            return None
        organisations = np.array([one.organisation_id or 0 for one in self.supplies], dtype=np.int64)[supply]
        keys = demand * (int(organisations.max()) + 1) + organisations
        return np.where(organisations > 0, np.unique(keys, return_inverse=True)[1], -1)

    def _group_names(self, exclusive: Any, supply: Any) -> dict[int, str]:
        """The keys of the organisations of ``exclusive``."""
        if exclusive is None:
            return {}
        groups, first = np.unique(exclusive, return_index=True)
        organisations = [self.supplies[at].organisation_id for at in supply[first].tolist()]
        return {
            group: key_of("organisation", pk) for group, pk in zip(groups.tolist(), organisations, strict=True) if pk
        }


COLUMNS = ("demand", "supply", "score", "level", "mark", "was_chosen", "is_chosen", "pk")


def read_rows(plan: AssignmentPlan) -> PlanRows:
    """The rows of the plan's present generation; pairs in the order in which they were stored."""
    present = {"plan": plan, "generation": plan.generation}
    demands = list(PlanDemand.objects.filter(**present).order_by("position"))
    supplies = list(PlanSupply.objects.filter(**present).order_by("position"))
    for row in demands:
        row.plan = plan
    for item in supplies:
        item.plan = plan
    places = ({one.pk: at for at, one in enumerate(demands)}, {one.pk: at for at, one in enumerate(supplies)})
    found = PlanPair.objects.filter(**present).order_by("pk").values_list(*COLUMNS)
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for values in found.iterator(chunk_size=5000):
        for name, value in zip(COLUMNS, values, strict=True):
            columns[name].append(value)
    columns["demand"] = [places[0][pk] for pk in columns["demand"]]
    columns["supply"] = [places[1][pk] for pk in columns["supply"]]
    return PlanRows(plan, demands, supplies, columns)
