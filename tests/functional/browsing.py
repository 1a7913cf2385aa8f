"""What the browser tests ask of a page: accessible, nothing overflows, one language, no error behind the scenes."""

import os
import re
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
IMAGES = ROOT / "docs" / "images"

# Latin words that Chinese officials write too. Everything else in Latin letters on a Chinese page was not translated.
LATIN_IN_CHINESE = {
    "Duijie", "English", "API", "TOTP", "USCC", "TRL", "XLSX", "CSV", "TSV", "JSONL", "JSON", "PDF", "HTML", "URL",
    "Excel", "Word", "WPS", "BM25", "OpenAPI", "Apache", "Ctrl", "xlsx", "xls", "csv", "tsv", "jsonl", "UTF-8",
    "GB18030", "QR", "TOP", "PNG", "JPEG", "WebP", "SVG", "KB", "kejiju", "Python", "HTTP", "CLI", "docs", "duijie",
    "verifyaudit",
}  # fmt: skip

_AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}

LOOK_AT_EVERYTHING = False  # set by ``--full``
_passed: dict[tuple[str, str, int | None], set[str]] = {}
_passed_anywhere: dict[int | None, set[str]] = defaultdict(set)  # by width
# Of an element and what surrounds it, not of the page; they take as long as all other rules.
_OF_THE_ELEMENT = ("color-contrast", "link-in-text-block", "target-size")

# What a page is made of, as far as axe makes a difference of it: each element in its parent, and the state it is in.
_NAMED = """const STATES = ['role', 'type', 'open', 'disabled', 'hidden', 'lang', 'tabindex', 'aria-invalid',
    'aria-expanded', 'aria-current', 'aria-pressed', 'aria-hidden'];
  const name = one => `${one.tagName}.${one.className.baseVal ?? one.className}`;
  const shape = one => {
    const states = STATES.filter(state => one.hasAttribute(state)).map(state => `${state}=${one.getAttribute(state)}`);
    const says = one.childElementCount || one.textContent.trim() ? '' : 'empty';
    return `${one.parentElement ? name(one.parentElement) : ''}>${name(one)}[${states}]${says}`;
  };"""
_HELD = f"""() => {{
  {_NAMED}
  const held = new Set([...document.querySelectorAll('*')].map(shape));
  return [document.documentElement.lang + document.documentElement.className, [...held]];
}}"""
# The same of those elements alone that are of these shapes.
_RUN_ON = f"""([options, shapes]) => {{
  {_NAMED}
  const wanted = new Set(shapes);
  const include = [...document.body.querySelectorAll('*')].filter(one => wanted.has(shape(one)));
  return include.length ? axe.run({{include}}, options) : {{violations: []}};
}}"""

# Text as a reader meets it, without what is marked as a name or code (translate="no", code) or as another language.
_TEXTS = """() => {
  const foreign = node => node.closest('[translate="no"], code, samp, pre, option[lang], [lang]:not(html), .data');
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEXTAREA'].includes(element.tagName) || foreign(element)) continue;
    texts.push(walker.currentNode.textContent);
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
    if (foreign(element)) continue;
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(element.getAttribute(name) ?? '');
  }
  for (const element of document.querySelectorAll('#toasts')) texts.push(...Object.values(element.dataset));
  return texts.map(text => text.trim()).filter(text => text);
}"""

# Words of the interface, which on an English page hold no Chinese.
_LABELS = """() => [...document.querySelectorAll(
  'h2, th, label, legend, button, summary, dt, .form-text, .nav-list a, .page-actions a, .breadcrumb a')]
  .filter(element => !element.closest('[lang]:not(html), [translate="no"], .data'))
  .map(element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('[lang], [translate="no"], .data, option').forEach(part => part.remove());
    return copy.textContent.trim();
  })"""


class WhatWentWrong(list[str]):
    """Errors of the page's scripts, refusals of the Content-Security-Policy, failed requests; a test ends with none."""

    def listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.append(f"script error: {error}"))
        page.on("console", lambda message: self._note(message.type, message.text, page.url))
        page.on("response", lambda response: self._answer(response.status, response.url))

    def _note(self, kind: str, text: str, url: str) -> None:
        if kind in {"error", "warning"} and "Failed to load resource" not in text:
            self.append(f"{kind} on {url}: {text}")

    def _answer(self, status: int, url: str) -> None:
        if status >= 500 or (status >= 400 and "/static/" in url):
            self.append(f"{status} from {url}")


