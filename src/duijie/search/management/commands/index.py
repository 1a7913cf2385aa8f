"""``duijie index status|rebuild``: how the search index is, and building it anew."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common.jobs import run_job
from duijie.common.models import JobState
from duijie.common.speaking import SpeakingCommand
from duijie.search.domain.queries.status import IndexStatus, status
from duijie.search.domain.rebuilds import start_rebuild_here


class Command(SpeakingCommand):
    help = gettext_noop("Show how the search index is with “status”, or build it anew with “rebuild”.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        shown = verbs.add_parser("status", help=_("what the index holds and how far it is behind"))
        shown.add_argument("--json", action="store_true", help=_("as one line of JSON"))
        built = verbs.add_parser("rebuild", help=_("build it anew, beside the one in use"))
        built.add_argument(
            "--here", action="store_true", help=_("in this process, instead of leaving it to the worker")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "status":
            self._show(status(), as_json=options["json"])
            return
        job = start_rebuild_here()
        if options["here"]:
            ended = run_job(job.pk)
            if ended is None:
                raise CommandError(_("A worker is rebuilding the index already."))
            if ended.state != JobState.SUCCEEDED:
                raise CommandError(_("The index could not be built. The job's page says why."))
            self._show(status(), as_json=False)
        else:
            self.stdout.write(_("The rebuild waits for the worker as job %(id)s.") % {"id": job.pk})

    def _show(self, found: IndexStatus, *, as_json: bool) -> None:
        told: dict[str, Any] = {
            "generation": found.generation,
            "built_at": found.built_at.isoformat() if found.built_at else None,
            "documents": found.documents,
            "meanings": found.meanings,
            "sources": found.sources,
            "waiting": found.waiting,
            "lag_seconds": round(found.lag.total_seconds(), 1),
            "given_up": found.given_up,
            "model": found.model,
            "model_ready": found.is_model_ready,
            "problem": found.problem,
            "job": str(found.job.pk) if found.job else None,
        }
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        if found.problem:
            self.stdout.write(_("The index cannot be used: %(problem)s") % {"problem": found.problem})
        self.stdout.write(
            _("Records: %(documents)d; of them by meaning: %(meanings)d; generation %(generation)s")
            % {"documents": found.documents, "meanings": found.meanings, "generation": found.generation or "–"}
        )
        for source, count in sorted(found.sources.items()):
            self.stdout.write(f"  {source}: {count}")
        self.stdout.write(
            _("Changes waiting: %(waiting)d, the oldest for %(seconds).1f s; given up: %(given_up)d")
            % {"waiting": found.waiting, "seconds": found.lag.total_seconds(), "given_up": found.given_up}
        )
        if not found.is_model_ready:
            self.stdout.write(_("The embedding model is not prepared: words are found, meanings are not."))
