"""``duijie learn``: ranking models of the platform – what there is, learning one, accepting, rejecting, going back."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.common.jobs import run_job
from duijie.common.models import JobState
from duijie.common.speaking import SpeakingCommand
from duijie.matching.domain.queries import ranking_models as queries
from duijie.matching.domain.queries.judged_pairs import readiness
from duijie.matching.domain.ranking_models import start_fit, take_step
from duijie.matching.models import RankingModel
from duijie.matching.ranking_states import RANKING_STEPS
from duijie.registry.interfaces.command_actor import WrongUse, find_actor
from duijie_match.errors import DuijieError


class Command(SpeakingCommand):
    """The same functions as behind the page “Ranking models”."""

    help = gettext_noop(
        "Learn a ranking model from what was said about pairs with “fit”, list all with “list”, accept or reject one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as", dest="login", help=_("the account in whose name it is done"))
        verbs = parser.add_subparsers(dest="verb", required=True)
        shown = verbs.add_parser("list", help=_("what there is to learn from, and the models"))
        shown.add_argument("--json", action="store_true", help=_("as one line of JSON"))
        verbs.add_parser("fit", help=_("learn here and now, and propose what was learned"))
        for one in RANKING_STEPS.values():
            step = verbs.add_parser(one.verb, help=str(one.label))
            step.add_argument("number", type=int, help=_("the number of the model"))
            if one.needs_reason:
                step.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        needed = {"list": Permission.RANKING_MODEL_VIEW, "fit": Permission.RANKING_MODEL_FIT}
        try:
            by = find_actor(options["login"], needed.get(options["verb"], Permission.RANKING_MODEL_DECIDE), None)
            if options["verb"] == "list":
                self._list(by, as_json=options["json"])
            elif options["verb"] == "fit":
                self._fit(by)
            else:
                self._step(by, options["verb"], options["number"], options.get("reason", ""))
        except WrongUse as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DuijieError as error:
            raise CommandError(error.message.render(get_language() or "en")) from error
        except RankingModel.DoesNotExist as error:
            raise CommandError(_("There is no ranking model with this number.")) from error

    def _list(self, by: User, *, as_json: bool) -> None:
        ready = readiness(by=by)
        rows = [
            {
                "number": one.pk, "state": one.state, "pairs": one.pairs, "demands": one.demands,
                "embedder": one.embedder, "figures": one.figures, "sha256": one.sha256,
            }
            for one in queries.list_models(by=by).order_by("pk")
        ]  # fmt: skip
        if as_json:
            told = {"pairs": ready.pairs, "demands": ready.demands, "missing": ready.missing, "models": rows}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(
            _("Judged pairs: %(pairs)d; demands: %(demands)d.") % {"pairs": ready.pairs, "demands": ready.demands}
        )
        if ready.missing:
            self.stdout.write(ready.missing.get(get_language() or "en", ready.missing["en"]))
        for one in queries.list_models(by=by).order_by("pk"):
            self.stdout.write(_line(one))

    def _fit(self, by: User) -> None:
        job = start_fit(by=by)
        ended = run_job(job.pk)
        if ended is None:
            raise CommandError(_("A worker is learning already. The page of the job says how far it is."))
        if ended.state != JobState.SUCCEEDED:
            text = (ended.error or {}).get("text", {})
            raise CommandError(text.get(get_language() or "en") or text.get("en") or ended.get_state_display())
        self.stdout.write(_line(queries.find_model(by=by, pk=(ended.result or {})["model"])))

    def _step(self, by: User, verb: str, number: int, reason: str) -> None:
        model = take_step(model=queries.find_model(by=by, pk=number), verb=verb, by=by, reason=reason)
        self.stdout.write(_line(model))


def _line(model: RankingModel) -> str:
    """The model, its state, and its figures on known demands before and after."""

    def change(name: str) -> str:
        numbers = (model.figures.get(kind, {}).get(name) for kind in ("untrained", "known"))
        return " → ".join("–" if number is None else f"{number:.3f}" for number in numbers)

    return _("%(model)s: %(state)s; judged pairs: %(pairs)d; error %(error)s; order %(order)s") % {
        "model": model, "state": model.get_state_display(), "pairs": model.pairs, "error": change("error"),
        "order": change("auc"),
    }  # fmt: skip
