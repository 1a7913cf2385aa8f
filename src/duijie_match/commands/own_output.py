"""Standard output for ourselves: what a library prints there by itself would spoil the JSON for a program."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def own_output() -> Iterator[None]:
    """Meanwhile nothing that is printed reaches standard output, from C neither: HiGHS at times prints a line of its
    own, whatever its options say. For the main thread of a command; others share the descriptor.
    """
    if sys.stdout is not None:
        sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        yield
    finally:
        with contextlib.suppress(OSError, AttributeError, TypeError):  # TypeError: no libc by that name
            ctypes.CDLL(None).fflush(None)  # what C has not written yet
        os.dup2(kept, 1)
        os.close(kept)
