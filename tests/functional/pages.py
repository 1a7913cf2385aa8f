"""A page of the platform as text: what it says in which language, where it leads, and whether its markup is sound.

Read without a browser, so that every page can be looked at for every role; what only a browser knows is asked there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import polib
from tests.functional.browsing import ROOT, is_english
from tests.functional.soundness import Soundness

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "noscript", "textarea"}
NAMES = {"code", "samp", "pre"}  # what stands in them is no language
LABELS = {"h2", "th", "label", "legend", "button", "summary", "dt"}
LABEL_PARENTS = {"nav-list", "page-actions", "breadcrumb"}
READ_ALOUD = ("aria-label", "placeholder", "title", "alt")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile("“[^”]*”")  # names of things


@dataclass(slots=True)
class Element:
    """An open element: ``is_foreign`` when its text is a name or in a language of its own."""

    tag: str
    classes: frozenset[str]
    is_foreign: bool
    is_silent: bool
    is_label: bool


@dataclass(slots=True)
class Form:
    """A form that asks and changes nothing: its address and what it would send as it stands."""

    action: str
    sent: list[tuple[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it leads when sent with two boxes of each name ticked."""
        boxes: Counter[str] = Counter()
        told = []
        for name, value in self.sent:
            boxes[name] += 1
            if boxes[name] <= 2:
                told.append((name, value))
        return f"{self.action}?{urlencode(told)}" if told else self.action


class PageText(HTMLParser):
    """What one page holds. ``faults`` are scripts and styles of its own, ids used twice, elements left open, and what
    makes it unusable to whoever does not see it.
    """

    def __init__(self, content: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: dict[str, Form] = {}
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.shape: set[str] = set()
        self.texts: list[str] = []
        self.labels: list[str] = []
        self.language = ""
        self._open: list[Element] = []
        self._form = ""
        self._select = ""
        self._waiting: tuple[str, str] | None = None
        self._sound = Soundness()
        self.feed(content)
        self.close()
        self.faults += [f"<{one.tag}> is never closed" for one in self._open]
        self.faults += self._sound.faults()
        self.faults += [f"the id {name} stands {count} times" for name, count in Counter(self.ids).items() if count > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        above = self._open[-1] if self._open else Element("", frozenset(), False, False, False)
        self._look_for_faults(tag, given)
        classes = frozenset(given.get("class", "").split())
        one = Element(
            tag, classes,
            above.is_foreign or given.get("translate") == "no" or tag in NAMES or "data" in classes
            or ("lang" in given and tag != "html"),
            above.is_silent or tag in SILENT,
            above.is_label or tag in LABELS or "form-text" in classes
            or (tag == "a" and any(part.classes & LABEL_PARENTS for part in self._open)),
        )  # fmt: skip
        if tag == "html":
            self.language = given.get("lang", "")
        if given.get("id"):
            self.ids.append(given["id"])
        if not one.is_foreign:
            self.texts += [given[name].strip() for name in READ_ALOUD if given.get(name, "").strip()]
        self.shape.add(_shape(above, one, given))
        self._follow(tag, given)
        self._sound.opens(tag, given, is_void=tag in VOID)
        if tag not in VOID:
            self._open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:  # <path/> and its like within pictures
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._sound.closes(tag)
        if tag == "form":
            self._form = ""
        if tag == "select":
            self._choose()
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(
                f"</{tag}> in line {self.getpos()[0]} closes <{self._open[-1].tag if self._open else ''}>"
            )
            while self._open and any(one.tag == tag for one in self._open) and self._open[-1].tag != tag:
                self._open.pop()
        if self._open and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._sound.says(data)
        text = " ".join(data.split())
        if not text or not self._open or self._open[-1].is_silent or self._open[-1].is_foreign:
            return
        self.texts.append(text)
        if self._open[-1].is_label and self._open[-1].tag != "option":
            self.labels.append(text)

    def _look_for_faults(self, tag: str, given: dict[str, str]) -> None:
        line = self.getpos()[0]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"<{tag}> in line {line}")
        self.faults += [f"<{tag} {name}=…>" for name in given if name == "style" or name.startswith(("on", "hx-on"))]
        if any(given.get(name, "").strip().lower().startswith("javascript:") for name in ("href", "src", "action")):
            self.faults.append(f"<{tag}> with a javascript: address in line {line}")

    def _follow(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._form = given.get("id", f"form in line {self.getpos()[0]}")
            if given.get("method", "get").lower() == "get":
                self.forms[self._form] = Form(given.get("action", ""))
        elif tag == "select" and "name" in given:
            self._select, self._waiting = given["name"], None
        elif tag == "option" and self._select and (self._waiting is None or "selected" in given):
            self._waiting = (self._select, given.get("value", ""))
        elif tag == "input" and given.get("name") and given.get("type") not in {"radio", "submit", "file"}:
            self._send(given.get("form", self._form), given["name"], given.get("value", "on"))

    def _choose(self) -> None:
        if self._waiting is not None:
            self._send(self._form, *self._waiting)
        self._select, self._waiting = "", None

    def _send(self, form: str, name: str, value: str) -> None:
        if form in self.forms:
            self.forms[form].sent.append((name, value))

    def addresses(self) -> Iterator[str]:
        """Where the page leads: links first, then what its forms ask for."""
        yield from self.links
        for form in self.forms.values():
            yield form.address

    def strings_left(self) -> list[str]:
        """What is not in the language of the page."""
        if self.language == "en":
            labels = [text for text in self.labels if CHINESE.search(QUOTED.sub("", text))]
            return labels + [text for text in self.texts if text in sentences()]
        return [text for text in self.texts if is_english(text)]


def _shape(above: Element, one: Element, given: dict[str, str]) -> str:
    """What axe and the layout may make a difference of: an element where it stands, without what it says."""
    told = [name for name in ("role", "type", "aria-current", "aria-invalid", "open", "disabled") if name in given]
    names = [f"{name}={given[name]}" for name in told]
    return f"{above.tag}.{'.'.join(sorted(above.classes))}>{one.tag}.{'.'.join(sorted(one.classes))}[{' '.join(names)}]"


@cache
def sentences() -> frozenset[str]:
    """What the platform says in Chinese: the translations of all catalogues, without those of one or two characters."""
    files = sorted(Path(ROOT / "src").rglob("zh_Hans/LC_MESSAGES/*.po"))
    return frozenset(
        entry.msgstr for path in files for entry in polib.pofile(str(path)) if len(CHINESE.findall(entry.msgstr)) > 2
    )
