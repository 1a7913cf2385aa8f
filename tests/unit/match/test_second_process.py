"""A second process ends with the first, however that ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WORKERS = ("analysis.together_worker", "explain.together_worker", "commands.companion_worker")
KILLED = """
import os, signal, sys
from duijie_match.second_process import SecondProcess
helper = SecondProcess(sys.argv[1])
print(helper.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("worker", WORKERS)
def test_nothing_is_left_of_it_when_the_first_is_killed(worker: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, f"duijie_match.{worker}"], env=environment, stdout=subprocess.PIPE, check=False
    )
    assert done.returncode == -signal.SIGKILL
    number = int(done.stdout)
    last = time.monotonic() + 60
    while is_alive(number):
        assert time.monotonic() < last
        time.sleep(0.05)


def is_alive(number: int) -> bool:
    """Whether it still runs: one that ended and has nobody to ask for it does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
