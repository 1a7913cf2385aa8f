"""``duijie fit``."""

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from duijie_match.commands.inputs import Inputs, known_pairs_of, read_inputs
from duijie_match.commands.running import Run
from duijie_match.commands.screen import Screen
from duijie_match.errors import DuijieError
from duijie_match.learning.comparing import Basis, Comparison, compare, compare_untrained
from duijie_match.learning.file import model_version, read_model, writing_model
from duijie_match.learning.fitting import Fitted, fit_model
from duijie_match.learning.labels import LEVELS, Labels, Signs, label_of, make_labels
from duijie_match.learning.model import RankingModel
from duijie_match.learning.pairs import pair_keys, with_text
from duijie_match.learning.quality import Quality, calibration_error
from duijie_match.learning.report import write_report
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.readings import Pair, PairList
from duijie_match.lists.relations import read_pairs
from duijie_match.lists.workbook_pages import LEVEL_NAMES
from duijie_match.lists.writing import check_target, check_writable
from duijie_match.results import Level
from duijie_match.wording import Message, msg


def run_fit(options: argparse.Namespace, screen: Screen) -> int:
    """Read, learn, compare with the model that is there, write, tell. Raises ``DuijieError``; the exit status otherwise
    is 0.
    """
    run = Run(options, screen)
    run.check()
    if options.report:
        if options.report.suffix.lower() != ".xlsx":
            raise DuijieError("out-suffix", msg("The report “{file}” needs a name that ends in .xlsx.",
                                                file=options.report.name))  # fmt: skip
        check_target(options.report)
        if options.report.resolve() == options.out.resolve():
            message = msg("The model and the report cannot be one file. Choose another name after --report.")
            raise DuijieError("out-is-input", message)
    check_writable(options.out)
    old = _model_there(options.out, replace=options.replace)
    pairs = read_pairs(options.pairs, progress=screen)
    inputs = read_inputs(options, screen)
    run.check_both(inputs)
    known, unknown = known_pairs_of(pairs, inputs, options.pairs.name)
    labels, of_pairs = _labels(known, pairs, options.pairs.name)
    judged = len(labels)
    labels = with_text(labels, inputs.demands, inputs.supply)
    inputs = replace(inputs, problems=[*of_pairs, *unknown, *inputs.problems])
    embedder = run.embedder(inputs)
    try:
        fitted = fit_model(
            labels,
            inputs.demands,
            inputs.supply,
            embedder=embedder,
            lexicon=inputs.lexicon.lexicon,
            progress=screen,
        )
    except DuijieError:
        run.tell_problems(inputs.problems, values=True)
        raise
    _tell_figures(fitted, screen)
    if judged > len(labels):
        screen.warn(msg("Pairs left out because one side has no text: {n}.", n=judged - len(labels)))
    run.tell_rejected(inputs)  # before it may be refused: what was not understood may be why
    if not options.replace:
        if old is not None:
            _check_better(compare(old, fitted, embedder), options.out)
            _tell_other_data(old, pair_keys(labels, inputs.demands, inputs.supply), options.out, screen)
        _check_worth(compare_untrained(fitted))
    with writing_model(options.out, fitted.model):  # both files or none
        if options.report:
            _write_report(run, fitted, inputs)
    run.tell_written()
    return 0


def _write_report(run: Run, fitted: Fitted, inputs: Inputs) -> None:
    write_report(run.options.report, fitted, run.sheet(inputs), inputs.problems, run.screen.language)


def _model_there(path: Path, *, replace: bool) -> RankingModel | None:
    """The model that would be replaced. One that cannot be used here is left alone, unless it is to be ``replaced``:
    another version of duijie may still use it. What is no ranking model is never ours to overwrite.

    Raises ``DuijieError`` ``model-version``, ``model-damaged``, ``not-a-model``.
    """
    if not path.exists():
        return None
    try:
        return read_model(path)
    except DuijieError as error:
        if error.code == "not-a-model":
            message = msg("“{file}” is there already and is not a ranking model. Choose another name after -o.",
                          file=str(path))  # fmt: skip
        elif error.code not in ("model-version", "model-damaged"):
            raise
        elif replace:
            return None
        elif error.code == "model-version":
            message = msg("“{file}” stays as it is: it is a ranking model of version {theirs}, which another version "
                          "of duijie can use; this one makes version {ours}. Name another file after -o, or use "
                          "--replace.", file=str(path), theirs=error.message.params["version"],
                          ours=model_version())  # fmt: skip
        else:
            message = msg("“{file}” stays as it is: it is a ranking model that is damaged. Copy it again from where it "
                          "came, name another file after -o, or use --replace.", file=str(path))  # fmt: skip
        raise DuijieError(error.code, message) from error


def _tell_other_data(old: RankingModel, keys: Iterable[str], path: Path, screen: Screen) -> None:
    """Warn where few of the pairs of the ``old`` model are judged again: what it knew of the others is lost."""
    seen = set(old.provenance.seen)
    again = len(seen & set(keys))
    if 2 * again < len(seen):
        screen.warn(
            msg("“{file}” was learned from other data ({data}): of its {n} judged {n:pair|pairs} this list has "
                "{again}. The new model takes its place; to have both in one, put the judgements together in one list.",
                file=str(path), data=old.provenance.data[:16], n=len(seen), again=again)
        )  # fmt: skip


