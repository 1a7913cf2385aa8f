"""The house itself: locks, documents, names and sizes of files."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from duijie_match import __version__

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
OURS = {".py", ".html", ".js", ".css", ".sh"}


@cache
def tracked() -> tuple[str, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return tuple(sorted(name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", read(name), re.MULTILINE))


def markdown() -> list[str]:
    return [name for name in tracked() if name.endswith(".md")]


class TestLocks:
    @pytest.mark.parametrize("name", LOCKS)
    def test_names_no_host(self, name: str) -> None:
        assert re.findall(r"\S*(?:://|--index-url|--find-links| @ )\S*", read(name)) == []

    @pytest.mark.parametrize("name", LOCKS)
    def test_every_package_has_hashes(self, name: str) -> None:
        blocks = re.split(r"\n(?=[A-Za-z0-9])", read(name))
        assert [block.partition(" ")[0] for block in blocks if "--hash=sha256:" not in block] == []

    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            (LOCKS[0], PYPROJECT["project"]["dependencies"]),
            (LOCKS[1], PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]),
        ],
    )
    def test_is_in_step_with_pyproject(self, name: str, wanted: list[str]) -> None:
        versions = {canonicalize_name(package): version for package, version in locked(name).items()}
        unmet = [
            text
            for text in wanted
            if versions.get(canonicalize_name(Requirement(text).name), "") not in Requirement(text).specifier
        ]
        assert unmet == [], "run ./run lock"

    def test_development_uses_the_versions_in_use(self) -> None:
        development = locked(LOCKS[1])
        assert {name: development.get(name) for name in locked(LOCKS[0])} == locked(LOCKS[0])

    def test_there_is_no_other_lock(self) -> None:
        assert [name for name in tracked() if Path(name).name in {"uv.lock", "poetry.lock", "package-lock.json"}] == []


def test_every_dependency_has_a_reason() -> None:
    entries = re.findall(r'^  "([A-Za-z][\w.-]*(?:\[\w+\])?[<>=!~][^"]*)",?(.*)$', read("pyproject.toml"), re.MULTILINE)
    assert len(entries) >= len(PYPROJECT["project"]["dependencies"])
    assert [name for name, rest in entries if not re.match(r"\s+# \S", rest)] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    personal = re.compile(rf"{re.escape(str(ROOT))}\b|{re.escape(str(Path.home()))}/|/(?:home|Users)/[a-z]\w*/")
    found = []
    for name in tracked():
        try:
            text = read(name)
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {match.group()}" for match in personal.finditer(text)]
    assert found == []


def test_nothing_made_at_run_time_is_tracked() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    made = re.compile(r"\.mo$|\.pyc$|\.sqlite3|(^|/)(var|\.venv|__pycache__|node_modules)/")
    assert [name for name in listed if made.search(name)] == []


class TestFiles:
    def test_none_is_longer_than_500_lines(self) -> None:
        lengths = {
            name: read(name).count("\n")
            for name in tracked()
            if (Path(name).suffix in OURS or name == "run") and "/vendor/" not in name and "/migrations/" not in name
        }
        for name, length in sorted(lengths.items(), key=lambda item: -item[1]):
            if length > 300:
                print(f"{length} lines, aim below 300: {name}")
        assert {name: length for name, length in lengths.items() if length > 500} == {}

    def test_none_is_called_utils(self) -> None:
        assert [name for name in tracked() if Path(name).stem in {"utils", "util", "helpers", "misc"}] == []

    def test_inline_imports_give_their_reason(self) -> None:
        bare = re.compile(r"#\snoqa:[^\n]*PLC0415(?![^\n]*[–-] \S)")
        assert [name for name in tracked() if name.endswith(".py") and bare.search(read(name))] == []


class TestLayers:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]

    def test_every_package_of_the_platform_has_its_place(self) -> None:
        layers = next(contract["layers"] for contract in self.contracts if contract["type"] == "layers")
        placed = {name.strip(" ()") for layer in layers for name in layer.split("|")}
        packages = {f"duijie.{path.parent.name}" for path in (ROOT / "src" / "duijie").glob("*/__init__.py")}
        assert packages - placed == {"duijie.settings"}

    def test_the_core_is_kept_apart(self) -> None:
        core = next(contract for contract in self.contracts if contract["type"] == "forbidden")
        assert (core["source_modules"], core["forbidden_modules"]) == (["duijie_match"], ["django", "duijie"])


class TestDocuments:
    @pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
    def test_readme_has_the_two_commands_and_a_screenshot(self, name: str) -> None:
        text = read(name)
        commands = [line for line in text.splitlines() if line.startswith("./run ")]
        assert commands == ["./run demo", "./run match demands.xlsx supply.xlsx -o out.xlsx"]
        pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
        assert [(len(pictures), (ROOT / picture).is_file()) for picture in pictures] == [(1, True)]

    @pytest.mark.parametrize("name", markdown())
    def test_links_lead_somewhere(self, name: str) -> None:
        assert [link for link in LINK.findall(CODE.sub("", read(name))) if not leads_somewhere(name, link)] == []

    def test_every_page_is_in_the_index(self) -> None:
        index = ROOT / "docs" / "README.md"
        listed = {(index.parent / link.partition("#")[0]).resolve() for link in LINK.findall(index.read_text("utf-8"))}
        pages = {
            (ROOT / name).resolve() for name in markdown() if name.startswith("docs/") and name != "docs/README.md"
        }
        assert sorted(str(page.relative_to(ROOT)) for page in pages - listed) == []

    def test_decisions_are_numbered_without_gaps(self) -> None:
        numbers = sorted(int(Path(name).name[:4]) for name in tracked() if name.startswith("docs/adr/"))
        assert numbers == list(range(1, len(numbers) + 1))

    def test_every_verb_of_run_has_its_chapter(self) -> None:
        usage = read("run").partition("cat <<'END'\n")[2].partition("\nEND")[0]
        verbs = re.findall(r"^\./run (\w+)", usage, re.MULTILINE)
        chapters = re.findall(r"`\./run (\w+)`", "\n".join(re.findall("^## .*$", read("docs/reference/run.md"), re.M)))
        assert sorted(set(verbs) - set(chapters)) == []

    def test_every_environment_variable_is_in_the_reference(self) -> None:
        read_by_us = set()
        for name in tracked():
            if name == "run" or (name.startswith("src/") and name.endswith(".py")):
                read_by_us |= set(re.findall(r"\bDUIJIE_[A-Z_]*[A-Z]\b", read(name)))
        reference = "\n".join(read(name) for name in markdown() if name.startswith("docs/reference/"))
        internal = {"DUIJIE_PARENT"}  # set by `duijie demo` for its children
        assert sorted(name for name in read_by_us - internal if f"`{name}`" not in reference) == []

    def test_changelog_has_the_current_version(self) -> None:
        assert re.findall(r"^## \[([^\]]+)\]", read("CHANGELOG.md"), re.MULTILINE)[0] == __version__


def leads_somewhere(page: str, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    path, _, anchor = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target)


def anchors(page: Path) -> set[str]:
    """As GitHub makes them from headings: lower case, words joined by hyphens, everything else left out."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
