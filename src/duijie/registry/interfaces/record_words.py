"""The vocabulary of a register's lists: which heading means which field, and which word which choice."""

import re

from django.conf import settings
from django.db import models
from django.utils import translation

from duijie.registry.interfaces.record_columns import choices_of
from duijie.registry.names import simplify
from duijie.registry.register import FieldKind, RecordField, Register, kind_of, label_of, model_field
from duijie_match.documents import Kind
from duijie_match.lists.columns import DEMANDS, DOCUMENTS
from duijie_match.lists.kinds import kind_of_title
from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary, normalise

_KINDS = {
    FieldKind.DATE: ValueKind.DATE, FieldKind.INTEGER: ValueKind.INTEGER, FieldKind.DECIMAL: ValueKind.MONEY,
    FieldKind.KEYWORDS: ValueKind.LIST, FieldKind.SEVERAL: ValueKind.LIST, FieldKind.CHOICE: ValueKind.CHOICE,
}  # fmt: skip
_JOINED = frozenset({FieldKind.LONG, FieldKind.KEYWORDS, FieldKind.SEVERAL, FieldKind.CHOICE})
# What holds the same in the lists that are matched, so that a list means here what it means there. Fields whose words
# are checked are not among them: a column that is not read is told, a word that is not known holds its row back.
_LIKE = {
    "title": ("title",), "body": ("body", "summary"), "profile": ("body", "summary"), "keywords": ("keywords",),
    "organisation": ("org",), "budget_from": ("budget",), "price": ("budget",), "price_from": ("budget",),
}  # fmt: skip
_OF_DEMANDS = re.compile("需求|难题|榜|challenge|topic")
_OF_PRICES = re.compile("价|权利金|(?<!经)费$|price|fee")
_NEGATIONS = frozenset("不非未无免暂否")
YES = frozenset({"是", "yes", "true", "1", "y", "√", "✓", "对", "有", "是专家", "专家"})
NO = frozenset({"否", "no", "false", "0", "n", "×", "不是", "非", "否专家", "非专家"})
CARRIED = ("序号", "备注", "no.", "remarks", "note")


def vocabulary_of(register: Register) -> Vocabulary:
    """Fields without headings are not imported. Labels are headings too: what was exported can be brought back."""
    read = [one for one in register.fields if one.headings]
    own = {one.name: (*one.headings, *labels_of(register.model, one.name)) for one in read}
    taken = {normalise(name) for names in own.values() for name in names} | set(map(normalise, CARRIED))
    taken |= {normalise(name) for one in read for name in (one.name, *one.fallbacks)}
    fields = []
    for one in read:
        more = [name for name in _like(register, one) if normalise(name) not in taken]
        fields.append(
            Field(
                one.name,
                (*own[one.name], *(name for name in more if not _is_short(name))),
                _KINDS.get(kind_of(register.model, one), ValueKind.TEXT),
                joins=kind_of(register.model, one) in _JOINED,
                fallbacks=one.fallbacks,
                whole=tuple(filter(_is_short, more)),
            )
        )
    found = Vocabulary(tuple(fields), CARRIED)
    # 推荐单位 and 单位性质 are not the owner.
    others = (name for name in DOCUMENTS.carried if found.recognise(name).field == "organisation")
    carried = (*CARRIED, *others)
    return Vocabulary(found.fields, carried, keeps_rest=False, several=register.several_a_row)


def _is_short(name: str) -> bool:
    """Whether a heading says too little to be looked for inside longer ones: 说明, details."""
    return len(name) < 3 or (name.isascii() and " " not in name)


def _like(register: Register, one: RecordField) -> tuple[str, ...]:
    """The headings that mean the field where lists are matched."""
    names = tuple(name for like in _LIKE.get(one.name, ()) for name in DEMANDS[like].names)
    if "budget" in _LIKE.get(one.name, ()):
        return tuple(name for name in names if bool(_OF_PRICES.search(name)) == one.name.startswith("price"))
    if one.name != "title":
        return names
    if register.title != "title" or register.noun not in set(Kind):  # 职称 of a person, what a visit was about
        return ()
    kinds, asked = {None, register.noun}, register.noun == Kind.DEMAND
    return tuple(name for name in names if kind_of_title(name) in kinds and (asked or not _OF_DEMANDS.search(name)))


def labels_of(model: type[models.Model], name: str) -> tuple[str, ...]:
    """The label of a field in every language."""
    labels = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels.append(str(label_of(model, name)))
    return tuple(labels)


def plain_word(text: str) -> str:
    """``text`` as words of choices are compared: half width, simplified, without blanks and case."""
    return "".join(simplify(text).split()).casefold()


def choice_words(register: Register, one: RecordField) -> dict[str, str]:
    """What a list may write for the choices of a field: their keys, the register's words, and the labels of every
    language – whatever language the worker that reads the list happens to speak."""
    choices = choices_of(register, one.name)
    words = {plain_word(str(key)): str(key) for key, _label in choices}
    words |= {plain_word(word): str(key) for word, key in one.words.items()}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {plain_word(str(label)): str(key) for key, label in choices}
    return words


def choice_of(words: dict[str, str], text: str, *, exact: bool = False) -> str | None:
    """The choice that ``text`` writes; None where it is none, several, or says that something is *not* so."""
    plain = plain_word(text)
    if plain in words:
        return words[plain]
    if exact or _NEGATIONS & set(plain):
        return None
    within = {key for word, key in words.items() if len(word) > 1 and word in plain}
    return within.pop() if len(within) == 1 else None


_EXAMPLES: dict[FieldKind, tuple[str, str]] = {
    FieldKind.DATE: ("2026-03-05", "2026-03-05"),
    FieldKind.INTEGER: ("6", "6"),
    FieldKind.DECIMAL: ("30-50", "30-50"),
    FieldKind.KEYWORDS: ("球阀；低温；密封", "ball valve; cryogenic; seal"),
    FieldKind.YESNO: ("是", "yes"),
    FieldKind.ORGANISATION: ("示例阀门有限公司", "Example Valve Co., Ltd."),
}
_BY_NAME: dict[str, tuple[str, str]] = {
    "title": ("超低温球阀低温泄漏超标", "Cryogenic ball valve leaks at low temperature"),
    "name": ("张示例", "Zhang Shili"),
    "body": ("浸入液氮两小时后阀座泄漏超标，希望改进密封结构。", "After two hours in liquid nitrogen the seat leaks."),
    "research": ("低温密封", "cryogenic sealing"),
    "industry": ("C3443", "C3443"),
    "trl": ("6", "6"),
    "price": ("80", "80"),
}


def example_row(register: Register, language: str) -> dict[str, str]:
    """An invented row of the register's template, in ``language``."""
    place = 0 if language.startswith("zh") else 1
    row: dict[str, str] = {}
    for one in register.fields:
        kind = kind_of(register.model, one)
        if not one.headings:
            continue
        if one.only_for is not None:
            row[one.name] = ""
            continue
        if kind in (FieldKind.CHOICE, FieldKind.SEVERAL):
            choices = one.several.choices if one.several is not None else model_field(register.model, one.name).choices
            with translation.override("zh-hans" if place == 0 else "en"):
                row[one.name] = str(next(iter(choices))[1])
        else:
            known = _BY_NAME.get(one.name) or _EXAMPLES.get(kind)
            row[one.name] = known[place] if known else ""
    return row
