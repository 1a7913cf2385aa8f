"""Several values in one line, apart by the comma or the semicolon of the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext


def listed(values: Iterable[object]) -> str:
    """ "a, b" in English, "a、b" in Chinese."""
    return gettext(", ").join(str(value) for value in values)


def strung(sentences: Iterable[object]) -> str:
    """What may have commas in itself: "a; b" in English, "a；b" in Chinese."""
    return gettext("; ").join(str(one) for one in sentences)
