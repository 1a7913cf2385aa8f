"""Every sentence of the interface exists in Chinese: found in the source, translated, with the same placeholders.

The platform's sentences are found by Django's own extractor (GNU gettext, so without it these tests are skipped, which
in CI counts as failed); the matching core's are the literal arguments of ``msg("…")``.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
PLATFORM = SOURCE / "duijie"
CORE = SOURCE / "duijie_match"
PLATFORM_FILES = sorted(PLATFORM.rglob("locale/zh_Hans/LC_MESSAGES/*.po"))
CORE_FILES = sorted((CORE / "locale" / "zh_Hans").glob("*.po"))

Key = tuple[str | None, str]


def entries(files: list[Path]) -> Iterator[tuple[str, polib.POEntry]]:
    for file in files:
        for entry in polib.pofile(str(file)):
            if not entry.obsolete:
                yield str(file.relative_to(SOURCE)), entry


def translated(files: list[Path]) -> set[Key]:
    return {(entry.msgctxt, entry.msgid) for _file, entry in entries(files) if entry.translated()}


@pytest.fixture(scope="module")
def in_platform(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """What Django's extractor finds in a copy of the platform's source."""
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is needed to find the sentences: install the package gettext")
    copy = tmp_path_factory.mktemp("catalogue") / "duijie"
    shutil.copytree(PLATFORM, copy, ignore=shutil.ignore_patterns("locale", "static", "migrations", "__pycache__"))
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-location", "-v0"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = polib.pofile(str(copy / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid) for entry in found}


@pytest.fixture(scope="module")
def in_core() -> set[Key]:
    """The first arguments of all ``msg("…")`` of the matching core, and of those that the platform has of its kind."""
    return {
        (None, call.args[0].value)
        for file in sorted([*CORE.rglob("*.py"), *PLATFORM.rglob("*.py")])
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) == "msg"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_sentence_of_the_platform_is_translated(in_platform: set[Key]) -> None:
    assert sorted(map(str, in_platform - translated(PLATFORM_FILES))) == []


def test_no_translation_of_the_platform_is_left_over(in_platform: set[Key]) -> None:
    assert sorted(map(str, translated(PLATFORM_FILES) - in_platform)) == []


def test_a_sentence_is_translated_the_same_way_wherever_it_stands() -> None:
    """All catalogues are read into one: of two translations of a sentence only one is ever shown, and not always the
    one that fits. What means two things is two sentences, or has a context.
    """
    said: dict[Key, set[str]] = {}
    for _file, entry in entries(PLATFORM_FILES):
        text = entry.msgstr or str(entry.msgstr_plural)
        said.setdefault((entry.msgctxt, entry.msgid), set()).add(text)
    assert {key[1]: texts for key, texts in said.items() if len(texts) > 1} == {}


MEANT_FOR_READERS = {
    "about a kilometre", "both sides and the office read it", "commissioned or joint", "confirms receipt", "copy",
    "days a year", "kept", "median", "months", "name or code", "national register", "open-bid challenges", "percent",
    "seal", "shown in the history", "signature", "to the hour", "told to whoever handles it", "two or three",
    "who asked reads it", "working days", "yuan", "zip",
}  # fmt: skip
"""Words in brackets at the end of an English text that tell a reader something."""


def test_no_english_text_ends_in_a_bracket_that_is_for_translators() -> None:
    """“training (work)”: what tells two meanings of a word apart is its context (``pgettext``), which nobody sees."""
    found = {
        match[1]: entry.msgid
        for _file, entry in entries(PLATFORM_FILES)
        for text in (entry.msgid, entry.msgid_plural)
        if (match := re.search(r"\(([a-z][a-z -]*)\)[.:]?$", text))
    }
    assert {bracket: text for bracket, text in found.items() if bracket not in MEANT_FOR_READERS} == {}
    assert set(found) >= MEANT_FOR_READERS


OF_MATCHING = (
    "matching", "search", "portal/embedding", "portal/lexicon", "portal/matching", "portal/plans",
    "portal/runs", "portal/workspace",
)  # fmt: skip
NEVER_ONE = {"dimensions", "embedder", "model", "models", "most"}
"""Names of numbers that are never 1, and of what is no number."""


def test_no_number_of_matching_stands_before_a_noun_in_one_form() -> None:
    """“1 demands”: words behind a number are plural forms of gettext, or the number follows them: “demands: 1”."""
    found = [
        entry.msgid
        for file, entry in entries([PLATFORM / one / "locale/zh_Hans/LC_MESSAGES/django.po" for one in OF_MATCHING])
        if not entry.msgid_plural
        for name, word in re.findall(r"%\((\w+)\)[sd] (?:[a-z-]+ )?([a-z-]+s)\b", entry.msgid)
        if name not in NEVER_ONE and word not in ("is", "ms", "takes", "was", "as", "its")
        if not (name == "n" and "the first %(most)d" in entry.msgid)
    ]
    assert found == []


def test_every_sentence_of_the_core_is_translated(in_core: set[Key]) -> None:
    assert sorted(map(str, in_core - translated(CORE_FILES))) == []


def test_every_message_of_the_core_is_a_literal() -> None:
    """A sentence put together at run time cannot be translated."""
    put_together = [
        f"{file.relative_to(SOURCE)}:{call.lineno}"
        for file in sorted(CORE.rglob("*.py"))
        if file.name != "wording.py"
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "msg"
        and not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert put_together == []


@pytest.mark.parametrize("files", [PLATFORM_FILES, CORE_FILES], ids=["platform", "core"])
def test_no_translation_is_fuzzy_or_empty(files: list[Path]) -> None:
    unfinished = [
        f"{file}: {entry.msgid}" for file, entry in entries(files) if "fuzzy" in entry.flags or not entry.translated()
    ]
    assert unfinished == []


@pytest.mark.parametrize(
    ("files", "pattern"),
    [(PLATFORM_FILES, r"%\((\w+)\)|\{(\w+)\}|(?<!%)%([sd])"), (CORE_FILES, r"\{(\w+)[^}]*\}")],
    ids=["platform", "core"],
)
def test_placeholders_agree(files: list[Path], pattern: str) -> None:
    def places(text: str) -> set[str]:
        return {"".join(groups) for groups in re.findall(pattern, text) if not isinstance(groups, str)} or {
            groups for groups in re.findall(pattern, text) if isinstance(groups, str)
        }

    differing = [
        f"{file}: {entry.msgid} → {text}"
        for file, entry in entries(files)
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if places(text) != places(entry.msgid)
    ]
    assert differing == []


def test_no_refusal_of_the_core_is_said_in_english_to_all() -> None:
    """``str`` of a ``DuijieError`` is English in any language: what is put in front of people renders its message."""
    found = [
        f"{file.relative_to(SOURCE)}:{call.lineno}"
        for file in sorted(PLATFORM.rglob("*.py"))
        for handler in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(handler, ast.ExceptHandler) and handler.name and handler.type is not None
        if "DuijieError" in ast.unparse(handler.type)
        for refusal in ast.walk(handler)
        if isinstance(refusal, ast.Call) and getattr(refusal.func, "id", "") in ("ValidationError", "CommandError")
        for call in ast.walk(refusal)
        if isinstance(call, ast.Call) and ast.unparse(call) == f"str({handler.name})"
    ]
    assert found == []
