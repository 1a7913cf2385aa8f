"""Many new tables in one migration, without their models being rendered again for each of them.

After each ``CreateModel`` Django renders anew all models that are related to it, which in a first migration are soon
all of them: the time grows with the square of their number. Here all are known before the first is rendered.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations.operations.base import Operation


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations in the same order; of those that make models, neighbours are made together."""
    found: list[Operation] = []
    for kind, some in groupby(operations, key=type):
        neighbours: list[Any] = list(some)
        whole = _TOGETHER.get(kind)
        found += [whole(neighbours)] if whole is not None else neighbours
    return found


class _Together(Operation):
    """Several operations, known to the state at once and then done in the database one after the other."""

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # what is rendered when it is asked for again
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in self.operations:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in reversed(self.operations):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(one.describe() for one in self.operations)


class CreateModels(_Together):
    """New models."""


class AddFields(_Together):
    """New fields of tables that are there. For SQLite Django makes a table anew for each that has a default, by the
    model as it was before: here the column is added, with the default, which the table keeps."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        for one in self.operations:
            model = to_state.apps.get_model(app_label, one.model_name)
            field = model._meta.get_field(one.name)
            definition, params = schema_editor.column_sql(model, field, include_default=True)
            table, column = (schema_editor.quote_name(name) for name in (model._meta.db_table, field.column))
            if field.remote_field is not None and field.db_constraint:
                target = field.remote_field.model._meta
                key = target.get_field(field.remote_field.field_name).column
                names = tuple(schema_editor.quote_name(name) for name in (target.db_table, key))
                definition += " REFERENCES {} ({}) DEFERRABLE INITIALLY DEFERRED".format(*names)
            schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {definition}", params)
            schema_editor.deferred_sql.extend(schema_editor._field_indexes_sql(model, field))


class AlterFields(_Together):
    """Changed fields of tables that are there; of those that mean nothing to the database, as choices do, at once."""


class AddConstraints(_Together):
    """New constraints. SQLite has a table made anew for them, by the model that holds them all: once for each table."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        for name in dict.fromkeys(one.model_name for one in self.operations):
            schema_editor._remake_table(to_state.apps.get_model(app_label, name))


class AddIndexes(_Together):
    """New indexes."""


_TOGETHER: dict[type[Operation], type[_Together]] = {
    CreateModel: CreateModels, AddField: AddFields, AlterField: AlterFields,
    AddConstraint: AddConstraints, AddIndex: AddIndexes,
}  # fmt: skip
