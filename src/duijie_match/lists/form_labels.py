"""Which texts of a form are labels: the headings of lists, as they are written on forms."""

import re
from dataclasses import dataclass

from duijie_match.lists.cells import clean, folded
from duijie_match.lists.columns import DOCUMENTS
from duijie_match.lists.form_values import TICKED
from duijie_match.lists.money import unit_of
from duijie_match.lists.vocabulary import Fit, Recognition, ValueKind, Vocabulary, normalise

_LONGEST = 60
_LONGEST_BARE = 24
_LONGEST_LOOSE = 12
_LONGEST_UNKNOWN = 16
_SENTENCE = re.compile(r"[。！？；;!?]|\d{4,}")
_MARKS = re.compile(f"[{TICKED}□☐]")
_LEAD = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[.、．)）]\s*|[*＊★☆]\s*)+")
_BRACKETS = re.compile(r"[（(\[【<《][^（）()\[\]【】<>《》]*[）)\]】>》]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label. ``name`` is how it is shown as a heading, ``key`` the same for all wordings of one field.

    ``sure``: it is a known name and does not merely contain one. ``long``: a text of several paragraphs may follow.
    ``rank``: of several labels of one field in a form, the one with the lowest is the field's own.
    ``unit`` is that of bare amounts (its field is money then).
    """

    name: str
    key: str
    field: str | None
    sure: bool
    long: bool = False
    unit: str | None = None
    rank: int = 0


def plain(text: str) -> str:
    """The text of a label without numbering, stars, brackets and colon, its line breaks and blanks between
    characters gone.
    """
    tidy = clean(text).replace("\n", "").strip().rstrip(":：").strip()
    bare = _BRACKETS.sub("", _LEAD.sub("", tidy)).strip(" *＊★☆_:：")
    squeezed = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", bare)
    return squeezed or tidy


class Labels:
    """The labels of one reading. Known are the vocabulary's headings and those of demands and supply."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._seen: dict[str, Label | None] = {}

    def find(self, text: str) -> Label | None:
        """``text`` as a label, or ``None``."""
        if not text or len(text) > _LONGEST:
            return None
        if text not in self._seen:
            if len(self._seen) > 20_000:
                self._seen.clear()
            self._seen[text] = self._look_up(text)
        return self._seen[text]

    def make_up(self, text: str) -> Label | None:
        """A label nobody knows, where its place says that it is one."""
        name = plain(text)
        if not 2 <= len(name) <= _LONGEST_UNKNOWN or _SENTENCE.search(text) or _MARKS.search(text):
            return None
        if not re.search(r"[^\W\d_]{2}", name):
            return None
        unit = unit_of(text)
        shown = f"{name}（{unit}）" if unit else name
        return Label(shown, folded(shown), None, sure=False)

    def _look_up(self, text: str) -> Label | None:
        name = plain(text)
        if not 1 < len(name) <= _LONGEST_BARE or _MARKS.search(text) or re.search(r"[。！？；;]", name):
            return None
        own = self._vocabulary.recognise(name)
        known = own if own.known else DOCUMENTS.recognise(name)
        if not known.known:
            return None
        sure = _whole(known, name)
        if not sure:
            other = DOCUMENTS.recognise(name)
            if other.known and _whole(other, name):
                own, sure = Recognition(None, Fit.NONE), True
            elif len(normalise(name)) > _LONGEST_LOOSE:
                return None
        return self._label(text, name, own.field if own.fit is not Fit.NONE else None, sure)

    def _label(self, text: str, name: str, field: str | None, sure: bool) -> Label:
        documents = DOCUMENTS.recognise(name).field
        known = self._vocabulary[field] if field else None
        long = (known.joins and known.kind is ValueKind.TEXT) if known else documents in ("body", "summary")
        unit = unit_of(text)
        if known is not None and known.kind is ValueKind.MONEY:
            return Label(name, f"={field}", field, sure, unit=unit)
        shown = f"{name}（{unit}）" if unit else name
        if known is not None and not known.joins:
            return Label(name, f"={field}", field, sure, long)
        rank = _rank(name, known.names) if known is not None else 0
        return Label(shown, normalise(name) + (unit or ""), field, sure, long, rank=rank)


def _rank(name: str, names: tuple[str, ...]) -> int:
    tidy = normalise(name)
    return next((at for at, one in enumerate(names) if normalise(one) == tidy), len(names))


def _whole(known: Recognition, name: str) -> bool:
    return known.fit in (Fit.EXACT, Fit.NORMALISED) or (known.known and known.length >= len(normalise(name)))
