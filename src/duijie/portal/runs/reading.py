"""What the page of a run and its workbook read alike."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest

from duijie.matching.domain.queries.register_matches import DemandsOfRun
from duijie.matching.models import MatchRun
from duijie.portal.workspace.reading import number
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.models import Area


@dataclass(frozen=True, slots=True)
class Filters:
    """The demands that are asked for: a level of their best candidate, with something new only, of an area."""

    level: int | None
    only_new: bool
    area: Area | None

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Those of the address."""
        area = list_areas(by=request.user).filter(code=request.GET.get("area", "")[:12]).first()
        return cls(number(request.GET.get("level"), 1, 4), bool(request.GET.get("new")), area)

    def demands(self, run: MatchRun, *, by: object) -> DemandsOfRun:
        path = self.area.path if self.area else ""
        return DemandsOfRun(run, by=by, level=self.level, only_new=self.only_new, path=path)
