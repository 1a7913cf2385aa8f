"""How wrong use is answered: one sentence, the way out, the right form."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from duijie_match.wording import Message, msg

MOST = 1000
MOST_LOAD = 1_000_000
MOST_AMOUNT = 1e9  # as of a score: beyond, sums lose their last places

# argparse words its complaints in English only; these are the ones our options can bring about.
_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), msg("Missing: {names}.")),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), msg("Unknown here: {names}.")),
    (re.compile(r"ambiguous option: (?P<name>\S+) could match (?P<names>.+)"),
     msg("{name} may be {names}: write it out.")),
    (re.compile(r"argument (?P<name>[^:]+): ignored explicit argument (?P<value>.+)"), msg("{name} takes no value.")),
    (re.compile(r"argument (?P<name>[^:]+): expected one argument"), msg("{name} needs a value.")),
    (re.compile(r"argument (?P<name>[^:]+): invalid choice: (?P<value>.+?) \(choose from (?P<valid>.+)\)"),
     msg("{name} cannot be {value}; it is one of {valid}.")),
    (re.compile(r"argument (?P<name>[^:]+): invalid load value: (?P<value>.+)"),
     msg("{name} cannot be {value}; it is a whole number from 0 to {most_load}.")),
    (re.compile(r"argument (?P<name>[^:]+): invalid amount value: (?P<value>.+)"),
     msg("{name} cannot be {value}; it is a number from 0 to 1,000,000,000.")),
    (re.compile(r"argument (?P<name>[^:]+): invalid port value: (?P<value>.+)"),
     msg("{name} cannot be {value}; it is a whole number from 1 to 65535.")),
    (re.compile(r"argument (?P<name>[^:]+): invalid int value: (?P<value>.+)"),
     msg("{name} cannot be {value}; it is a whole number.")),
    (re.compile(r"argument (?P<name>[^:]+): invalid float value: (?P<value>.+)"),
     msg("{name} cannot be {value}; it is a number.")),
    (re.compile(r"argument (?P<name>[^:]+): invalid (?:\w+) value: (?P<value>.+)"),
     msg("{name} cannot be {value}; it is a whole number from 1 to {most}.")),
)  # fmt: skip


class WrongUse(Exception):
    """The command line cannot be followed. ``usage`` shows the right form, ``hint`` says what may be meant."""

    def __init__(self, message: Message, usage: str = "", hint: Message | None = None) -> None:
        super().__init__(message.msgid)
        self.message = message
        self.usage = usage
        self.hint = hint


class ParserInLanguage(argparse.ArgumentParser):
    """Shows what argparse puts around our words in ``language``."""

    language = "en"

    def format_usage(self) -> str:
        return _in_language(super().format_usage(), self.language)

    def format_help(self) -> str:
        return _in_language(super().format_help(), self.language)


class Parser(ParserInLanguage):
    """Complains in sentences."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(complaint(message), self.format_usage())


def _in_language(text: str, language: str) -> str:
    """What argparse says in English around our words."""
    if not language.startswith("zh"):
        return text
    for english, chinese in (("usage: ", "用法："), ("positional arguments:", "参数："), ("options:", "选项：")):
        text = text.replace(english, chinese)
    return text


def complaint(message: str) -> Message:
    """The sentence for what argparse complains of."""
    for pattern, sentence in _COMPLAINTS:
        found = pattern.fullmatch(message)
        if found:
            return Message(sentence.msgid, {**found.groupdict(), "most": MOST, "most_load": MOST_LOAD})
    return msg("The command was not understood ({detail}).", detail=message)


def count(text: str) -> int:
    """A whole number from 1 to ``MOST``. Raises ``ValueError``."""
    number = int(text)
    if not 1 <= number <= MOST:
        raise ValueError(text)
    return number


def load(text: str) -> int:
    """A whole number from 0 to ``MOST_LOAD``. Raises ``ValueError``."""
    number = int(text)
    if not 0 <= number <= MOST_LOAD:
        raise ValueError(text)
    return number


def amount(text: str) -> float:
    """A number from 0 to ``MOST_AMOUNT``. Raises ``ValueError``."""
    number = float(text)
    if not 0 <= number <= MOST_AMOUNT:
        raise ValueError(text)
    return number


def hint_of(argv: Sequence[str], parser: argparse.ArgumentParser) -> Message | None:
    """What to do about a name that begins with a hyphen, if it may be that."""
    options = parser._option_string_actions
    names = list(argv)
    if "--" in names:
        behind = [name for name in names[names.index("--") + 1 :] if name.partition("=")[0] in options]
        if behind:
            return msg("Behind “--” everything is a name: put {option} and its value before it.", option=behind[0])
        return None
    for before, name in zip(["", *names], names, strict=False):
        if not name.startswith("-") or name.partition("=")[0] in options:
            continue
        wanted = before in options and options[before].nargs != 0
        known = name[:2] in options and not wanted  # as in -oOUT.csv
        if os.path.exists(name) or (not known and Path(name).suffix):  # noqa: PTH110 – it takes names too long for a file
            return msg(
                "“{name}” begins with “-” and is taken for an option. If it is a file, write ./{name}.", name=name
            )
    return None


def print_wrong_use(error: WrongUse, command: str, language: str) -> None:
    """The sentence, the right form, and where help is, to standard error."""
    out = sys.stderr
    print(error.message.render(language), file=out)
    if error.hint:
        print(error.hint.render(language), file=out)
    if error.usage:
        print(error.usage.strip(), file=out)
    print(msg("All options: duijie {command} --help", command=command).render(language), file=out)
