"""Commands for benchmarks stand in the documentation as they can be typed."""

import re
from pathlib import Path

from bench.__main__ import benchmarks, split

DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMAND = re.compile(r"`\./run bench ([^`]+)`")


def test_what_follows_an_option_names_no_benchmark() -> None:
    assert split(["assignment", "rounds", "--cases", "midl", "--quick"]) == (
        ["assignment", "rounds"],
        ["--cases", "midl", "--quick"],
    )


def test_every_command_in_the_documentation_names_benchmarks_that_there_are() -> None:
    commands = [found for page in DOCS.rglob("*.md") for found in COMMAND.findall(page.read_text(encoding="utf-8"))]
    assert len(commands) > 10
    named = {name for command in commands for name in split(command.split())[0]}
    assert {name for name in named if name.islower() and name.isidentifier()} <= set(benchmarks())
