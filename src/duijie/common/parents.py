"""Children that end with their parent, however it ends; else a killed worker leaves children that work twice."""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 1.0  # seconds, where the kernel does not tell

_parent = 0


def end_children_with_me() -> None:
    """From now on every process forked from this one, and from those, is killed when the one that forked it is gone."""
    os.register_at_fork(before=_remember, after_in_child=_bind)


def _remember() -> None:
    global _parent
    _parent = os.getpid()


def _bind() -> None:
    os.setpgid(0, 0)  # the signals of a terminal or a group are for the parent, who ends its children in order
    if sys.platform == "linux":
        # SIGKILL: whatever the child does is repeated from the Job row, so there is nothing to be gentle about.
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != _parent:  # it died in between
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(_parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os._exit(1)
