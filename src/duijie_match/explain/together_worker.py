"""The second process of ``explain.together``: tells of the pairs that it is sent."""

import gc
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from duijie_match.explain.together import plain
from duijie_match.matcher import Matcher

KINDER = 10  # than the first process to whoever else wants this machine


def main() -> None:
    """A line of input is JSON: first ``{"folder", …}`` with what ``Matcher.told_of_all`` says, then lists of
    ``[demand id, supply id, raw score]``; each list is answered by a line with the matches. Ends when the input does.
    """
    with suppress(OSError, AttributeError):
        os.nice(KINDER)
    gc.set_threshold(200_000, 50, 50)  # what is read lives until the end
    lines, out = sys.stdin.buffer, sys.stdout
    head = lines.readline()
    if not head:
        return
    task = json.loads(head)
    matcher = Matcher.load(Path(task.pop("folder")))
    matcher.learn_of_all(**task)
    for line in lines:
        pairs = json.loads(line)
        matcher.remember(pairs)
        named = [(one, other) for one, other, _raw in pairs]
        matcher.prepare(named)
        out.write(json.dumps([plain(match) for match in matcher.score(named)]))
        out.write("\n")
        out.flush()


if __name__ == "__main__":
    main()
