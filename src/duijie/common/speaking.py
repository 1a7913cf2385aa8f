"""Commands that speak the language of the terminal, as ``./run`` and ``duijie match`` do."""

from typing import Any

from django.utils import translation

from duijie.common.commands import HelpInLanguage, PlatformCommand
from duijie.common.terminal import languages_of_terminal


class Speaking(HelpInLanguage):
    """Every sentence in the language that ``DUIJIE_LANG`` or the locale names; Chinese where neither does."""

    def execute(self, *args: Any, **options: Any) -> Any:
        with translation.override(languages_of_terminal()[0]):
            return super().execute(*args, **options)


class SpeakingCommand(Speaking, PlatformCommand):
    """See both."""
