"""docs/reference/settings.md lists every environment variable that the program reads, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"DUIJIE_[A-Z][A-Z_]*|DATABASE_URL")


def in_source() -> set[str]:
    """Names that stand as whole strings in Python, and those that ``./run`` reads."""
    files = [file for package in ("duijie", "duijie_match") for file in (ROOT / "src" / package).rglob("*.py")]
    constants = {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    in_run = re.findall(r"\$\{?(DUIJIE_[A-Z_]+)", (ROOT / "run").read_text(encoding="utf-8"))
    return {text for text in constants if NAME.fullmatch(text)} | set(in_run)


def test_every_setting_is_described() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE))
    assert in_source() - described == set(), "not described"
    assert described - in_source() == set(), "described, but nothing reads them"
