"""What a list of demands must be asked, so that it shows exactly those that a figure counts. Filters of the list page
and of the API are the same."""

from duijie.demands.stages import ALL
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.periods import Period
from duijie.registry.models import Area, AreaKind


def place_of(area: Area) -> dict[str, str]:
    """The filter for an area."""
    return {"zone" if area.kind == AreaKind.ZONE else "area": area.code}


def asked_for(stage: str, *, area: Area, period: Period, basis: Basis) -> dict[str, str]:
    """The demands of an area that count at a stage."""
    asked = place_of(area)
    if not ALL[stage].column:
        return {**asked, "found_between": period.address}
    if basis is Basis.FOUND:
        return {**asked, "found_between": period.address, "reached": stage}
    return {**asked, "reached": f"{stage}@{period.address}"}


def asked_for_row(cut: Cut, key: str) -> dict[str, str]:
    """What a row of the cut adds, where it is no area and no period: ``key`` is a division, a source or a kind."""
    if cut is Cut.INDUSTRY:
        return {"division": key}
    if cut in {Cut.KIND, Cut.SOURCE}:
        return {cut.value: key} if key else {"without": cut.value}
    return {}
