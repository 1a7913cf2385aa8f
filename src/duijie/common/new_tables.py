"""Many new tables in one migration, without their models being rendered again for each of them.

After each ``CreateModel`` Django renders anew all models that are related to it, which in a first migration are soon
all of them: the time grows with the square of their number. Here all are known before the first is rendered.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations in the same order; of those that make models, neighbours are made together."""
    found: list[Operation] = []
    for makes_models, some in groupby(operations, key=lambda one: type(one) is CreateModel):
        neighbours: list[Any] = list(some)
        found += [CreateModels(neighbours)] if makes_models else neighbours
    return found


class CreateModels(Operation):
    """Several models, known to the state at once and then made in the database one after the other."""

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # what is rendered when it is asked for again
        for one in self.models:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in self.models:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in reversed(self.models):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(one.describe() for one in self.models)
