"""``duijie …`` as a process of its own: forked from one that has read the modules, which takes long for each.

The child has the environment, the arguments and the two streams of a command that was started by itself, and ends with
its status. Nothing has been embedded, opened or started in the process that it is forked from.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_running: list["subprocess.Popen[str]"] = []


def run_duijie(
    *arguments: object, language: str = "en", more: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run ``duijie`` with these words; what it said, and its status."""
    environment = {**os.environ, "DUIJIE_LANG": language, "PYTHONUTF8": "1", **(more or {})}
    words = [str(one) for one in arguments]
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("out", "err")]
        process = _process()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([words, environment, *map(str, said)]) + "\n")
        process.stdin.flush()
        status = os.waitstatus_to_exitcode(int(process.stdout.readline()))
        out, err = (one.read_text(encoding="utf-8") for one in said)
    return subprocess.CompletedProcess(words, status, out, err)


def _process() -> "subprocess.Popen[str]":
    if not _running or _running[0].poll() is not None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "PYTHONUTF8": "1"}
        _running[:] = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.factories.commands"], env=environment, cwd=ROOT,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
        ]  # fmt: skip
    return _running[0]


@atexit.register
def _end() -> None:
    for process in _running:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()


def main() -> None:
    import onnxruntime  # noqa: F401 – read once for all
    import scipy.optimize
    import scipy.sparse  # noqa: F401 – as above

    import duijie_match.commands
    import duijie_match.matcher  # noqa: F401 – as above

    for line in sys.stdin:
        words, environment, out, err = json.loads(line)
        child = os.fork()
        if child == 0:
            os.environ.clear()
            os.environ.update(environment)
            for number, path in ((0, os.devnull), (1, out), (2, err)):
                os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
            sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 – that of the child, to its end
            sys.argv = ["duijie", *words]
            _obey(words)
        print(os.waitpid(child, 0)[1], flush=True)


def _obey(words: list[str]) -> None:
    from duijie.__main__ import main as command

    try:
        command(words)
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 – told as Python tells it
        sys.excepthook(*sys.exc_info())
        status = 1
    atexit.unregister(_end)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
