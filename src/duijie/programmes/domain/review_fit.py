"""How well reviewers fit what they would review: technology field, division and words, as for postings, with reasons.

An application is read by the answers that its reviewers see and by what the register says of the applicant; a reviewer
by the register and by the titles of what they wrote.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from duijie.programmes.models import Application, ReviewPanel, RoundReviewer
from duijie.programmes.postings.fit import Fit, Fits, Profile
from duijie.registry.models import Work

MOST_TITLES = 60
"""Works of a reviewer that are read, the newest first."""
LONGEST = 4000
"""Characters of an application that are read."""


class ReviewFits:
    """The fit of the ``rows`` of a panel and its ``reviewers``, by their numbers."""

    def __init__(self, panel: ReviewPanel, rows: Sequence[Application], reviewers: Sequence[RoundReviewer]) -> None:
        titles = _titles([one.person_id for one in reviewers if one.person_id])
        self._row = {one.pk: at for at, one in enumerate(rows)}
        self._column = {one.pk: at for at, one in enumerate(reviewers)}
        self._rows, self._reviewers = rows, reviewers
        self._fits = Fits(
            [_asked(panel, one) for one in rows], [_known(one, titles.get(one.person_id or 0, [])) for one in reviewers]
        )

    def scores(self) -> dict[tuple[Any, Any], float]:
        """0 to 1 by application and reviewer, for the reviewers that fit each application best; none is 0."""
        found = self._fits.candidates(fit_needed=False)
        return {
            (self._rows[row].pk, self._reviewers[column].pk): float(score) / 100
            for row, column, score in zip(found.need, found.person, found.score, strict=True)
        }

    def of(self, application: int, reviewer: int) -> Fit:
        """One pair, with its reasons."""
        return self._fits.of(self._row[application], self._column[reviewer])


def _asked(panel: ReviewPanel, one: Application) -> Profile:
    answers = one.answers or {}
    shown = panel.fields or sorted(answers)
    told = " ".join(str(answers[key]) for key in shown if isinstance(answers.get(key), str))[:LONGEST]
    who = one.person
    if who is None:
        return Profile(one.pk, "", one.organisation.industry, told)
    return Profile(one.pk, who.field, who.industry, f"{told} {who.keywords} {who.research} {who.discipline}")


def _known(one: RoundReviewer, titles: Iterable[str]) -> Profile:
    who = one.person
    if who is None:
        return Profile(one.pk)
    words = f"{who.keywords} {who.research} {who.discipline} {' '.join(titles)}"
    return Profile(one.pk, who.field, who.industry, words)


def _titles(people: Sequence[int]) -> dict[int, list[str]]:
    rows = Work.objects.filter(person__in=people, person__restriction=None).order_by("person", "-year", "pk")
    found: dict[int, list[str]] = {}
    for person, title in rows.values_list("person_id", "title"):
        known = found.setdefault(person, [])
        if len(known) < MOST_TITLES:
            known.append(title)
    return found
