"""The second process of ``together``: reads the texts that it is sent, as the first one does its own."""

import json
import os
import sys
from contextlib import suppress

from duijie_match.analysis.dictionary import installed_dictionary
from duijie_match.analysis.lexicon import lexicon_of
from duijie_match.analysis.subjects import Subjects
from duijie_match.analysis.texts import TextReader

KINDER = 10  # than the first process to whoever else wants this machine


def main() -> None:
    """A line of input is JSON: first ``{"concepts", "across"}``, then lists of texts. Each list is answered by a line
    with a number of bytes, and the analyses as so many bytes. Ends when the input does.
    """
    with suppress(OSError, AttributeError):
        os.nice(KINDER)
    lines, out = sys.stdin.buffer, sys.stdout.buffer
    head = lines.readline()
    if not head:
        return
    task = json.loads(head)
    reader = TextReader(lexicon_of(task["concepts"]), Subjects(installed_dictionary() if task["across"] else None))
    for line in lines:
        written = reader.read(json.loads(line)).to_bytes()
        out.write(b"%d\n" % len(written) + written)
        out.flush()


if __name__ == "__main__":
    main()
