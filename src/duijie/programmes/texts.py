"""Texts of a programme's papers – letters, notices, documents of recognition – with variables in braces.

Shipped in both languages; staff may write their own for a programme (``domain.programme_texts``). Only the variables of
the text are put in: nothing else is understood, so that no text can do anything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.messaging.kinds import LANGUAGES

HOLE = re.compile(r"\{([^{}]*)\}")
LONGEST_TITLE, LONGEST_BODY = 200, 6000


@dataclass(frozen=True, slots=True)
class PaperText:
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class PaperKind:
    """``variables`` with what each is, and an example for the preview."""

    key: str
    label: Any
    variables: Mapping[str, tuple[Any, str]]
    shipped: Mapping[str, PaperText]


_ROUND = {
    "programme": (_("name of the programme"), "科创联络员"),
    "round": (_("name of the round"), "2022年首批"),
    "issuer": (_("issued by"), "市科学技术局"),
    "document": (_("document number"), "科〔2022〕8号"),
    "day": (_("day of the document"), "2022年3月28日"),
    "count": (_("how many"), "138"),
}
_TERM = {
    "from": (_("first day of the term"), "2022年3月28日"),
    "to": (_("last day of the term"), "2024年3月27日"),
}

PAPERS: dict[str, PaperKind] = {
    one.key: one
    for one in (
        PaperKind(
            "letter",
            _("Appointment letter"),
            {
                "name": (_("name of the person"), "阮联"),
                "title": (_("professional title"), "高级工程师"),
                "organisation": (_("unit of the person"), "北渡阀门有限公司"),
                "number": (_("certificate number"), "LLY20220001"),
                **{key: _ROUND[key] for key in ("programme", "round", "issuer", "document", "day")},
                **_TERM,
            },
            {
                "zh-hans": PaperText(
                    "聘书",
                    "{organisation}{name}同志：\n\n根据{document}，聘请您为“{programme}”（{round}），"
                    "聘期自{from}至{to}。\n\n此聘。",
                ),
                "en": PaperText(
                    "Letter of appointment",
                    "To {name}, {organisation}\n\nBy document {document} you are appointed for “{programme}”"
                    " ({round}), from {from} to {to}.",
                ),
            },
        ),
        PaperKind(
            "recognition",
            _("Document of recognition"),
            {**_ROUND, **_TERM},
            {
                "zh-hans": PaperText(
                    "关于公布{round}“{programme}”名单的通知",
                    "各有关单位：\n经推荐、审查并研究，决定认定{count}人列入{round}“{programme}”名单，"
                    "任期自{from}至{to}。\n请各单位支持其开展工作，落实相应条件。",
                ),
                "en": PaperText(
                    "Recognised in “{programme}”, {round}",
                    "To all units concerned:\nAfter recommendation and examination it was decided to recognise {count}"
                    " in “{programme}”, {round}, from {from} to {to}.\nAll units are asked to support their work.",
                ),
            },
        ),
        PaperKind(
            "notice",
            _("Public notice"),
            {
                **{key: _ROUND[key] for key in ("programme", "round", "issuer", "day", "count")},
                "from": (_("first day of the notice"), "2022年3月14日"),
                "to": (_("last day of the notice"), "2022年3月18日"),
                "days": (_("working days"), "5"),
                "receiver": (_("objections to"), "机关纪委，0713-0000000"),
            },
            {
                "zh-hans": PaperText(
                    "关于{round}“{programme}”拟认定名单的公示",
                    "经推荐、审查并研究，拟认定{count}人列入{round}“{programme}”名单，现予以公示。"
                    "公示期自{from}至{to}，共{days}个工作日。\n"
                    "如有异议，请在公示期内以书面形式实名反映，并附佐证材料；单位反映须加盖公章。"
                    "匿名或逾期的异议不予受理。\n受理单位：{receiver}。",
                ),
                "en": PaperText(
                    "Public notice: to be recognised in “{programme}”, {round}",
                    "After recommendation and examination {count} are to be recognised in “{programme}”, {round}. The"
                    " notice runs from {from} to {to}, {days} working days.\nObjections are taken in writing during the"
                    " notice, with name and evidence, by units with their seal.\nThey go to: {receiver}.",
                ),
            },
        ),
    )
}


def check_paper_text(kind: PaperKind, title: str, body: str) -> PaperText:
    """Both tidied. Raises ``ValidationError`` by field: ``required``, ``length``, ``variable`` or ``brace``."""
    told = {
        "title": " ".join(title.replace("\0", "").split()),
        "body": body.replace("\0", "").replace("\r\n", "\n").strip(),
    }
    errors = {
        name: found
        for name, most in (("title", LONGEST_TITLE), ("body", LONGEST_BODY))
        if (found := _faults(kind, told[name], most))
    }
    if errors:
        raise ValidationError(errors)
    return PaperText(**told)


def _faults(kind: PaperKind, text: str, most: int) -> list[ValidationError]:
    if not text:
        return [ValidationError(_("This is needed."), code="required")]
    if len(text) > most:
        words = _("At most %(most)d characters; these are %(count)d.")
        return [ValidationError(words, code="length", params={"most": most, "count": len(text)})]
    offered = " ".join(f"{{{name}}}" for name in kind.variables)
    unknown = [name for name in HOLE.findall(text) if name not in kind.variables]
    words = _("There is no variable “%(name)s”. There are: %(known)s")
    found = [ValidationError(words, code="variable", params={"name": one[:40], "known": offered}) for one in unknown]
    if set("{}") & set(HOLE.sub("", text)):
        words = _("A brace is open or closed alone. Variables are written so: %(known)s")
        found.append(ValidationError(words, code="brace", params={"known": offered}))
    return found


def fill(text: PaperText, values: Mapping[str, Any]) -> PaperText:
    """``text`` with ``values``; a variable without one stays empty."""

    def say(part: str) -> str:
        return HOLE.sub(lambda found: str(values.get(found[1], "")), part)

    return PaperText(say(text.title), say(text.body))


def example_of(kind: PaperKind) -> dict[str, str]:
    return {key: example for key, (_label, example) in kind.variables.items()}


def language_of(code: str) -> str:
    """The language of texts that a reader of ``code`` gets."""
    return LANGUAGES[0] if code.lower().startswith("zh") else LANGUAGES[1]
