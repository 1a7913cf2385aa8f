"""The base of the platform's own commands."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from duijie_match.commands.languages import language_of


class HelpInLanguage(BaseCommand):
    """Its help is in the language of the terminal: ``help`` is marked for translation, and that of options is
    translated when the parser is made.
    """

    # Django's own options, which have English help, are taken as ever, but not shown.
    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        with translation.override(language_of([])):
            self.help = translation.gettext(self.help)
            return super().create_parser(prog_name, subcommand, **kwargs)


class PlatformCommand(HelpInLanguage):
    """Starts at once: the system checks load every page of the platform, and ``setup`` has made them already."""

    requires_system_checks: list[str] = []
