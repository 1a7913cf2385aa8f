"""The second half of ``tools/vendor.sh``: the icon sprite, and VENDORED.md: version, licence and hash of each file."""

import argparse
import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src" / "duijie" / "portal" / "static"
BROWSER_TESTS = ROOT / "tests" / "functional" / "vendor"

# Ours on the left, the name in bootstrap-icons on the right.
ICONS = {
    "home": "house-door", "organisation": "building", "match": "intersect", "account": "people",
    "audit": "journal-check", "job": "arrow-repeat", "calendar": "calendar3", "help": "question-circle",
    "area": "diagram-3", "import": "upload", "export": "download", "language": "translate",
    "person": "person-circle", "menu": "list", "search": "search",
    "add": "plus-lg", "edit": "pencil", "archive": "archive", "restore": "arrow-counterclockwise", "delete": "trash",
    "filter": "funnel", "sort": "chevron-expand", "ascending": "chevron-up", "descending": "chevron-down",
    "previous": "chevron-left", "next": "chevron-right", "copy": "copy", "done": "check-circle",
    "warning": "exclamation-triangle", "error": "x-octagon", "info": "info-circle", "lock": "lock",
    "unlock": "unlock", "key": "key", "shield": "shield-check",
    "file": "file-earmark-spreadsheet", "history": "clock-history", "sign-out": "box-arrow-right", "empty": "inbox",
    "cancel": "x-circle", "retry": "arrow-clockwise", "external": "box-arrow-up-right", "api": "braces",
    "print": "printer", "link": "link-45deg", "columns": "layout-three-columns", "save": "bookmark",
    "more": "three-dots", "check": "check-lg",
    "demand": "lightbulb", "achievement": "award", "expert": "mortarboard", "service": "tools", "carrier": "boxes",
    "star": "star", "mail": "envelope", "compare": "layout-split", "chart": "bar-chart", "map": "map",
    "screen": "display", "comment": "chat-left-text", "attach": "paperclip", "merge": "sign-merge-left",
}  # fmt: skip

FILES = {
    "bootstrap": (
        "MIT", [STATIC / "vendor/bootstrap/bootstrap.min.css", STATIC / "vendor/bootstrap/bootstrap.bundle.min.js"]
    ),
    "bootstrap-icons": ("MIT", [STATIC / "portal/icons.svg"]),
    "echarts": ("Apache-2.0", [STATIC / "vendor/echarts/echarts.min.js"]),
    "axe-core": ("MPL-2.0, for tests only", [BROWSER_TESTS / "axe.min.js"]),
}  # fmt: skip

TOP = """\
# Vendored files

Taken from npm packages by `tools/vendor.sh` and committed, so that nothing is fetched at run time and no Node is
needed. Source map comments are removed; nothing else is changed. The icons are symbols of one sprite. The hashes are
checked by `tests/unit/portal/test_vendored.py`. htmx comes with the Python package django-htmx.

| package | version | licence | file | sha256 |
| --- | --- | --- | --- | --- |
"""


def write_sprite(icons: Path, sprite: Path) -> None:
    """One SVG file with a symbol for each of ``ICONS``, sorted by our name."""
    symbols = []
    for ours, theirs in sorted(ICONS.items()):
        drawing = (icons / f"{theirs}.svg").read_text(encoding="utf-8")
        inner = re.sub(r"\s*\n\s*", "", drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")])
        symbols.append(f'<symbol id="{ours}" viewBox="0 0 16 16" fill="currentColor">{inner}</symbol>')
    sprite.parent.mkdir(parents=True, exist_ok=True)
    sprite.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n", encoding="utf-8"
    )


def write_list(versions: dict[str, str]) -> None:
    """VENDORED.md beside the vendored files."""
    rows = [
        f"| {package} | {versions[package]} | {licence} | `{file.relative_to(ROOT)}` | "
        f"`{hashlib.sha256(file.read_bytes()).hexdigest()}` |\n"
        for package, (licence, files) in FILES.items()
        for file in files
    ]
    (STATIC / "vendor" / "VENDORED.md").write_text(TOP + "".join(rows), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--icons", type=Path, required=True)
    parser.add_argument("--sprite", type=Path, required=True)
    parser.add_argument("--version", action="append", required=True)
    arguments = parser.parse_args()
    write_sprite(arguments.icons, arguments.sprite)
    write_list(dict(version.split(" ", 1) for version in arguments.version))


if __name__ == "__main__":
    main()
