"""Lists of one text over and over: nothing that is measured varies, and what is learned is how the office grades."""

from pathlib import Path

import numpy as np

from duijie_match.documents import Document, Kind
from duijie_match.learning.file import read_model, write_model
from duijie_match.learning.fitting import fit_model
from duijie_match.learning.labels import make_labels, signs_of_level
from duijie_match.matcher import Matcher
from duijie_match.testing.hashing import HashingEmbedder


def test_lists_in_which_all_pairs_are_alike_can_be_learned_from(tmp_path: Path) -> None:
    demands = [Document(f"D{number}", Kind.DEMAND, title="阀门密封面磨损") for number in range(10)]
    supply = [Document(f"S{number}", Kind.ACHIEVEMENT, title="耐磨涂层") for number in range(6)]
    pairs = [(demand.id, item.id) for demand in demands for item in supply]
    labels = make_labels((pair, signs_of_level(1 + number % 4)) for number, pair in enumerate(pairs))
    fitted = fit_model(labels, demands, supply, embedder=HashingEmbedder())
    assert len(fitted.model.scale.kept) == 0
    write_model(tmp_path / "alike.model", fitted.model)
    model = read_model(tmp_path / "alike.model")
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder(), model=model)
    told = [(match.raw, match.expected_level) for match in matcher.match(top=3)]
    assert np.isfinite(told).all()
    assert len(set(told)) == 1
