"""The rules that hold for every test: shown on small test files of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def closing_line(folder: Path, source: str, *arguments: str, ci: str = "") -> str:
    """What pytest says at the end about one file with ``source``, without the seconds."""
    (folder / "test_it.py").write_text(f"import pytest, random\n{source}")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = slow\n  by_default_on\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-q",
    ]
    environment = {**os.environ, "CI": ci, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    done = subprocess.run([*command, *arguments, "."], cwd=folder, env=environment, capture_output=True, text=True)
    return re.sub(r" in [\d.]+s.*", "", done.stdout.strip().splitlines()[-1])


def test_skipped_test_fails_in_ci(tmp_path: Path) -> None:
    source = "def test_a(): pytest.skip('no browser')\n"
    assert (closing_line(tmp_path, source), closing_line(tmp_path, source, ci="true")) == ("1 skipped", "1 failed")


def test_skipped_file_fails_in_ci(tmp_path: Path) -> None:
    source = "pytest.importorskip('no_such_module')\n"
    assert closing_line(tmp_path, source, ci="true") == "1 error"


def test_expected_failure_is_no_skip(tmp_path: Path) -> None:
    source = "@pytest.mark.xfail(reason='declared')\ndef test_a(): assert False\n"
    assert closing_line(tmp_path, source, ci="true") == "1 xfailed"


def test_global_generator_is_noticed(tmp_path: Path) -> None:
    assert closing_line(tmp_path, "def test_a(): random.random()\n") == "1 passed, 1 error"


def test_global_generator_of_numpy_is_noticed(tmp_path: Path) -> None:
    assert closing_line(tmp_path, "import numpy\ndef test_a(): numpy.random.rand()\n") == "1 passed, 1 error"


def test_generator_of_ones_own_is_fine(tmp_path: Path) -> None:
    assert closing_line(tmp_path, "def test_a(): random.Random(1).random()\n") == "1 passed"


def test_slow_tests_run_when_asked_for(tmp_path: Path) -> None:
    source = "def test_a(): pass\n@pytest.mark.slow\ndef test_b(): pass\n"
    assert closing_line(tmp_path, source) == "1 passed, 1 deselected"
    assert closing_line(tmp_path, source, "--full") == "2 passed"


def test_dear_tests_have_their_database_but_come_when_asked_for(tmp_path: Path) -> None:
    source = (
        "@pytest.mark.by_default_on('sqlite')\ndef test_a(): pass\n"
        "@pytest.mark.by_default_on('postgres')\ndef test_b(): pass\n"
    )
    assert closing_line(tmp_path, source) == "1 passed, 1 deselected"
    assert closing_line(tmp_path, source, "--full") == "2 passed"
