"""Records of the registers for tests, made straight in the database."""

import itertools
from typing import Any

from tests.factories.registry import make_region

from duijie.demands.models import Demand
from duijie.registry.models import Achievement, Carrier, Person, Service

_numbers = itertools.count(1)


def _make(model: Any, name: str, fields: dict[str, Any]) -> Any:
    fields.setdefault("area", None)
    fields["area"] = fields["area"] or make_region().north
    fields.setdefault(name, f"{model.noun} {next(_numbers)}")
    return model.objects.create(**fields)


def make_demand(**fields: Any) -> Demand:
    """A demand in the northern county, found and internal unless said otherwise."""
    return _make(Demand, "title", {"body": "阀门低温密封", **fields})  # type: ignore[no-any-return]


def make_achievement(**fields: Any) -> Achievement:
    return _make(Achievement, "title", {"body": "低温密封技术", **fields})  # type: ignore[no-any-return]


def make_expert(**fields: Any) -> Person:
    return _make(Person, "name", {"profile": "低温密封", **fields})  # type: ignore[no-any-return]


def make_service(**fields: Any) -> Service:
    return _make(Service, "title", {"body": "检测", **fields})  # type: ignore[no-any-return]


def make_carrier(**fields: Any) -> Carrier:
    return _make(Carrier, "title", {"body": "阀门产业创新服务综合体", **fields})  # type: ignore[no-any-return]
