"""The base of the platform's own commands."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.utils import translation
from django.utils.translation import gettext as _

from duijie_match.commands.languages import language_of
from duijie_match.commands.wrong_use import ParserInLanguage, WrongUse, complaint, print_wrong_use
from duijie_match.wording import msg

WRONG_USE = 2


class SpeakingParser(ParserInLanguage, CommandParser):
    """Says in the language of the terminal what argparse says in English, as ``duijie match`` does."""

    def error(self, message: str) -> NoReturn:
        said = complaint(message)
        if not self.called_from_command_line:
            raise CommandError(said.render(self.language), returncode=WRONG_USE)
        command = self.prog.partition(" ")[2] or self.prog
        print_wrong_use(WrongUse(said, self.format_usage()), command, self.language)
        sys.exit(WRONG_USE)


class HelpInLanguage(BaseCommand):
    """Its help, and what it says of wrong use and of a database that is away, is in the language of the terminal:
    ``help`` is marked for translation, and that of options is translated when the parser is made.
    """

    # Django's own options, which have English help, are taken as ever, but not shown.
    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        with translation.override(language_of([])):
            self.help = translation.gettext(self.help)
            parser = super().create_parser(prog_name, subcommand, **kwargs)
        _speak(parser)
        return parser

    def execute(self, *args: Any, **options: Any) -> Any:
        with told_plainly(self, options), database_or_sentence():
            return super().execute(*args, **options)


@contextlib.contextmanager
def told_plainly(command: BaseCommand, options: dict[str, Any]) -> Iterator[None]:
    """A ``CommandError`` ends the command with its sentence alone: Django puts the name of its class before it."""
    try:
        yield
    except SystemCheckError:
        raise
    except CommandError as error:
        if not command._called_from_command_line or options["traceback"]:  # type: ignore[attr-defined]  # Django's
            raise
        command.stderr.write(str(error))
        sys.exit(error.returncode)


@contextlib.contextmanager
def database_or_sentence() -> Iterator[None]:
    """A database that cannot be reached, or has no tables, is a ``CommandError`` that says so."""
    try:
        yield
    except (OperationalError, ProgrammingError, InterfaceError) as error:
        why = (str(error).splitlines() or [""])[0].rstrip(".:")
        with translation.override(language_of([])):
            told = _("The platform's database cannot be used (%(why)s). Check DATABASE_URL and that the database "
                     "runs; a new one gets its tables by “duijie migrate”.") % {"why": why}  # fmt: skip
        raise CommandError(told) from error


def _speak(parser: argparse.ArgumentParser) -> None:
    """Make a parser and those of its verbs speak: Django makes them itself, of a class that it does not ask for."""
    parser.__class__ = SpeakingParser
    language = language_of([])
    parser.language = language  # type: ignore[attr-defined]  # of the class that it is now
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            action.help = msg("show this help").render(language)
        elif action.dest == "skip_checks":
            action.help = argparse.SUPPRESS
        elif isinstance(action, argparse._SubParsersAction):
            for verb in {id(one): one for one in action.choices.values()}.values():
                _speak(verb)


class PlatformCommand(HelpInLanguage):
    """Starts at once: the system checks load every page of the platform, and ``setup`` has made them already."""

    requires_system_checks: list[str] = []
