"""How results of the core are kept as JSON; sentences in both languages, so that a reader can change theirs."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache, lru_cache
from typing import Any

from django.utils import translation

from duijie.matching.interfaces.area_names import areas_in_english
from duijie.matching.interfaces.documents import field_names
from duijie.matching.interfaces.industry_names import with_division
from duijie.registry.models.words import Mode, TechnologyField
from duijie.search.domain.queries.embedding_models import Reader
from duijie_match.documents import Document, MoneyRange
from duijie_match.explain.facts import NAMES
from duijie_match.results import Contribution, Mark, Match, WhyNot
from duijie_match.wording import LANGUAGES, Message, listed, parts_of

Sentence = dict[str, str]
ENGLISH = "en"
FACET_VALUES = ("value", "wanted", "offered")  # where a sentence of the core holds them


def sentence(message: Message) -> Sentence:
    """``message`` in every language; values of a facet by their names, where registers keep keys, and areas by those
    they have in the language."""
    return dict(_told(*_spread(message), _areas_of(message)))


def _areas_of(message: Message) -> tuple[tuple[str, str], ...]:
    """The areas of which a sentence tells, with their English names."""
    if message.params.get("facet") != NAMES["area"]:
        return ()
    values = {
        one for name in FACET_VALUES if name in message.params for one in map(str, parts_of(message.params[name]))
    }
    known = areas_in_english()
    return tuple(sorted((one, known[one]) for one in values if one in known))


def _spread(message: Message) -> tuple[str, tuple[tuple[str, Any], ...]]:
    """``message`` so that equal ones are told apart quickly: most of ten thousands of sentences are on few facets."""
    return message.msgid, tuple(
        (name, _spread(value) if isinstance(value, Message) else value) for name, value in message.params.items()
    )


@lru_cache(maxsize=10_000)
def _told(msgid: str, params: tuple[tuple[str, Any], ...], areas: tuple[tuple[str, str], ...]) -> Sentence:
    message = _gathered(msgid, params)
    return {
        language: _named(message, language, dict(areas) if language == ENGLISH else {}).render(language)
        for language in LANGUAGES
    }


def _gathered(msgid: str, params: tuple[tuple[str, Any], ...]) -> Message:
    """The inverse of ``_spread``: no parameter but a message is a tuple."""
    return Message(msgid, {name: _gathered(*value) if isinstance(value, tuple) else value for name, value in params})


def _named(message: Message, language: str, areas: Mapping[str, str]) -> Message:
    if "facet" not in message.params:
        return message
    names = {**facet_names(language), **areas}
    values = {name: [*map(str, parts_of(message.params[name]))] for name in FACET_VALUES if name in message.params}
    if message.params["facet"] == NAMES["industry"]:
        with translation.override(language):
            names = {one: with_division(one) for some in values.values() for one in some}
    told = {name: listed([names.get(one, one) for one in some]) for name, some in values.items()}
    return replace(message, params={**message.params, **told})


@cache
def facet_names(language: str) -> dict[str, str]:
    """What the values of facets that come from registers are called in ``language``."""
    known = field_names()
    with translation.override(language):
        fields = {known[field]: str(field.label) for field in TechnologyField}
        return {**fields, **{str(mode): str(mode.label) for mode in Mode}}


def document_data(document: Document) -> dict[str, Any]:
    """The fields of ``document`` for display; names as in ``Document``."""
    return {
        "title": document.title,
        "summary": document.summary,
        "body": document.body,
        "keywords": list(document.keywords),
        "language": document.language,
        "organisation": document.organisation,
        "facets": {name: list(values) for name, values in document.facets.items()},
        "budget": _money(document.budget),
        "trl": document.trl,
        "capacity": document.capacity,
        "works": [asdict(work) for work in document.works],
        "extra": dict(document.extra),
    }


def reasons_data(match: Match) -> dict[str, Any]:
    """The reasons of ``match``: headline and notes in both languages, contributions, shared terms, marks per field –
    groups ``t…`` of terms, ``s…`` of sentences near in meaning –, and these sentences.
    """
    reasons = match.reasons
    near = reasons.sentences
    return {
        "headline": sentence(reasons.headline),
        "contributions": _contributions(reasons.contributions),
        "terms": list(reasons.terms),
        "demand_marks": _marks((*reasons.demand_marks, *(one.demand for one in near))),
        "supply_marks": _marks((*reasons.supply_marks, *(one.supply for one in near))),
        "notes": [sentence(note) for note in reasons.notes],
        "sentences": [{"demand": one.demand_text, "supply": one.supply_text, "cosine": one.cosine} for one in near],
    }


def why_not_data(why_not: WhyNot) -> dict[str, Any]:
    """A ``WhyNot`` with its match, as the pages show it."""
    return {
        "rank": why_not.match.rank,
        "shown": why_not.shown,
        "of": why_not.of,
        "gap": why_not.gap,
        "score": why_not.match.score,
        "level": int(why_not.match.level),
        "shortfalls": _contributions(why_not.shortfalls),
        "rule": sentence(why_not.rule) if why_not.rule else None,
        "sentence": sentence(why_not.sentence),
        "reasons": reasons_data(why_not.match),
    }


def told_of(reader: Reader) -> dict[str, Any]:
    """What a summary says of the embedding model that read the texts; once it has."""
    embedder = reader.embedder
    left_out = sentence(reader.left_out) if reader.left_out else None
    return {
        "embedder": f"{embedder.name} ({embedder.fingerprint})",
        "embedder_left_out": left_out,
        "shortened": embedder.shortened,
    }


def _contributions(contributions: tuple[Contribution, ...]) -> list[dict[str, Any]]:
    return [{"name": each.name, "value": round(each.value, 6)} for each in contributions]


def _marks(marks: tuple[Mark, ...]) -> dict[str, list[list[Any]]]:
    by_field: dict[str, list[list[Any]]] = {}
    for mark in marks:
        by_field.setdefault(mark.field, []).append([mark.start, mark.end, mark.group])
    return by_field


def _money(money: MoneyRange | None) -> dict[str, Any] | None:
    if money is None:
        return None
    return {
        "low": None if money.low is None else str(money.low),
        "high": None if money.high is None else str(money.high),
        "negotiable": money.negotiable,
    }
