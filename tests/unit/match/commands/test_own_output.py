"""Standard output for ourselves."""

import ctypes
import os
import sys

import pytest

from duijie_match.commands.own_output import own_output


def test_what_libraries_print_meanwhile_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    print("before")
    with own_output():
        ctypes.CDLL(None).puts(b"by C")
        os.write(1, b"by the system")
    print("after")
    assert capfd.readouterr().out == "before\nafter\n"


def test_where_there_is_no_standard_output_nothing_is_to_be_kept_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # as Python has it where the shell closed it
    with own_output():
        done = True
    assert done
