"""``python -m duijie.demo.make_embeddings``: compute the shipped vectors again, after the demo's texts changed."""

import sys
import tempfile
from pathlib import Path

from duijie.demo import embeddings
from duijie_match.embedding.names import DEFAULT, create_embedder


def main(arguments: list[str]) -> int:
    """Write the file beside this module, or to the path that is named; 2 for wrong use."""
    if len(arguments) > 1:
        sys.stderr.write("usage: python -m duijie.demo.make_embeddings [FILE]\n")
        return 2
    path = Path(arguments[0]) if arguments else Path(__file__).with_name(embeddings.FILE)
    with tempfile.TemporaryDirectory() as folder:
        rows = embeddings.compute(embeddings.texts(), create_embedder(DEFAULT), Path(folder))
    embeddings.write_file(path, rows)
    sys.stdout.write(f"{path}: {len(rows)} texts, {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
