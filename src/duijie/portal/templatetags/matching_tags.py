"""Marked texts, names of levels and kinds, and small pictures for the pages of list matching."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from duijie.common.languages import speaks_english
from duijie.common.listing import listed
from duijie.matching.interfaces.area_names import areas_in_english
from duijie.matching.interfaces.industry_names import with_division
from duijie.matching.interfaces.stored import facet_names
from duijie.portal.matching.labels import CONTRIBUTIONS, FACETS, KINDS, LEVELS, PROPOSAL_VERBS, RANKING_VERBS
from duijie_match.amounts import amount_in_words

register = template.Library()


@register.filter
def level_name(level: int | str) -> str:
    return str(LEVELS.get(int(level), level))


@register.filter
def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


@register.filter
def proposal_verb(verb: str) -> str:
    return str(PROPOSAL_VERBS.get(verb, verb))


@register.filter
def ranking_verb(verb: str) -> str:
    return str(RANKING_VERBS.get(verb, verb))


@register.filter
def facet_name(facet: str) -> str:
    return str(FACETS.get(facet, facet))


@register.filter
def facet_values(values: Iterable[str], facet: str = "") -> str:
    """Values of a facet by their names, where registers keep keys; areas by their English ones on an English page. The
    code of an industry is followed by the name of its division.
    """
    names = facet_names(get_language() or "zh-hans")
    if speaks_english():
        names = {**areas_in_english(), **names}
    if facet == "industry":
        names = {value: with_division(value) for value in values}
    return listed(names.get(value, value) for value in values)


@register.simple_tag
def marked(text: str, marks: Mapping[str, list[list[Any]]] | str, field: str) -> SafeString:
    """``text`` escaped, with ``<mark>`` around its marked stretches; overlapping marks become the pieces they make.
    Sentences near in meaning (groups ``s…``, which never overlap) are underlined and numbered around these; the number
    is told to who cannot see it.
    """
    spans = [
        (max(0, start), min(len(text), end), group)
        for start, end, group in (marks.get(field, ()) if isinstance(marks, dict) else ())
    ]
    spans = [span for span in spans if span[0] < span[1]]
    edges = sorted({0, len(text), *(edge for start, end, _group in spans for edge in (start, end))})
    pieces = []
    terms = [span for span in spans if not span[2].startswith("s")]
    begins = {span[0]: span[2] for span in spans if span[2].startswith("s")}
    ends = {span[1] for span in spans if span[2].startswith("s")}
    for start, end in pairwise(edges):
        if start in begins:
            pieces.append(_sentence_begin(begins[start]))
        group = next((group for first, last, group in terms if first <= start and end <= last), None)
        piece = escape(text[start:end])
        pieces.append(f'<mark data-group="{escape(group)}">{piece}</mark>' if group is not None else piece)
        if end in ends:
            pieces.append("</span>")
    return mark_safe("".join(pieces))  # noqa: S308 – every piece is escaped above


def _sentence_begin(group: str) -> str:
    number = escape(group[1:])
    told = escape(gettext("Sentence %(number)s near in meaning:") % {"number": group[1:]})
    return (
        f'<span class="near" data-group="{escape(group)}"><sup class="near-number" aria-hidden="true">{number}</sup>'
        f'<span class="visually-hidden" translate="yes">{told} </span>'
    )


@register.filter
def bars(contributions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Contributions as bars: name, value, where it starts and how wide it is in a picture 200 wide, zero at 100."""
    rows = list(contributions)
    widest = max((abs(row["value"]) for row in rows), default=0) or 1
    drawn = []
    for row in rows:
        width = round(96 * abs(row["value"]) / widest, 1)
        drawn.append(
            {
                "name": CONTRIBUTIONS.get(row["name"], row["name"]),
                "value": row["value"],
                "width": width,
                "start": 100 if row["value"] >= 0 else round(100 - width, 1),
                "against": row["value"] < 0,
            }
        )
    return drawn


@register.filter
def summed(contributions: Iterable[Mapping[str, Any]]) -> float:
    """The raw score, which the contributions add up to."""
    return float(sum(row["value"] for row in contributions))


@register.filter
def stack(best: Iterable[tuple[Any, int, int]]) -> list[dict[str, Any]]:
    """(label, count, level) as stretches of one bar 1000 wide."""
    rows = list(best)
    total = sum(count for _label, count, _level in rows) or 1
    start, drawn = 0.0, []
    for label, count, level in rows:
        width = 1000 * count / total
        drawn.append(
            {"label": label, "count": count, "level": level, "start": round(start, 1), "width": round(width, 1)}
        )
        start += width
    return drawn


@register.simple_tag
def marked_part(text: str, marks: Mapping[str, list[list[Any]]], *path: str | int) -> SafeString:
    """``marked`` for a part of a field, named by its path (``works``, 2, ``title``)."""
    return marked(text, marks, ".".join(map(str, path)))


@register.filter
def signed(value: float) -> str:
    """A number with its sign and two digits; a true minus, as it is printed, and nought without a sign."""
    told = f"{value:+.2f}".replace("-", "−")
    return told[1:] if told[1:] == "0.00" else told


@register.filter
def money(stored: Mapping[str, Any]) -> str:
    """A stored amount as the reader writes it: ``120–200 万元`` or ``CNY 1.2–2 million``."""
    edges = [Decimal(edge) for edge in (stored.get("low"), stored.get("high")) if edge is not None]
    return amount_in_words(edges, get_language() or "en") if edges else ""
