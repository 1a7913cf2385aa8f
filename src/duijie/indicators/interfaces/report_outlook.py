"""The last two chapters of a work report: difficulties and next steps, worded as ``report_wording`` says."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from duijie.indicators.interfaces.report_blocks import Run, Text, runs_of
from duijie.indicators.interfaces.report_figures import Figures, name_of


def difficulties(figures: Figures) -> Iterable[Text]:
    """What stands in the way: demands without anybody, unsolved or reopened ones, places where nothing was solved."""
    sentences = {
        "unanswered": ngettext(
            "{unanswered} published demand has found nobody yet.",
            "{unanswered} published demands have found nobody yet.",
            figures.number("unanswered"),
        ),
        "unsolved": ngettext(
            "{unsolved} demand ended unsolved.", "{unsolved} demands ended unsolved.", figures.number("unsolved")
        ),
        "reopened": ngettext(
            "{reopened} demand had to be reopened.",
            "{reopened} demands had to be reopened.",
            figures.number("reopened"),
        ),
    }
    told = [key for key in sentences if figures.number(key)]
    for key in told:
        yield Text(runs_of(sentences[key], {key: figures.run(key)}))
    idle = [
        name_of(part) for part in figures.stored["parts"]
        if figures.number(f"part.{part['code']}.found") and not figures.number(f"part.{part['code']}.solved")
    ]  # fmt: skip
    if idle:
        names = pgettext("between names", ", ").join(idle)
        yield Text((Run(_("No demand was solved in the period in: %(names)s.") % {"names": names}),))
    if not told and not idle:
        yield Text((Run(_("The figures of the period show none.")),))


def next_steps(figures: Figures) -> Iterable[Text]:
    """What is to be done about them, and in any case."""
    sentences = {
        "unanswered": _("Name for each of the {unanswered} published demands without an answer who looks for partners,"
                        " and by when."),
        "contacted": ngettext(
            "Follow the {contacted} demand that came into contact until a contract or a result.",
            "Follow the {contacted} demands that came into contact until a contract or a result.",
            figures.number("contacted"),
        ),
        "unsolved": ngettext(
            "Look once more at the {unsolved} unsolved demand, and at those that several firms share.",
            "Look once more at the {unsolved} unsolved demands, and at those that several firms share.",
            figures.number("unsolved"),
        ),
    }  # fmt: skip
    for key, sentence in sentences.items():
        if figures.number(key):
            yield Text(runs_of(sentence, {key: figures.run(key)}))
    yield Text((Run(_("Keep gathering demands on visits, and ask each firm for its word on the result.")),))
