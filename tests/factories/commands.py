"""``duijie …`` as a process of its own: forked from one that has read the modules, which takes long for each.

The child has the environment, the arguments and the two streams of a command that was started by itself, and ends with
its status. Nothing has been embedded, opened or started in the process that it is forked from.
"""

import atexit
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from tests.factories import forking


def run_duijie(
    *arguments: object, language: str = "en", more: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run ``duijie`` with these words; what it said, and its status."""
    environment = {**os.environ, "DUIJIE_LANG": language, "PYTHONUTF8": "1", **(more or {})}
    words = [str(one) for one in arguments]
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("out", "err")]
        status, _told = _process().ask([words, environment, *map(str, said)])
        out, err = (one.read_text(encoding="utf-8") for one in said)
    return subprocess.CompletedProcess(words, os.waitstatus_to_exitcode(status), out, err)


def _process() -> forking.Forking:
    module = "tests.factories.commands"
    return forking.kept(module, lambda: forking.Forking(module, {**os.environ, "PYTHONUTF8": "1"}))


def main() -> None:
    import onnxruntime  # noqa: F401 – read once for all
    import scipy.optimize
    import scipy.sparse  # noqa: F401 – as above

    import duijie_match.commands
    import duijie_match.matcher  # noqa: F401 – as above

    forking.serve(_obey)


def _obey(order: Any, answer: int) -> NoReturn:
    from duijie.__main__ import main as command

    words, environment, out, err = order
    os.close(answer)  # what a command starts may live longer than it
    os.environ.clear()
    os.environ.update(environment)
    for number, path in ((0, os.devnull), (1, out), (2, err)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 – that of the child, to its end
    sys.argv = ["duijie", *words]
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
    atexit.unregister(forking.end_kept)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
