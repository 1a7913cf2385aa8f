"""`./run` on machines that lack something: programs on the PATH are stand-ins, the script is the real one."""

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL_PYTHON = Path(sys.base_prefix) / "bin" / "python3"
TOOLS = "sh dirname date df awk cat chmod cmp cp env grep mkdir rm sleep uname ls"

# Makes what uv would: a folder with a Python in it. Counts its calls, and fails as it is told.
FAKE_UV = """#!/bin/sh
echo "$1 $2" >>"$FAKE_CALLS"
case "$1" in
venv)
  for last; do :; done
  mkdir -p "$last/bin"
  echo "$@" >"$last/asked"
  printf '#!/bin/sh\\nexec %s "$@"\\n' "$REAL_PYTHON" >"$last/bin/python"
  chmod +x "$last/bin/python"
  ;;
pip)
  [ -z "${FAKE_ERROR:-}" ] || { echo "$FAKE_ERROR" >&2; exit 1; }
  sleep "${FAKE_SECONDS:-0}"
  ;;
esac
"""


class Machine:
    """A folder with `./run` in it, and a PATH that holds only what is put there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "duijie"
        self.programs = folder / "programs"
        self.calls = folder / "calls"
        self.programs.mkdir(parents=True)
        for name in TOOLS.split():
            found = shutil.which(name)
            assert found is not None, name
            (self.programs / name).symlink_to(found)
        (self.root / "src" / "duijie").mkdir(parents=True)
        (self.root / "src" / "duijie" / "__main__.py").write_text("import sys; print('started', *sys.argv[1:])\n")
        shutil.copy(ROOT / "run", self.root / "run")
        (self.root / "requirements.lock").write_text("one\n")
        (self.root / "requirements-dev.lock").write_text("two\n")

    def has(self, name: str, script: str) -> None:
        program = self.programs / name
        program.unlink(missing_ok=True)
        program.write_text(script)
        program.chmod(0o755)

    def has_python(self) -> None:
        self.has("python3", f'#!/bin/sh\nexec {REAL_PYTHON} "$@"\n')

    def has_uv(self) -> None:
        self.has("uv", FAKE_UV)

    def environment(self, **more: str) -> dict[str, str]:
        base = {"PATH": str(self.programs), "HOME": str(self.root.parent), "DUIJIE_LANG": "en"}
        return {**base, "FAKE_CALLS": str(self.calls), "REAL_PYTHON": str(REAL_PYTHON), **more}

    def run(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.root / "run", *arguments],
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def called(self) -> list[str]:
        return self.calls.read_text().splitlines() if self.calls.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """Everything is there, uv included, and nothing is set up yet."""
    machine.has_python()
    machine.has_uv()
    return machine


def refusal(done: "subprocess.CompletedProcess[str]") -> str:
    """The one sentence of a start that was refused."""
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.strip().splitlines()[-1]


def test_script_is_posix_shell() -> None:
    assert (ROOT / "run").read_text().startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", ROOT / "run"], check=True)
    assert (ROOT / "run").stat().st_mode & stat.S_IXUSR


class TestMissing:
    def test_python_at_all(self, machine: Machine) -> None:
        assert refusal(machine.run("demo")) == (
            "No Python was found: install Python 3.11 or newer (as python3), then run this again."
        )

    def test_new_enough_python(self, machine: Machine) -> None:
        machine.has("python3", '#!/bin/sh\ncase "$2" in *exit*) exit 1;; *print*) echo 3.9.2;; esac\n')
        assert refusal(machine.run("demo")) == (
            "Python 3.11 or newer is needed and this machine has 3.9.2: install a newer one, or say where it is with "
            "DUIJIE_PYTHON=PATH, then run this again."
        )

    def test_venv_module(self, machine: Machine) -> None:
        machine.has("python3", f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexec {REAL_PYTHON} "$@"\n')
        assert refusal(machine.run("demo")) == (
            "python3 lacks the venv module: install it (Debian, Ubuntu: apt install python3-venv, as administrator) or "
            "install uv, then run this again."
        )

    def test_disk(self, ready: Machine) -> None:
        ready.has("df", "#!/bin/sh\necho head\necho x 9 9 512000 9 /\n")
        assert refusal(ready.run("demo")) == (
            f"The disk of {ready.root} has only 500 MB left: free 1.5 GB, then run this again."
        )
        assert ready.called() == []

    def test_writable_data_folder(self, ready: Machine) -> None:
        assert refusal(ready.run("demo", DUIJIE_DATA="/dev/null/data")) == (
            "The data folder /dev/null/data cannot be written: name another with DUIJIE_DATA=PATH, then run this again."
        )

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ("dns error: failed to lookup address", "The Python package index cannot be reached"),
            ("Max retries exceeded with url", "The Python package index cannot be reached"),
            ("Hash mismatch for numpy", "A downloaded package differs from the one in requirements.lock"),
            ("No space left on device", "The disk is full"),
            ("Permission denied (os error 13)", "Writing was not permitted"),
            ("numpy has no wheels with a matching platform tag: no-build", "There is no package for this machine"),
            ("something nobody has seen before", "The packages could not be installed"),
        ],
    )
    def test_what_installing_needs(self, ready: Machine, said: str, sentence: str) -> None:
        told = refusal(ready.run("demo", FAKE_ERROR=said))
        assert told.startswith(sentence)
        assert str(ready.root / "var" / "log" / "setup.log") in told
        assert (ready.root / "var" / "log" / "setup.log").read_text().strip() == said


class TestLanguage:
    chinese = "没有找到 Python：请安装 Python 3.11 或更高版本（命令名 python3），然后再运行一次。"
    english = "No Python was found: install Python 3.11 or newer (as python3), then run this again."

    @pytest.mark.parametrize(
        ("environment", "lines"),
        [
            ({"DUIJIE_LANG": "zh"}, [chinese]),
            ({"DUIJIE_LANG": "", "LANG": "en_GB.UTF-8"}, [english]),
            ({"DUIJIE_LANG": "", "LANG": "C.UTF-8"}, [chinese, english]),
        ],
    )
    def test_follows_the_reader(self, machine: Machine, environment: dict[str, str], lines: list[str]) -> None:
        assert machine.run("demo", **environment).stderr.splitlines() == lines


class TestWhichPython:
    @pytest.mark.skipif(sys.platform != "linux", reason="only there /usr/bin holds a Python that was built for speed")
    def test_that_of_the_system_before_others_on_the_path(self, ready: Machine) -> None:
        own, new_enough = Path("/usr/bin/python3"), "import sys; sys.exit(sys.version_info < (3, 11))"
        will_do = own.exists() and subprocess.run([own, "-c", new_enough], check=False).returncode == 0
        assert ready.run("demo", PATH=f"{ready.programs}:/usr/bin").returncode == 0
        asked = (ready.root / ".venv" / "asked").read_text().split()
        assert asked[asked.index("--python") + 1] == str(own if will_do else ready.programs / "python3")


class TestOnceSetUp:
    def test_first_start_installs_and_starts(self, ready: Machine) -> None:
        done = ready.run("match", "a.xlsx", "b.xlsx")
        assert (done.returncode, done.stdout) == (0, "started match a.xlsx b.xlsx\n")
        assert ready.called() == ["venv --quiet", "pip install"]

    def test_second_start_installs_nothing(self, ready: Machine) -> None:
        ready.run("match")
        done = ready.run("match")
        assert (done.stdout, done.stderr) == ("started match\n", "")
        assert ready.called() == ["venv --quiet", "pip install"]

    def test_newer_lock_is_installed_over_the_old_one(self, ready: Machine) -> None:
        ready.run("match")
        (ready.root / "requirements.lock").write_text("one, newer\n")
        ready.run("match")
        assert ready.called() == ["venv --quiet", "pip install", "pip install"]

    def test_interrupted_set_up_is_built_again(self, ready: Machine) -> None:
        ready.run("match", FAKE_ERROR="killed")
        assert ready.run("match").stdout == "started match\n"
        assert ready.called() == ["venv --quiet", "pip install", "venv --quiet", "pip install"]

    def test_environment_of_another_python_is_built_again(self, ready: Machine) -> None:
        ready.run("match")
        (ready.root / ".venv" / "duijie-python").write_text("3.1\n")
        ready.run("match")
        assert ready.called() == ["venv --quiet", "pip install", "venv --quiet", "pip install"]

    def test_two_starts_at_once_set_up_once(self, ready: Machine) -> None:
        environment = ready.environment(FAKE_SECONDS="1")
        both = [
            subprocess.Popen([ready.root / "run", "match"], env=environment, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        assert [each.communicate(timeout=60)[0] for each in both] == ["started match\n"] * 2
        assert ready.called() == ["venv --quiet", "pip install"]

    def test_paths_are_those_of_the_caller(self, ready: Machine, tmp_path: Path) -> None:
        (ready.root / "src" / "duijie" / "__main__.py").write_text("import os; print(os.getcwd())\n")
        done = subprocess.run(
            [ready.root / "run", "match"],
            env=ready.environment(),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"{tmp_path}\n"

    def test_compiled_modules_are_kept(self, ready: Machine) -> None:
        (ready.root / "src" / "duijie" / "__main__.py").write_text("import sys; print(sys.dont_write_bytecode)\n")
        assert ready.run("match", PYTHONDONTWRITEBYTECODE="1").stdout == "False\n"


def test_help_needs_nothing(machine: Machine) -> None:
    done = machine.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[1] for line in done.stdout.splitlines()] == [
        "demo",
        "match",
        "test",
        "bench",
        "lock",
        "COMMAND",
    ]
    chinese, english = (machine.run(DUIJIE_LANG=language).stdout for language in ("zh_CN.UTF-8", "en"))
    assert "演示：一条命令启动" in chinese
    assert "ready to use" not in chinese
    assert "the demo, ready to use" in english
    assert english.isascii()
