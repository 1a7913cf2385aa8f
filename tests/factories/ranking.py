"""Rows of ranking models as a job would propose them, without learning anything."""

from typing import Any

from duijie.matching.models import RankingModel

FIGURES = {
    "untrained": {"pairs": 50, "error": 0.9, "exact": 0.3, "correlation": 0.4, "gain": 0.7, "auc": 0.7},
    "constant": {"pairs": 50, "error": 1.1, "exact": 0.2, "correlation": None, "gain": 0.5, "auc": 0.5},
    "known": {"pairs": 50, "error": 0.4, "exact": 0.7, "correlation": 0.8, "gain": 0.9, "auc": 0.95},
    "new": {"pairs": 50, "error": 0.95, "exact": 0.3, "correlation": 0.4, "gain": 0.7, "auc": 0.71},
}
RELIABILITY = {
    "2": {"bins": [[0.0, 0.1, 20, 0.05, 0.1], [0.9, 1.0, 30, 0.95, 0.9]], "error": 0.05},
    "3": {"bins": [[0.0, 0.1, 25, 0.04, 0.0], [0.5, 0.6, 5, 0.55, 0.6], [0.9, 1.0, 20, 0.96, 1.0]], "error": 0.04},
}


def make_model(state: str = "proposed", **values: Any) -> RankingModel:
    """Its file is not there: whoever opens it is refused."""
    values = {
        "sha256": "0" * 64, "data": "0" * 64, "embedder": "e5-small", "embedder_fingerprint": "e5-small/1/passage/256",
        "pairs": 50, "demands": 9, "left_out": 2, "figures": FIGURES, "reliability": RELIABILITY,
        "signals": {"judgement.4": 20, "choice.dismissed.other_subject": 30}, "versions": {"duijie": "0.1.0"},
        "compared": {"measure": "error", "untrained": {"old": 0.9, "new": 0.4, "fresh": 0, "chance": 0.0}}, **values,
    }  # fmt: skip
    made: RankingModel = RankingModel.objects.create(state=state, file="ranking_models/none.model", **values)
    return made
