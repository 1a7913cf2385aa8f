"""The second process of ``duijie match``: finds the reasons of pairs that it is sent. See ``companion.Companion``."""

import gc
import json
import sys
from pathlib import Path

from duijie_match.lists.workbook_pages import reasons_words
from duijie_match.matcher import Matcher
from duijie_match.results import Level


def main() -> None:
    """A line of input is JSON: first ``{"folder", "language"}``, then lists of ``[demand id, supply id, level]``;
    each list is answered by a line with the list of its texts. Ends when the input does.
    """
    gc.set_threshold(200_000, 50, 50)  # as in the first process
    lines, out = sys.stdin.buffer, sys.stdout
    head = lines.readline()
    if not head:
        return
    task = json.loads(head)
    matcher = Matcher.load(Path(task["folder"]))
    for line in lines:
        texts = [
            reasons_words(matcher.reasons(demand, item, Level(level)), task["language"])
            for demand, item, level in json.loads(line)
        ]
        out.write(json.dumps(texts) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
