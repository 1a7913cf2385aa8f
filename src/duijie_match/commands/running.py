"""What ``match``, ``score`` and ``fit`` do alike: checks before long work, the matcher, what was run, the summary."""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from duijie_match.analysis.kept import KeptAnalyses
from duijie_match.commands.inputs import Inputs, check_out, digest_of
from duijie_match.commands.screen import Screen
from duijie_match.commands.showing import settings_from_environment
from duijie_match.commands.telling import tell_problems
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import check_embedder, choose_embedder, create_embedder, languages_of, valid_names
from duijie_match.errors import DuijieError
from duijie_match.folders import data_folder
from duijie_match.learning.file import read_model
from duijie_match.learning.model import RankingModel
from duijie_match.lists.other_side import CODE as OTHER_SIDE
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.run_sheet import make_run_sheet
from duijie_match.lists.workbook_pages import LEVEL_NAMES, RunSheet
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.results import Level, Match
from duijie_match.wording import Message, msg

LISTS = (
    ("pairs", msg("List of pairs")),
    ("demands", msg("List of demands")),
    ("supply", msg("List of supply")),
    ("works", msg("List of works")),
)
"""The options that name a list, with what it is called among what was run."""


class Run:
    """One run: its options, its clock, and what is told about it."""

    def __init__(self, options: argparse.Namespace, screen: Screen) -> None:
        self.options, self.screen = options, screen
        self.settings = MatchSettings()
        self.levels: Counter[Level] = Counter()
        self.shown: Counter[str] = Counter()
        self._started = time.monotonic()
        self._embedder = ""
        self._reader: CachedEmbedder | None = None
        self._model: RankingModel | None = None

    def check(self) -> None:
        """Everything that can be wrong without reading a list. Raises ``DuijieError``."""
        options = self.options
        if hasattr(options, "top"):  # others show what they are told to
            self.settings = settings_from_environment(self.settings)
        check_out(options)
        if options.embedder:
            check_embedder(options.embedder, data_folder() / "models")
        if getattr(options, "model", None):
            self._model = read_model(options.model)

    def check_both(self, inputs: Inputs) -> None:
        """Raise ``DuijieError`` when a side is empty, after saying why; warn where they look swapped."""
        tell_problems([problem for problem in inputs.problems if problem.code == OTHER_SIDE], self.screen)
        for documents, path in ((inputs.demands, self.options.demands), (inputs.supply, self.options.supply)):
            if not documents:
                self.tell_problems(inputs.problems)
                raise DuijieError(
                    "nothing-to-match",
                    msg("Nothing can be matched: no row of “{file}” was understood.", file=str(path)),
                )

    def embedder(self, inputs: Inputs) -> CachedEmbedder:
        """The embedding model with its cache: the one that is named, else that of the ranking model, else the one for
        the languages of the lists.
        """
        models = data_folder() / "models"
        name = self.options.embedder or (self._model and self._model.provenance.embedder)
        if name and not self.options.embedder and name not in valid_names(models):
            raise DuijieError(
                "model-embedder",
                msg("The ranking model “{file}” was made with the embedding model {wanted}, which is not here. Add it "
                    "again with “duijie models add {wanted}”, make the ranking model again with “duijie fit”, or leave "
                    "--model out to use the shipped calibration.", file=self.options.model.name, wanted=name),
            )  # fmt: skip
        if not name:
            name = choose_embedder(languages_of(inputs.demands, inputs.supply), models)
        embedder = create_embedder(name, progress=self.screen)
        notice = getattr(embedder, "notice", None)
        if notice is not None:
            self.screen.warn(notice)
        cached = CachedEmbedder(embedder, data_folder() / "cache" / "embeddings")
        self._embedder = f"{cached.name} ({cached.fingerprint})"
        self._reader = cached
        return cached

    def matcher(self, inputs: Inputs) -> Matcher:
        """The matcher over both lists, with cached embeddings and the ranking model if one is named."""
        embedder = self.embedder(inputs)
        matcher = Matcher.build(
            inputs.demands,
            inputs.supply,
            embedder=embedder,
            settings=self.settings,
            model=self._model,
            lexicon=inputs.lexicon.lexicon,
            kept=KeptAnalyses(data_folder() / "cache" / "analyses"),
            progress=self.screen,
        )
        if embedder.shortened:
            self.screen.warn(
                msg("Of {n} {n:text|texts} only the beginning was read, because the server of {name} refuses longer "
                    "ones. Add it again with --tokens to say how much it reads.",
                    n=embedder.shortened, name=embedder.name)
            )  # fmt: skip
        return matcher

    def with_sentences(self, matcher: Matcher, matches: Iterable[Match], most: int | None) -> Iterable[Match]:
        """``matches``, those of a rank up to ``most`` (all, if it is not said) with sentences that are near in meaning;
        read by the embedding model that read the lists.
        """
        if most == 0 or self._reader is None:
            return matches
        return matcher.with_sentences(matches, self._reader, most=most, progress=self.screen)

    def counted(self, matches: Iterable[Match]) -> Iterator[Match]:
        """``matches``, with their levels counted in ``levels`` and their supply in ``shown``."""
        for match in matches:
            self.levels[match.level] += 1
            self.shown[match.supply_id] += 1
            yield match

    def sheet(self, inputs: Inputs) -> RunSheet:
        """What was run, for the workbook's last sheet."""
        named = ((label, getattr(self.options, option, None)) for option, label in LISTS)
        files: list[tuple[Message, Path]] = [(label, path) for label, path in named if path]
        files += [(msg("Term lexicon"), path) for path in inputs.lexicon.paths]
        return make_run_sheet(
            embedder=self._embedder,
            model=self._model_name(),
            seconds=time.monotonic() - self._started,
            demands=len(inputs.demands),
            supply=len(inputs.supply),
            rejected=len(inputs.rejected),
            top=getattr(self.options, "top", None),
            files=[(label, path.name, digest_of(path)) for label, path in files],
            settings=self.settings,
            language=self.screen.language,
        )

    def _model_name(self) -> Message | None:
        if self._model is None:
            return None
        return msg(
            "{file}, learned from {n} {n:pair|pairs} (data {data})",
            file=self.options.model.name,
            n=self._model.figures.known.pairs,
            data=self._model.provenance.data[:16],
        )

    def tell_problems(self, problems: Sequence[Problem], *, values: bool = False) -> None:
        """The first few rows that were not taken, and how many more there are; after them, if wanted, the ``values``
        that were left out or are doubtful.
        """
        grave = [problem for problem in problems if problem.severity is Severity.ERROR]
        grave += [problem for problem in problems if values and _is_of_a_value(problem)]
        tell_problems(grave, self.screen)

    def tell_end(self, inputs: Inputs, count: int) -> None:
        """The summary."""
        screen = self.screen
        screen.say(
            msg("{demands} {demands:demand|demands}, {supply} {supply:row|rows} of supply, {count} "
                "{count:result|results}.",
                demands=len(inputs.demands), supply=len(inputs.supply), count=count)
        )  # fmt: skip
        names = [f"{screen.text(LEVEL_NAMES[level])} {self.levels[level]}" for level in sorted(Level, reverse=True)]
        screen.say(msg("By level: {levels}.", levels=" · ".join(names)))
        if self.shown:
            often, times = min(self.shown.items(), key=lambda pair: (-pair[1], pair[0]))
            screen.say(msg("Rows of supply shown: {shown}; most often {id}, {times} {times:time|times}.",
                           shown=len(self.shown), id=often, times=times))  # fmt: skip
        self.tell_rejected(inputs)
        self.tell_written()

    def tell_rejected(self, inputs: Inputs) -> None:
        """The rows and values that were not taken, if any."""
        screen = self.screen
        rejected = len(inputs.rejected)
        warnings = sum(map(_is_of_a_value, inputs.problems))
        if rejected or warnings:
            screen.warn(
                msg("Rows not taken: {rejected}; values left out or doubtful: {warnings}.",
                    rejected=rejected, warnings=warnings)
            )  # fmt: skip
            # A workbook has a sheet for them; elsewhere they would be told nowhere.
            self.tell_problems(inputs.problems, values=self.options.out.suffix.lower() != ".xlsx")

    def tell_written(self) -> None:
        """The file and the time it took."""
        screen = self.screen
        seconds = f"{time.monotonic() - self._started:.1f}"
        screen.say(msg("Written to {file} in {seconds} s.", file=str(self.options.out), seconds=seconds))


def _is_of_a_value(problem: Problem) -> bool:
    """Whether a warning is of a value that was left out or is doubtful; of swapped lists is told before the work."""
    return problem.severity is Severity.WARNING and problem.code != OTHER_SIDE