def _labels(known: list[Pair], pairs: PairList, file: str) -> tuple[Labels, list[Problem]]:
    """The judgements of the ``known`` pairs, and every problem of the list: of pairs that are not judged, or judged
    in words that say nothing, and of those judged twice.
    """
    unread = {(one.sheet, one.row): one.value for one in pairs.problems if one.code == "bad-level"}
    judged: dict[tuple[str, str], tuple[Signs, Pair]] = {}
    problems = []
    told = set()

    def tell(pair: Pair, code: str, message: Message, value: str, severity: Severity = Severity.ERROR) -> None:
        problems.append(
            Problem(file, code, message, severity, sheet=pair.sheet, row=pair.row, field="level", value=value[:200])
        )

    for pair in known:
        ids = (pair.demand_id, pair.supply_id)
        label = label_of(pair)
        if label is None:
            value = unread.get((pair.sheet, pair.row), "") or pair.outcome
            tell(pair, "not-judged", _unknown_word(value) if value else _NOT_JUDGED, value)
            told.add((pair.sheet, pair.row))
            continue
        before = judged.get(ids)
        if before is not None and before[0] != label:
            message = msg("The pair was judged otherwise in row {row}; this row counts, being the later one. Delete "
                          "one of the two.", row=before[1].row)  # fmt: skip
            tell(pair, "judged-twice", message, pair.outcome, Severity.WARNING)
        judged[ids] = (label, pair)
    others = [one for one in pairs.problems if one.code != "bad-level" or (one.sheet, one.row) not in told]
    return make_labels((ids, label) for ids, (label, _) in judged.items()), [*others, *problems]


_NOT_JUDGED = msg(
    "The pair is not judged: fill in level (4 强, 3 较强, 2 弱, 1 无) or outcome (accepted 接受, declined 拒绝)."
)


def _unknown_word(value: str) -> Message:
    return msg("“{value}” is not a judgement: write a level (4 强, 3 较强, 2 弱, 1 无) or an outcome (accepted 接受, "
               "declined 拒绝).", value=value[:60])  # fmt: skip


def _check_better(comparison: Comparison, path: Path) -> None:
    if not comparison.is_worse:
        return
    old, new = f"{comparison.old:.3f}", f"{comparison.new:.3f}"
    if comparison.fresh:
        reason = msg("on {n} judged {n:pair|pairs} that it has not seen its error is {old}, that of the new one {new}",
                     n=comparison.fresh, old=old, new=new)  # fmt: skip
    elif comparison.basis is Basis.SHARED:
        reason = msg("by cross-validation its error is {old}, that of the new one {new}", old=old, new=new)
    else:
        reason = msg("by cross-validation, each on its own pairs, its error is {old} of that of always the same level, "
                     "that of the new one {new}", old=old, new=new)  # fmt: skip
    raise DuijieError(
        "model-is-better",
        msg("“{file}” stays as it is, because it is better: {reason}. Name another file after -o, or use --replace.",
            file=str(path), reason=reason),
    )  # fmt: skip


def _check_worth(comparison: Comparison) -> None:
    """Raise ``DuijieError`` ``not-better`` when what needs no learning does as well."""
    if not comparison.is_better:
        raise DuijieError(
            "not-better",
            msg("Nothing is written, because what was learned is no better, or only by chance, than the shipped "
                "calibration or always the same level: its error is {new}, theirs {old}. Judge more pairs, and look "
                "for contradictions; --replace writes the model all the same.",
                new=f"{comparison.new:.3f}", old=f"{comparison.old:.3f}"),
        )  # fmt: skip


def _tell_figures(fitted: Fitted, screen: Screen) -> None:
    figures = fitted.model.figures
    demands = len({demand for demand, _ in fitted.labels.pairs})
    screen.say(
        msg(
            "Learned from {pairs} judged {pairs:pair|pairs} of {demands} {demands:demand|demands}.",
            pairs=len(fitted.labels),
            demands=demands,
        )
    )
    if fitted.left_out:
        screen.say(msg("An even choice; {n} further {n:pair was|pairs were} left out.", n=fitted.left_out))
    _tell(screen, figures.untrained, msg("before, shipped calibration"))
    _tell(screen, figures.constant, msg("always the same level"))
    _tell(screen, figures.new, msg("after, new demands (none of a demand's pairs was seen)"))
    _tell(screen, figures.known, msg("after, known demands (other pairs of a demand were seen)"))
    for place, level in enumerate(LEVELS):
        if level not in fitted.model.learned:
            screen.say(msg("Too few pairs lie on either side of level {level} ({name}): it keeps its shipped distance, "
                           "moved as far as the pairs speak against it.",
                           level=level, name=LEVEL_NAMES[Level(level)]))  # fmt: skip
        else:
            error = f"{calibration_error(fitted.bins(place)):.3f}"
            screen.say(msg("Told probabilities of level {level} or above differ from what came true by {error} on "
                           "average.", level=level, error=error))  # fmt: skip


def _tell(screen: Screen, quality: Quality, what: object) -> None:
    def number(value: float) -> str:
        return f"{value:.3f}" if np.isfinite(value) else "–"

    screen.say(
        msg(
            "{what}: mean absolute error {error}, 1/(1+error) {closeness}, exact level {exact}, "
            "Spearman {correlation}, nDCG@10 {gain}, AUC {auc}",
            what=what, error=number(quality.error), closeness=number(quality.closeness), exact=number(quality.exact),
            correlation=number(quality.correlation), gain=number(quality.gain), auc=number(quality.auc),
        )
    )  # fmt: skip
