"""The language of the page, for what is stored in two."""

from django.utils.translation import get_language

LEGAL = "zh-hans"
"""What is kept of names is kept in this language; English is a service to readers."""


def speaks_english() -> bool:
    return (get_language() or "").startswith("en")


def in_language(chinese: str, english: str) -> str:
    """``english`` on an English page, where there is any; else ``chinese``."""
    return english if english and speaks_english() else chinese
