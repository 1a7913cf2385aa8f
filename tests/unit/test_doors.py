"""Pages and the API see rows through ``visible_to`` or the queries of a domain, never through a bare manager."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "duijie"
MANAGERS = {"objects", "_default_manager", "_base_manager", "history"}
DOORS = {"visible_to", "brought_by", "recommended_by", "none"}
# Queries of registers start at a door too; what hangs on a record is read of a record that was found before (``of``).
QUERIES = {"registry/domain/queries/records.py", "registry/domain/queries/annexes.py"}
QUERY_DOORS = {*DOORS, "reached_by", "living_parts", "of"}
ROOMS = ("portal/**/*.py", "api/**/*.py", "registry/interfaces/record_*.py", "demands/interfaces/*.py")
FILES = sorted({path for room in ROOMS for path in SOURCE.glob(room)} | {SOURCE / path for path in QUERIES})


def raw_managers(source: str, doors: Iterable[str] = DOORS) -> Iterator[int]:
    """The lines on which a manager is used other than through a door."""
    tree = ast.parse(source)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and _is_model(node.value):
            above = parents.get(node)
            if not (isinstance(above, ast.Attribute) and above.attr in doors):
                yield node.lineno


def _is_model(node: ast.expr) -> bool:
    """A name in capitals and small letters (``Organisation``), alone or of a module, or the model of a register."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return (name[:1].isupper() and not name.isupper()) or name == "model"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_rows_come_through_a_door(path):
    doors = QUERY_DOORS if str(path.relative_to(SOURCE)) in QUERIES else DOORS
    assert [f"{path.name}:{line}" for line in raw_managers(path.read_text(encoding="utf-8"), doors)] == []


@pytest.mark.parametrize(
    "source, lines",
    [
        ("Area.objects.visible_to(user).filter(a=1)", []),
        ("Area.objects.none()", []),
        ("x = 1\nArea.objects.all()", [2]),
        ("models.Area.objects.get(pk=1)", [1]),
        ("rows = Area.objects\nrows.all()", [1]),
        ("Area._default_manager.all()", [1]),
        ("form.objects.all()", []),
        ("register.model.objects.visible_to(user)", []),
        ("register.model.objects.all()", [1]),
        ("self.register.model._default_manager.get(pk=1)", [1]),
        ("model.history.all()", [1]),
    ],
)
def test_the_check_itself(source, lines):
    assert list(raw_managers(source)) == lines
