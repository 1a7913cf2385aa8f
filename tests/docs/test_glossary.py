"""The glossary names what is in the code, and names each thing once."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<english>[^|]+) \| (?P<chinese>[^|]+) \| (?P<code>[^|]+) \| (?P<meaning>[^|]+) \|$", re.M)
HEADS = {"English", "---"}


def entries() -> list[dict[str, str]]:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    return [match.groupdict() for match in ROW.finditer(text) if match["english"] not in HEADS]


def test_every_word_in_code_is_in_the_source() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("duijie", "duijie_match")
        for pattern in ("*.py", "*.jsonl")
        for path in (ROOT / "src" / folder).rglob(pattern)
    )
    words = set(re.findall(r"\w+", source))
    missing = []
    for entry in entries():
        for name in re.findall(r"`([^`]+)`", entry["code"]):
            if name.endswith("/"):
                found = any((ROOT / "src" / "duijie").rglob(name.rstrip("/")))
            elif "…" in name:
                found = any(word.startswith(name.strip("…")) or word.endswith(name.strip("…")) for word in words)
            else:
                found = set(re.findall(r"\w+", name)) <= words
            if not found:
                missing.append(name)
    assert missing == []


def test_each_term_has_one_entry_in_either_language_and_one_sentence() -> None:
    found = entries()
    assert len(found) > 100
    for language in ("english", "chinese"):
        assert [term for term, times in Counter(entry[language] for entry in found).items() if times > 1] == []
    assert [entry["english"] for entry in found if not entry["meaning"].endswith(".")] == []
    assert [entry["english"] for entry in found if not re.search(r"[\u4e00-\u9fff]", entry["chinese"])] == []
