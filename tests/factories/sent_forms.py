"""What a browser would send of a piece of a page: the values of its inputs, as they stand."""

from html.parser import HTMLParser

from django.http import QueryDict


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent = QueryDict(mutable=True)
        self._select: tuple[str, bool] | None = None
        self._options: list[tuple[str, bool]] = []
        self._textarea: str | None = None
        self._text = ""
        self._disabled = 0
        self._bare_option = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "fieldset":
            self._disabled += "disabled" in given or bool(self._disabled)
        name = given.get("name") or ""
        if tag == "option":
            self._options.append((given.get("value") or "", "selected" in given))
            self._bare_option = "value" not in given
        elif self._disabled or not name:
            return
        elif tag == "input":
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.sent.appendlist(name, given.get("value") or ("on" if given.get("type") == "checkbox" else ""))
        elif tag == "select":
            self._select, self._options = (name, "multiple" in given), []
        elif tag == "textarea":
            self._textarea, self._text = name, ""

    def handle_data(self, data: str) -> None:
        self._text += data
        if self._bare_option and self._options:
            self._options[-1] = (data.strip(), self._options[-1][1])
            self._bare_option = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset" and self._disabled:
            self._disabled -= 1
        if tag == "select" and self._select is not None:
            name, is_multiple = self._select
            chosen = [value for value, is_selected in self._options if is_selected]
            for value in chosen or ([] if is_multiple else [one for one, _selected in self._options[:1]]):
                self.sent.appendlist(name, value)
            self._select = None
        if tag == "textarea" and self._textarea is not None:
            self.sent.appendlist(self._textarea, self._text)
            self._textarea = None


def sent(html: str, **typed: str) -> QueryDict:
    """The values of all inputs in ``html``, those in ``typed`` (dashes for double underscores) changed."""
    parser = _Inputs()
    parser.feed(html)
    for name, value in typed.items():
        parser.sent[name] = value
    return parser.sent
