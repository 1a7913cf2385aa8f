"""Demands for tests, straight in the database, in any state."""

from typing import Any

from tests.factories.registry import make_record

from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS


def make_demand(**values: Any) -> Demand:
    """A demand that was found; ``state="published"`` makes an open one."""
    made: Demand = make_record(DEMANDS, **values)
    return made
