"""``duijie embedding list|use|renew|give-up``: the embedding models that read the platform's texts."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

from duijie.common.jobs import run_job
from duijie.common.models import JobState
from duijie.common.speaking import SpeakingCommand
from duijie.search.domain.embedding_models import choose_models_here, give_up_change_here, renew_models
from duijie.search.domain.queries.embedding_models import known_models, used_models, waiting_choice
from duijie.search.engine.meaning import models_folder
from duijie.search.models import EmbeddingChoice
from duijie_match.embedding.names import DEFAULT
from duijie_match.embedding.shelf import ANY, read_shelf
from duijie_match.errors import DuijieError

_CHOSEN = gettext_lazy(
    "The platform reads all its texts anew as job %(id)s, and uses the models when that is done; search and"
    " matching go on with the ones before until then."
)
_RENEWED = gettext_lazy(
    "A model in use is another by now, so the platform reads all its texts anew as job %(id)s; until that is done the"
    " search finds by words."
)


class Command(SpeakingCommand):
    """The same functions as behind the page “Embedding models”; models are added by ``duijie models add``."""

    help = gettext_noop(
        "Show which embedding models read the platform's texts with “list”, have other ones read them with “use”, or"
        " changed ones with “renew”; “give-up” stops such a change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        shown = verbs.add_parser("list", help=_("the models, and which are in use or being prepared"))
        shown.add_argument("--json", action="store_true", help=_("as one line of JSON"))
        chosen = verbs.add_parser("use", help=_("read everything anew by these models, then put them to use"))
        chosen.add_argument("names", nargs="*", help=_("as “duijie models use” has them, where none is named"))
        renewed = verbs.add_parser("renew", help=_("read everything anew where a model in use was added anew"))
        for reading in (chosen, renewed):
            reading.add_argument(
                "--here", action="store_true", help=_("in this process, instead of leaving it to the worker")
            )
        verbs.add_parser("give-up", help=_("stop the change that is being prepared; the models in use stay in use"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["verb"] == "list":
                self._list(as_json=options["json"])
            elif options["verb"] == "give-up":
                self.stdout.write(
                    _("Given up: %(models)s. The models in use stay in use.") % {"models": give_up_change_here()}
                )
            elif options["verb"] == "renew":
                if (choice := renew_models()) is not None:
                    self._read_by(choice, _RENEWED, here=options["here"])
            else:
                self._use(options["names"], here=options["here"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DuijieError as error:
            raise CommandError(error.message.render(get_language() or "en")) from error

    def _list(self, *, as_json: bool) -> None:
        waiting = waiting_choice()
        if as_json:
            told = {
                "used": used_models(), "waiting": waiting.used if waiting else None,
                "models": [
                    {"name": one.name, "language": one.language, "here": one.is_here, "fingerprint": one.fingerprint}
                    for one in known_models()
                ],
            }  # fmt: skip
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for language, name in used_models().items():
            self.stdout.write(f"{language}: {name}")
        if waiting is not None:
            self.stdout.write(_("Being prepared: %(models)s.") % {"models": waiting})
        for one in known_models():
            self.stdout.write(f"  {one.name}  {one.language}  {one.source}".rstrip())

    def _use(self, names: list[str], *, here: bool) -> None:
        shelf = read_shelf(models_folder())
        used = dict(shelf.used) if not names else {}
        for name in names:
            used[shelf.entries[name].language if name in shelf.entries else ANY] = name
        choice = choose_models_here(used={ANY: DEFAULT, **used})
        if choice is None:
            self.stdout.write(_("The platform uses these models already."))
            return
        self._read_by(choice, _CHOSEN, here=here)

    def _read_by(self, choice: EmbeddingChoice, words: Any, *, here: bool) -> None:
        if not here:
            self.stdout.write(words % {"id": choice.job_id})
            return
        ended = run_job(choice.job.pk) if choice.job else None
        if ended is None:
            raise CommandError(_("A worker has taken the job. The page “Embedding models” says how far it is."))
        if ended.state != JobState.SUCCEEDED:
            text = (ended.error or {}).get("text", {})
            raise CommandError(text.get(get_language() or "en") or text.get("en") or ended.get_state_display())
        self.stdout.write(_("In use: %(models)s.") % {"models": choice})
