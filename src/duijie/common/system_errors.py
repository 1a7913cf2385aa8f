"""Why the operating system refused, in the language of whoever reads it."""

from django.utils.translation import get_language

from duijie_match.system_errors import system_reason


class SystemReason:
    """The words for an ``OSError``, chosen when they are read."""

    def __init__(self, error: OSError) -> None:
        self._words = system_reason(error)

    def __str__(self) -> str:
        return self._words.render(get_language() or "en")
