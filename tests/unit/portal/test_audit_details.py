"""Whatever the code writes into the audit is read in words."""

import ast
from pathlib import Path

from duijie.portal.audit.details import KEYS

SOURCE = Path(__file__).resolve().parents[3] / "src" / "duijie"


def keys_written() -> set[str]:
    """Constant keys of dictionaries that are passed or called ``detail``."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                if not getattr(node.func, "attr", getattr(node.func, "id", "")).endswith(("record", "note")):
                    continue
                values = [one.value for one in node.keywords if one.arg == "detail"]
            elif isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == "detail" for t in node.targets
            ):
                values = [node.value]
            else:
                continue
            found |= {
                key.value
                for value in values
                for one in ast.walk(value)
                if isinstance(one, ast.Dict)
                for key in one.keys
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            }
    return found


def test_every_key_has_words() -> None:
    written = keys_written()
    assert len(written) > 25
    assert written <= set(KEYS), sorted(written - set(KEYS))
