"""Talking in one language or in both."""

import errno
from io import StringIO

import pytest
from django.utils.translation import gettext_lazy as _

from duijie.common.system_errors import SystemReason
from duijie.common.terminal import Terminal, languages_of_terminal, width_of


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({}, ("zh-hans", "en")),
        ({"LANG": "C.UTF-8"}, ("zh-hans", "en")),
        ({"LANG": "zh_CN.UTF-8"}, ("zh-hans",)),
        ({"LANG": "en_US.UTF-8"}, ("en",)),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, ("zh-hans",)),
        ({"LANG": "zh_CN.UTF-8", "DUIJIE_LANG": "en"}, ("en",)),
    ],
)
def test_language_follows_the_locale(environment: dict[str, str], languages: tuple[str, ...]) -> None:
    assert languages_of_terminal(environment) == languages


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_percent_stands_where_the_seconds_will_and_only_on_a_screen() -> None:
    screen, file = Screen(), StringIO()
    for stream in (screen, file):
        terminal = Terminal(stream, ["en"])
        with terminal.step(_("Making the database")):
            terminal.percent("storing", 5, 20)
    assert screen.getvalue() == "Making the database …  25 %" + "\b" * 5 + "0.0 s\n"
    assert file.getvalue() == "Making the database … 0.0 s\n"


def test_step_says_how_long_it_took() -> None:
    stream = StringIO()
    with Terminal(stream, ["en"]).step(_("Making the database")):
        pass
    assert stream.getvalue() == "Making the database … 0.0 s\n"


def test_step_that_fails_ends_its_line() -> None:
    stream = StringIO()
    with pytest.raises(ZeroDivisionError), Terminal(stream, ["en"]).step("Dividing"):
        raise ZeroDivisionError
    assert stream.getvalue() == "Dividing … \n"


def test_same_words_are_said_once() -> None:
    stream = StringIO()
    Terminal(stream, ["zh-hans", "en"]).say("{count} km", count=3)
    assert stream.getvalue() == "3 km\n"


def test_closed_terminal_is_no_error() -> None:
    stream = StringIO()
    stream.close()
    Terminal(stream, ["en"]).say("Nobody reads this")


def test_columns_line_up_with_chinese() -> None:
    stream = StringIO()
    Terminal(stream, ["en"]).table([["角色", "name"], ["x", "y"]])
    assert stream.getvalue() == "  角色   name\n  x      y\n"


def test_chinese_is_two_wide() -> None:
    assert width_of("科技 ok，") == 9


def test_what_the_system_says_is_told_in_each_language() -> None:
    told = SystemReason(PermissionError(errno.EACCES, "Permission denied"))
    said = Terminal(StringIO(), ("zh-hans", "en")).words("{error}.", error=told)
    assert said == ["当前用户没有权限.", "this user has no right to it."]
