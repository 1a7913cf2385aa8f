"""``duijie terms``: term pairs out of the keywords of papers, to be read and then put into the lexicon."""

import argparse
from collections.abc import Iterable

from duijie_match.analysis.lexicon import spelling_of
from duijie_match.analysis.mining import MinedTerm, count_terms
from duijie_match.commands.inputs import check_out
from duijie_match.commands.screen import Screen
from duijie_match.commands.telling import tell_problems
from duijie_match.errors import DuijieError
from duijie_match.lists.keyword_list import read_papers
from duijie_match.lists.lexicon_list import operator_lexicon
from duijie_match.lists.problems import Severity
from duijie_match.lists.writing import check_target, write_table
from duijie_match.wording import msg

HEADINGS = (msg("Chinese"), msg("English"), msg("Papers that agree"))


def run_terms(options: argparse.Namespace, screen: Screen) -> int:
    """Read, count, write, tell; 0. Raises ``DuijieError`` where nothing is found."""
    check_target(options.out)
    check_out(options)
    lists = [read_papers(path, progress=screen) for path in options.papers]
    papers = [paper for one in lists for paper in one.papers]
    left_out = [problem for one in lists for problem in one.problems if problem.severity is Severity.ERROR]
    found = unknown(count_terms(papers), operator_lexicon().lexicon.concepts)
    if not found:
        tell_problems(left_out, screen)
        raise DuijieError(
            "no-terms",
            msg("In {n} {n:paper|papers} there is no pair of keywords that two papers agree on and the lexicon "
                "lacks. Name more papers; a paper counts when it has as many keywords in either language.",
                n=len(papers)),
        )  # fmt: skip
    header = [screen.text(heading) for heading in HEADINGS]
    write_table(options.out, header, ([term.chinese, term.english, term.papers] for term in found))
    screen.say(
        msg("{terms} {terms:pair|pairs} from {n} {n:paper|papers}. Read {terms:it|them}, delete what is wrong, then "
            "use the list as the term lexicon.",
            terms=len(found), n=len(papers))
    )  # fmt: skip
    if left_out:
        screen.warn(msg("Rows and sheets without keywords in both languages: {n}.", n=len(left_out)))
        tell_problems(left_out, screen)
    return 0


def unknown(terms: Iterable[MinedTerm], known: Iterable[str]) -> list[MinedTerm]:
    """``terms`` of which neither spelling is ``known`` (in normal form)."""
    taken = set(known)
    return [term for term in terms if taken.isdisjoint(map(spelling_of, (term.chinese, term.english)))]
