"""Texts that a web platform exported with the marks of its pages in them."""

import html
import re

_TAG = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|em|u|ul|ol|li|table|tbody|thead|tr|td|th|h[1-6]|a|img|font|sub|sup|section|o:p)"
    r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))*\s*/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?:</(?:p|div|li|tr|h[1-6])>|<br\s*/?>)\s*", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|ndash|middot|hellip|deg|times|#\d{2,5}|#x[0-9a-f]{2,5});"
)


def without_markup(text: str) -> str:
    """``<p>磨损&nbsp;快</p>`` as 磨损 快. A text without such marks stays as it is, ``<5 μm`` and ``R&D`` included."""
    if ("<" not in text or not _TAG.search(text)) and ("&" not in text or not _ENTITY.search(text)):
        return text
    # Once for the entities of the export, once for those that were text on the page.
    plain = text if _TAG.search(text) else html.unescape(text)
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", plain)))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in plain.splitlines())
    return "\n".join(line for line in lines if line)
