"""A model from a town's judged pairs: better than before, the same again, safe in a file, true in its reasons."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.match.learning.town import copy_of, fitted_town, make_documents, make_judged

from duijie_match.errors import DuijieError
from duijie_match.learning.comparing import MOST_CHANCE, Basis, compare, compare_untrained
from duijie_match.learning.file import HEAD, read_model, write_model
from duijie_match.learning.fitting import FOLDS, Fitted, fingerprint_of, fit_model, middle_of
from duijie_match.learning.kernels import KERNELS
from duijie_match.learning.labels import LEVELS, Labels
from duijie_match.learning.machine import make_folds
from duijie_match.learning.model import Figures, RankingModel
from duijie_match.learning.pairs import pair_keys
from duijie_match.matcher import Matcher
from duijie_match.ranking.calibration import Calibration
from duijie_match.results import Match
from duijie_match.testing.hashing import HashingEmbedder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    write_model(folder / "town.model", fitted_town().model)
    return folder


@pytest.fixture(scope="module")
def data(folder: Path) -> bytes:
    return (folder / "town.model").read_bytes()


def scored(model: RankingModel | None) -> list[Match]:
    matcher = Matcher.build(*make_documents(), embedder=HashingEmbedder(), model=model)
    return list(matcher.score(make_judged().pairs))


def test_it_is_better_than_the_shipped_calibration_and_than_one_level() -> None:
    figures = fitted_town().model.figures
    assert figures.known.error < 0.5 * figures.untrained.error
    assert figures.known.error < 0.5 * figures.constant.error
    assert figures.new.error < figures.constant.error
    assert figures.known.pairs == 144


def test_it_says_what_it_was_made_from() -> None:
    told = fitted_town().model.provenance
    assert (told.embedder, len(told.data), len(told.seen)) == ("hashing", 64, 144)
    assert told.data == fingerprint_of(make_judged(), *make_documents())
    assert set(told.versions) == {"duijie", "python", "numpy", "scipy"}


def test_the_same_data_in_another_order_give_the_same_model(tmp_path: Path, data: bytes) -> None:
    again = fit_model(make_judged(), *make_documents(), embedder=HashingEmbedder())
    write_model(tmp_path / "again.model", again.model)
    assert (tmp_path / "again.model").read_bytes() == data
    labels = make_judged()
    turned = labels.take(np.arange(len(labels))[::-1])
    other = fit_model(turned, *make_documents(), embedder=HashingEmbedder())
    write_model(tmp_path / "other.model", other.model)
    assert (tmp_path / "other.model").read_bytes() == data


def test_a_model_read_from_its_file_says_the_same(tmp_path: Path, data: bytes) -> None:
    read = read_model(copy_of(tmp_path / "a.model", data))
    assert read.figures.as_json() == fitted_town().model.figures.as_json()
    assert read.provenance == fitted_town().model.provenance
    for one, other in zip(scored(fitted_town().model), scored(read), strict=True):
        assert (one.level, one.expected_level) == (other.level, pytest.approx(other.expected_level, abs=1e-6))
        assert one.raw == pytest.approx(other.raw, abs=1e-9)


def test_contributions_add_up_and_levels_rise_with_the_raw_score() -> None:
    matches = scored(fitted_town().model)
    for match in matches:
        assert sum(one.value for one in match.reasons.contributions) == pytest.approx(match.raw, abs=1e-5)
        assert match.reasons.contributions[-1].name == "learned"
        assert match.level == Calibration().level(match.raw)
        assert match.forward + match.backward >= 0
    plain = {(match.demand_id, match.supply_id): match.reasons for match in scored(None)}
    assert all(match.reasons.terms == plain[match.demand_id, match.supply_id].terms for match in matches)


def test_the_order_of_a_match_is_the_models() -> None:
    matcher = Matcher.build(*make_documents(), embedder=HashingEmbedder(), model=fitted_town().model)
    for demand in ("D0", "D5"):
        found = [match for match in matcher.match(top=12, explain=False) if match.demand_id == demand]
        assert [match.rank for match in found] == list(range(1, 13))
        assert [match.raw for match in found] == sorted((match.raw for match in found), reverse=True)
        last = found[-1]
        assert matcher.why_not(demand, last.supply_id, top=3).match.rank == 12
    by_supply = [match for match in matcher.match_supply(top=3) if match.supply_id == "S4"]
    assert [match.raw for match in by_supply] == sorted((match.raw for match in by_supply), reverse=True)


def test_accepted_and_declined_are_enough() -> None:
    labels = make_judged()
    signs = np.zeros_like(labels.signs)
    signs[:, 1] = labels.signs[:, 1]
    fitted = fit_model(Labels(labels.pairs, signs), *make_documents(), embedder=HashingEmbedder())
    assert fitted.model.learned == (3,)
    assert fitted.model.figures.known.auc > 0.9
    assert np.isnan(fitted.model.figures.known.error)
    matcher = Matcher.build(*make_documents(), embedder=HashingEmbedder(), model=fitted.model)
    reached = np.array([match.level >= 3 for match in matcher.score(labels.pairs)])
    assert (reached == (labels.signs[:, 1] > 0)).mean() > 0.95
    # With a few levels beside them the kernels are weighed by what all pairs say; with levels of all, by those.
    signs[:24] = labels.signs[:24]
    some = fit_model(Labels(labels.pairs, signs), *make_documents(), embedder=HashingEmbedder())
    assert some.model.machine.weighing == fitted.model.machine.weighing != fitted_town().model.machine.weighing


def test_levels_and_outcomes_mixed() -> None:
    labels = make_judged()
    signs = labels.signs.copy()
    signs[::3, [0, 2]] = 0
    fitted = fit_model(Labels(labels.pairs, signs), *make_documents(), embedder=HashingEmbedder())
    assert fitted.model.learned == LEVELS
    assert fitted.model.figures.known.error < 0.5 * fitted.model.figures.constant.error


def test_another_embedding_model_is_refused() -> None:
    class Other(HashingEmbedder):
        name = "other"
        fingerprint = "other/1"

    with pytest.raises(DuijieError) as raised:
        Matcher.build(*make_documents(), embedder=Other(), model=fitted_town().model)
    assert raised.value.code == "model-embedder"
    assert "Use --embedder hashing, or make the ranking model again" in str(raised.value)


def test_a_model_of_fewer_pairs_is_worse_and_of_the_same_is_not() -> None:
    fewer = fit_model(make_judged(demands=8), *make_documents(), embedder=HashingEmbedder())
    assert not compare(fitted_town().model, fitted_town(), HashingEmbedder()).is_worse
    fresh = compare(fewer.model, fitted_town(), HashingEmbedder())
    assert (fresh.fresh, fresh.is_worse) == (48, False)
    assert fresh.old > fresh.new


def test_without_fresh_pairs_both_are_compared_on_what_both_were_learned_from() -> None:
    class Other(HashingEmbedder):
        fingerprint = "other/1"

    again = fit_model(make_judged(), *make_documents(), embedder=Other())
    told = compare(fitted_town().model, again, Other())
    assert (told.basis, told.fresh, told.is_worse) == (Basis.SHARED, 0, False)
    noise = fit_model(Labels(again.labels.pairs, dice_signs(len(again.labels))), *make_documents(), embedder=Other())
    assert compare(fitted_town().model, noise, Other()).is_worse


def test_easier_pairs_do_not_make_a_model_better() -> None:
    """Where nearly all pairs are judged alike the error is small, and so is that of always the same level."""

    def saying(fitted: Fitted, error: float, constant: float) -> Fitted:
        known, flat = (replace(fitted.model.figures.known, error=value) for value in (error, constant))
        return replace(fitted, model=replace(fitted.model, figures=Figures(known, known, flat, flat)))

    town = saying(fitted_town(), 0.3, 1.0).model
    half = fit_model(make_judged(demands=8), *make_documents(), embedder=HashingEmbedder())
    told = [compare(town, saying(half, *figures), HashingEmbedder()) for figures in ((0.2, 0.25), (0.2, 0.9))]
    assert [(one.basis, one.is_worse) for one in told] == [(Basis.SHARES, True), (Basis.SHARES, False)]


def dice_signs(count: int) -> np.ndarray:
    """Levels by chance."""
    dice = np.random.default_rng(7).integers(1, 5, count)
    return np.where(dice[:, None] >= np.array(LEVELS), 1, -1).astype(np.int8)


def test_better_than_what_needs_no_learning_and_not_by_chance() -> None:
    town = compare_untrained(fitted_town())
    assert (town.is_better, town.chance) == (True, 0.0)
    labels = make_judged()
    thrown = fit_model(Labels(labels.pairs, dice_signs(len(labels))), *make_documents(), embedder=HashingEmbedder())
    assert not compare_untrained(thrown).is_better
    # Nothing betrays what is held back, not even what is missing from the sums of other pairs.
    assert max(thrown.model.figures.known.auc, thrown.model.figures.new.auc) < 0.55
    assert min(thrown.model.figures.known.error, thrown.model.figures.new.error) > thrown.model.figures.constant.error


def test_better_than_one_level_for_a_single_demand_may_be_chance() -> None:
    """The shipped calibration is far off here, so that always the same level is what has to be beaten."""
    town = fitted_town()
    flat = np.full(len(town.labels), middle_of(town.labels))
    told = np.where(town.rows[0] == town.rows[0][0], town.labels.levels, flat)
    known = replace(town.known, expected=told)
    found = compare_untrained(replace(town, known=known, untrained=(np.full(len(flat), 9.0), town.untrained[1])))
    assert found.old == pytest.approx(np.abs(town.labels.levels - flat).mean())
    assert found.new < found.old
    assert MOST_CHANCE < found.chance == pytest.approx((11 / 12) ** 12, abs=0.08)  # that it is not among those drawn
    assert not found.is_better


def test_without_levels_the_order_is_compared() -> None:
    labels = make_judged()
    signs = np.zeros_like(labels.signs)
    signs[:, 1] = labels.signs[:, 1]
    fitted = fit_model(Labels(labels.pairs, signs), *make_documents(), embedder=HashingEmbedder())
    told = compare_untrained(fitted)
    known, plain = fitted.model.figures.known.auc, fitted.model.figures.untrained.auc
    assert (told.old, told.new) == (pytest.approx(1 - plain), pytest.approx(1 - known))


def test_few_pairs_of_one_fold_that_know_a_threshold_are_enough() -> None:
    """Without their fold nobody knows it."""
    labels = make_judged()
    keys = pair_keys(labels, *make_documents())
    signs = labels.signs.copy()
    signs[:, 2] = np.where(make_folds(keys, FOLDS) == 1, labels.signs[:, 2], 0)
    fitted = fit_model(Labels(labels.pairs, signs), *make_documents(), embedder=HashingEmbedder())
    assert np.isfinite(fitted.known.logits).all()
    assert np.isfinite(fitted.new.logits).all()


def changed(data: bytes, change: dict[str, object], drop: str = "") -> bytes:
    """The file with other values in its head, or without a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == HEAD:
                content = json.dumps({**json.loads(content), **change}).encode()
            if name != drop:
                copy.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "drop", "code"),
    [
        ({"version": 2}, "", "model-version"),
        ({"features": ["raw"]}, "", "model-version"),
        ({"format": "picture"}, "", "not-a-model"),
        ({}, HEAD, "not-a-model"),
        ({}, "coefficients.npy", "model-damaged"),
        ({"parts": {}}, "", "model-damaged"),
        ({"weights": {"both": 1}}, "", "model-damaged"),
        ({"learned": [3]}, "", "model-damaged"),
        ({"noise": "x"}, "", "model-damaged"),
        ({"figures": None}, "", "model-damaged"),
        ({"ramp": float("nan")}, "", "model-damaged"),
        ({"ramp": "NaN"}, "", "model-damaged"),
        ({"ramp": 10**400}, "", "model-damaged"),
        ({"weights": dict.fromkeys(KERNELS, float("inf"))}, "", "model-damaged"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(
    tmp_path: Path, data: bytes, change: dict[str, object], drop: str, code: str
) -> None:
    with pytest.raises(DuijieError) as raised:
        read_model(copy_of(tmp_path / "a.model", changed(data, change, drop)))
    assert raised.value.code == code
    assert raised.value.message.render("zh") != str(raised.value)


def test_what_is_no_model_at_all(tmp_path: Path) -> None:
    for content in (b"", b"{}", b"PK\x03\x04", b"\x80\x04K\x01."):
        with pytest.raises(DuijieError) as raised:
            read_model(copy_of(tmp_path / "a.model", content))
        assert raised.value.code in ("not-a-model", "model-damaged")
    with pytest.raises(DuijieError) as raised:
        read_model(tmp_path / "missing.model")
    assert raised.value.code == "missing-file"


def test_nothing_in_a_file_is_unpickled(tmp_path: Path, data: bytes) -> None:
    stream = io.BytesIO()
    np.save(stream, np.array([{"a": 1}], object), allow_pickle=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        head = json.loads(archive.read(HEAD))
    head["parts"] = {"means.npy": hashlib.sha256(stream.getvalue()).hexdigest()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        copy.writestr(HEAD, json.dumps(head))
        copy.writestr("means.npy", stream.getvalue())
    with pytest.raises(DuijieError) as raised:
        read_model(copy_of(tmp_path / "a.model", out.getvalue()))
    assert raised.value.code == "model-damaged"


@settings(max_examples=25, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255), cut=st.booleans())
def test_damage_is_noticed_or_harmless(folder: Path, place: float, value: int, cut: bool) -> None:
    data = (folder / "town.model").read_bytes()
    at = int(place * len(data))
    spoiled = data[:at] if cut else data[:at] + bytes([data[at] ^ value]) + data[at + 1 :]
    path = copy_of(folder / "damaged.model", spoiled)
    try:
        read = read_model(path)
    except DuijieError as error:
        outcome = error.code
    else:
        outcome = "harmless" if read.figures.as_json() == fitted_town().model.figures.as_json() else "changed"
    assert outcome in ("model-damaged", "not-a-model", "model-version", "harmless")
