"""All lists of the platform and their exports: where they are, and what stands in them."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from openpyxl import load_workbook

from duijie.registry.register import registers

BEGINS = re.compile(r"^[\s·（(–-]+|[\s·）)–-]+$")


def patterns(under: Any) -> Iterator[str]:
    for one in under.url_patterns:
        if isinstance(one, URLPattern):
            yield one.name or ""
        elif getattr(one, "namespace", None) is None:
            yield from patterns(one)


def addresses() -> dict[str, str]:
    """By name all pages that list or export without being told of what, and those of the registers."""
    found = {}
    for name in sorted(set(patterns(get_resolver()))):
        if name.endswith(("_list", "_export")):
            try:
                found[name] = reverse(name)
            except NoReverseMatch:
                continue
    for register in registers():
        if not register.has_own_pages:
            for name in ("record_list", "record_export"):
                found[f"{name} {register.key}"] = reverse(name, args=[register.key])
    return found


def said(answer: Any) -> set[str]:
    """What stands in the answer by itself: text between tags, or cells; lines in parts."""
    kind = answer["Content-Type"]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind.startswith("text/html"):
        whole = re.sub(r"(?s)<script.*?</script>", "", content.decode())
        pieces = re.findall(r">([^<>]+)<", whole)
    elif kind.startswith("text/csv"):
        pieces = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    else:
        book = load_workbook(io.BytesIO(content), read_only=True)
        pieces = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    return {BEGINS.sub("", part) for piece in pieces for part in piece.split("·")}
