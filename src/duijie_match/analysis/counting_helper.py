"""The second process of ``counting_together``: counts the texts that it is sent, as the first one does its own."""

import json
import os
import sys
from contextlib import suppress

from duijie_match.analysis.counting import TermCounter, gathered
from duijie_match.analysis.fast import FastAnalyser

KINDER = 10  # than the first process to whoever else wants this machine


def main() -> None:
    """A line of input is JSON: a list of texts. It is answered by a line with the number of keys, the terms that are
    new since the last answer, and then the arrays of ``TermCounts``. Ends when the input does.
    """
    with suppress(OSError, AttributeError):
        os.nice(KINDER)
    counter, known, out = TermCounter(FastAnalyser()), 0, sys.stdout.buffer
    for line in sys.stdin.buffer:
        counts = gathered(counter.count(json.loads(line)))
        fresh = counter.spelled_after(known)
        known += len(fresh)
        head = {"texts": len(counts.sizes), "keys": len(counts.keys), "terms": fresh}
        out.write(json.dumps(head).encode() + b"\n")
        for values in (counts.sizes, counts.keys, counts.times):
            out.write(values.tobytes())
        out.flush()


if __name__ == "__main__":
    main()
