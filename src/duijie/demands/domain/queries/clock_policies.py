"""Reading clock policies. Everything starts at ``visible_to``."""

from typing import Any

from duijie.demands.domain.clock_policies import shipped
from duijie.demands.models import ClockPolicy

MOST_VERSIONS = 100


def list_policies(*, by: Any) -> Any:
    """All versions that ``by`` may see; the one that the platform brings along is among them from the first look."""
    if not ClockPolicy.objects.in_force().filter(area=None, kind="").exists():
        shipped()
    return ClockPolicy.objects.visible_to(by).select_related("area", "head", "made_by", "department")


def find_policy(*, by: Any, pk: int) -> ClockPolicy:
    """The version, or ``DoesNotExist``."""
    found: ClockPolicy = list_policies(by=by).get(pk=pk)
    return found


def versions_of(policy: ClockPolicy) -> list[ClockPolicy]:
    """The policies that stood or stand for the same area and kind, the latest first."""
    rows = ClockPolicy.objects.filter(area=policy.area_id, kind=policy.kind).select_related("made_by", "head", "area")
    return list(rows.order_by("-pk")[:MOST_VERSIONS])
