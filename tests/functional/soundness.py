"""What makes a page usable without seeing it, as far as its markup tells: asked of every page that the crawl opens.

Of axe's rules those that need no browser: names of fields, links and buttons, what is referred to, headings, landmarks.
"""

from collections import Counter
from collections.abc import Iterator

REFER = ("for", "aria-labelledby", "aria-describedby")
FIELDS = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
SPEAKS = {"a", "button", "summary", "th"}  # each says something to whoever hears it; a th of no column says nothing
NAMES = ("aria-label", "aria-labelledby", "title")


class Soundness:
    """Told of each element as it is opened and closed, and of each text; ``faults`` at the end."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._referred: list[tuple[str, str]] = []
        self._labelled: set[str] = set()
        self._fields: list[tuple[str, str]] = []  # those that need a label: how they are called, and their id
        self._silent: list[tuple[str, str]] = []  # open elements that have to say something and have not yet
        self._headings: list[int] = []
        self._count: Counter[str] = Counter()
        self._labels = 0
        self._found: list[str] = []

    def opens(self, tag: str, given: dict[str, str], *, is_void: bool) -> None:
        self._count[tag] += 1
        self._ids.add(given.get("id", ""))
        self._referred += [(name, one) for name in REFER for one in given.get(name, "").split()]
        if tag == "label":
            self._labels += 1
            self._labelled.add(given.get("for", ""))
        if tag in FIELDS and given.get("type", "") not in NEEDS_NO_LABEL and not self._labels and not _named(given):
            self._fields.append((f"<{tag} name={given.get('name', '')}>", given.get("id", "")))
        if tag == "img" and "alt" not in given:
            self._found.append(f"<img src={given.get('src', '')}> has no alt")
        if tag == "iframe" and "title" not in given:
            self._found.append("<iframe> has no title")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._headings.append(int(tag[1]))
        if _named(given) or given.get("alt"):
            self._says()
        if tag in SPEAKS and not is_void and not _named(given) and given.get("aria-hidden") != "true":
            self._silent.append((tag, f"{given.get('class', '')} {given.get('href', '')}".strip()))

    def closes(self, tag: str) -> None:
        if tag == "label":
            self._labels -= 1
        if tag in SPEAKS and self._silent and self._silent[-1][0] == tag:
            self._found.append(f"<{tag}> says nothing: {self._silent.pop()[1]}")

    def says(self, text: str) -> None:
        if text.strip():
            self._says()

    def _says(self) -> None:
        self._silent.clear()

    def faults(self) -> Iterator[str]:
        yield from self._found
        for name, one in self._referred:
            if one not in self._ids:
                yield f"{name} refers to #{one}, which is not there"
        for field, number in self._fields:
            if not number or number not in self._labelled:
                yield f"{field} has no label"
        if self._count["html"]:  # not a part of a page
            yield from (f"<{tag}> stands {self._count[tag]} times" for tag in ("main", "h1") if self._count[tag] != 1)
        for before, after in zip(self._headings, self._headings[1:], strict=False):
            if after > before + 1:
                yield f"after <h{before}> comes <h{after}>"


def _named(given: dict[str, str]) -> bool:
    return any(given.get(name, "").strip() for name in NAMES)
