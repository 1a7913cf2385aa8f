"""``python -m duijie.demo.make_samples FOLDER``: the sample lists as an office would send them."""

import sys
from pathlib import Path

from duijie_match.samples import write_samples


def main(arguments: list[str]) -> int:
    """Write the files and print where they are; 2 for wrong use."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m duijie.demo.make_samples FOLDER\n")
        return 2
    for path in write_samples(Path(arguments[0])).values():
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