def check_accessible(page: Page) -> None:
    """axe-core finds nothing to complain about: WCAG 2.2 AA and its best practices.

    A page that holds nothing but what passed on a page of the same address pattern, language and width before is not
    looked at again, except with ``--full``; nor are colours and sizes of elements that passed on any page.
    """
    language, held = ask(page, _HELD)
    key = (_pattern(page.url), language, (page.viewport_size or {}).get("width"))
    passed = _passed.setdefault(key, set())
    if not LOOK_AT_EVERYTHING and passed.issuperset(held):
        return
    anywhere = _passed_anywhere[key[2]]
    if LOOK_AT_EVERYTHING:
        found = _run_axe(page, "options => axe.run(document, options)", _AXE_OPTIONS)
    else:
        apart = {"rules": {rule: {"enabled": False} for rule in _OF_THE_ELEMENT}}
        found = _run_axe(page, "options => axe.run(document, options)", {**_AXE_OPTIONS, **apart})
        of_elements = {**_AXE_OPTIONS, "runOnly": {"type": "rule", "values": _OF_THE_ELEMENT}}
        found += _run_axe(page, _RUN_ON, [of_elements, sorted(set(held) - anywhere)])
    complaints = [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]} {node['failureSummary'][:300]}"
        for violation in found
        for node in violation["nodes"]
    ]
    assert not complaints, f"{page.url}\n" + "\n".join(complaints)
    passed.update(held)
    anywhere.update(held)


def _pattern(url: str) -> str:
    """The name of the address pattern; what has none, such as a page that is missing, is known by its path."""
    path = urlsplit(url).path
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def _run_axe(page: Page, script: str, argument: Any, tries: int = 3) -> list[Any]:
    """The violations that ``script`` finds."""
    if not ask(page, "() => 'axe' in window"):
        ask(page, AXE.read_text(encoding="utf-8"))
    try:
        violations: list[Any] = ask(page, script, argument)["violations"]
    except Error as error:  # the page was replaced by one without axe
        if tries == 1 or "axe is not defined" not in str(error):
            raise
        return _run_axe(page, script, argument, tries - 1)
    return violations


def ask(page: Page, script: str, argument: Any = None, tries: int = 4) -> Any:
    """What ``script`` says of the page. It stumbles over what is replaced while it looks: a part, as progress is, or
    the whole page, as after a button; then it looks again.
    """
    try:
        page.wait_for_load_state()
        return page.evaluate(script, argument)
    except Error as error:
        if tries == 1 or not ("TypeError" in str(error) or "context was destroyed" in str(error)):
            raise
        page.wait_for_timeout(500)
        return ask(page, script, argument, tries - 1)


def check_no_overflow(page: Page) -> None:
    """Nothing is wider than the window; what must be wide scrolls within itself."""
    wide = ask(
        page,
        """() => {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const hidden = e => e.closest('.table-responsive, .offcanvas-lg, pre, .log, [data-scrolls]');
      return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1 && !hidden(e)).slice(0, 5)
        .map(e => e.outerHTML.slice(0, 160)).concat([`${document.documentElement.scrollWidth} > ${width}`]);
    }""",
    )
    assert not wide, f"{page.url}\n" + "\n".join(wide)


def check_language(page: Page, language: str) -> None:
    """On a Chinese page no English sentence is left; on an English page no label is Chinese."""
    if language == "en":
        labels = ask(page, _LABELS)
        left = [text for text in labels if re.search(r"[\u4e00-\u9fff]", re.sub("“[^”]*”", "", text))]
    else:
        left = [text for text in ask(page, _TEXTS) if is_english(text)]
    assert not left, f"{page.url} is in {language}, but says: {left[:10]}"


def is_english(text: str) -> bool:
    """Whether ``text`` of a Chinese page was left in English."""
    # Without names in quotation marks, addresses, and codes such as C3443 and 91110000802100433B.
    plain = re.sub(r"“[^”]*”|\S*[/@._=]\S*|(?<![A-Za-z])[A-Z]\d{2,4}(?![A-Za-z\d])|\b\d[\dA-Z]{17}\b", " ", text)
    words = re.findall(r"[A-Za-z][A-Za-z0-9'’-]{2,}", plain)
    unknown = [word for word in words if word not in LATIN_IN_CHINESE]
    has_chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    return len(unknown) > 1 or (bool(unknown) and not has_chinese)


def shot(page: Page, name: str, *, language: str | None = None, whole: bool = False) -> None:
    """A picture for the documentation, taken only when DUIJIE_SCREENSHOTS=1: what the docs show is what is tested."""
    if os.environ.get("DUIJIE_SCREENSHOTS") != "1":
        return
    spoken = ask(page, "() => document.documentElement.lang")
    folder = IMAGES / (language or ("zh-hans" if spoken.startswith("zh") else "en"))
    folder.mkdir(parents=True, exist_ok=True)
    ask(page, "() => document.fonts.ready")
    page.screenshot(path=folder / f"{name}.png", full_page=whole, animations="disabled")
