"""A folder of lists in which ``duijie assign`` runs."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from duijie_match.commands import main

SCORES = """需求编号,供给编号,匹配分
XQ1,CG1,0.9
XQ1,CG2,0.8
XQ2,CG1,0.85
XQ2,CG2,0.1
XQ3,CG2,0.3
XQ3,CG3,0.2
"""


class Folder:
    """A folder of lists in which the command runs."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._capsys = path, capsys
        self.write("scores.csv", SCORES)

    def write(self, name: str, text: str) -> str:
        (self.path / name).write_text(text, encoding="utf-8")
        return str(self.path / name)

    def run(self, *options: str, out: str = "plan.csv", status: int = 0, language: str = "en") -> tuple[str, str]:
        arguments = ["assign", str(self.path / "scores.csv"), "-o", str(self.path / out), *options]
        if "--cover" not in options:
            arguments += ["--cover", "1"]
        if "--max-load" not in options:
            arguments += ["--max-load", "1"]
        assert main([*arguments, "--lang", language]) == status
        shown = self._capsys.readouterr()
        return shown.out, shown.err

    def totals(self, *options: str, **also: Any) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run(*options, "--json", **also)[0])
        return found

    def plan(self, name: str = "plan.csv") -> list[list[str]]:
        with (self.path / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, capsys)
