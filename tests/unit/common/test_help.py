"""What the commands are for is told in the language of the terminal."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from duijie.__main__ import overview

OURS = sorted((name, app) for name, app in get_commands().items() if str(app).startswith("duijie"))


def test_the_overview_is_in_one_language() -> None:
    chinese, english = (overview(language).splitlines() for language in ("zh-hans", "en"))
    told = [line for line in chinese if re.match("  [a-z]", line)]
    assert [line for line in told if not re.search("[\u4e00-\u9fff]{4}", line)] == []
    assert len(told) > len(OURS) > 15
    assert [line for line in english if re.search("[\u4e00-\u9fff]", line)] == []
    assert len(english) == len(chinese)


@pytest.mark.parametrize(("name", "app"), [(name, app) for name, app in OURS if name != "migrate"])
def test_the_help_of_a_command_is_in_the_language(name: str, app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {}
    for language in ("zh", "en"):
        monkeypatch.setenv("DUIJIE_LANG", language)
        monkeypatch.setenv("COLUMNS", "1000")
        shown[language] = load_command_class(app, name).create_parser("duijie", name).format_help()
    assert re.search("[\u4e00-\u9fff]", shown["en"]) is None
    for line in shown["zh"].splitlines():
        explained = re.match(r"  +(?:-\S*, )?--?\S+(?: [A-Z]+| \{\S+\})?  +(?P<words>.+)", line)
        if explained and "--help" not in line and "--skip-checks" not in line:
            assert re.search("[\u4e00-\u9fff]", explained["words"]), line
