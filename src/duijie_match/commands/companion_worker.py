"""The second process of ``duijie match``: finds the reasons of pairs that it is sent. See ``companion.Companion``."""

import gc
import json
import sys
from pathlib import Path

from duijie_match.lists.workbook_pages import reasons_words
from duijie_match.matcher import Matcher
from duijie_match.results import Level


def main() -> None:
    """A line of input is JSON: first ``{"folder", "language"}``, then lists of ``[demand id, supply id, level,
    raw score]``; each list is answered by a line with the list of its texts and contributions. Ends when the input
    does.
    """
    gc.set_threshold(200_000, 50, 50)  # as in the first process
    lines, out = sys.stdin.buffer, sys.stdout
    head = lines.readline()
    if not head:
        return
    task = json.loads(head)
    matcher = Matcher.load(Path(task["folder"]))
    for line in lines:
        found = [matcher.reasons(demand, item, Level(level), raw) for demand, item, level, raw in json.loads(line)]
        told = [(reasons_words(reasons, task["language"]), reasons.contributions) for reasons in found]
        out.write(json.dumps(told) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
