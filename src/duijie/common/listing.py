"""Several values in one line, apart by the comma of the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext


def listed(values: Iterable[object]) -> str:
    """ "a, b" in English, "a、b" in Chinese."""
    return gettext(", ").join(str(value) for value in values)
