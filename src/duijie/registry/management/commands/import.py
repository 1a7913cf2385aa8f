"""``duijie import REGISTER FILE --area CODE``: a list into a register, by the same steps as on the pages."""

# ruff: noqa: N999 – the command is called like this

import hashlib
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.utils.translation import get_language, gettext_noop, pgettext
from django.utils.translation import gettext as _

from duijie.accounts.permissions import Permission
from duijie.common import jobs
from duijie.common.domain import imports as domain
from duijie.common.domain.queries import imports as queries
from duijie.common.importing.nouns import noun_of, nouns
from duijie.common.listing import listed
from duijie.common.models import Existing, ImportBatch, ImportState, Job, JobState
from duijie.common.speaking import SpeakingCommand
from duijie.registry.interfaces.command_actor import WrongUse, find_actor, find_area_by_code
from duijie_match.errors import DuijieError
from duijie_match.lists.problems import Severity

SHOWN = 20
GRAVEST_FIRST = [str(one) for one in Severity]
PIECE = 1 << 20


class Command(SpeakingCommand):
    """Check a list and say what would become of its rows; with ``--apply`` take over the good ones."""

    help = gettext_noop(
        "Check a list for a register and say what would become of its rows; --apply takes the good ones over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "register", help=_("organisations, demands, achievements, experts, persons, services, carriers, visits")
        )
        parser.add_argument("file", type=Path, help=_(".xlsx, .xls, .csv, .tsv or .jsonl"))
        parser.add_argument("--area", required=True, metavar="CODE", help=_("the area that the list may touch"))
        parser.add_argument("--as", dest="login", metavar="LOGIN", help=_("in whose name; else the only one who may"))
        parser.add_argument("--apply", action="store_true", help=_("take the good rows over"))
        parser.add_argument("--skip-existing", action="store_true", help=_("leave records that are there as they are"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            noun = noun_of(options["register"])
        except KeyError as error:
            words = _("There is no register “%(key)s”. There are: %(keys)s.")
            keys = listed(one.key for one in nouns())
            raise CommandError(words % {"key": options["register"], "keys": keys}, returncode=2) from error
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file “%(file)s”.") % {"file": path}, returncode=2)
        try:
            area = find_area_by_code(options["area"])
            by = find_actor(options["login"], Permission(noun.permission), area)
        except WrongUse as error:
            raise CommandError(str(error), returncode=2) from error
        try:
            batch = self.bring(noun.key, area, path, by)
            existing = Existing.SKIP if options["skip_existing"] else Existing.UPDATE
            domain.choose_existing(batch=batch, existing=existing, by=by)
            self.wait(domain.preview_import(batch=batch, by=by))
            batch = queries.find_import(by=by, pk=batch.pk)
            counts = queries.count_rows(batch)
            self.tell(batch, counts)
            if options["apply"] and counts["take"]:
                self.wait(domain.apply_import(batch=batch, by=by))
                batch = queries.find_import(by=by, pk=batch.pk)
                counts = queries.count_rows(batch)
        except DuijieError as error:
            raise CommandError(error.message.render(get_language() or "en")) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.conclude(batch, counts, applied=options["apply"])

    def bring(self, noun: str, area: Any, path: Path, by: Any) -> ImportBatch:
        """The batch of this list: the one of an earlier check of the same file, if it still waits; else a new one."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        states = (ImportState.UPLOADED, ImportState.PREVIEWED)
        known = queries.list_imports(by=by).filter(noun=noun, area=area, sha256=digest, by=by, state__in=states)
        found: ImportBatch | None = known.first()
        return found or domain.add_import(noun=noun, area=area, name=path.name, chunks=_pieces(path), by=by)

    def wait(self, job: Job) -> None:
        """Do the job here, unless a worker was quicker; raises ``CommandError`` when it failed."""
        jobs.run_job(job.pk, keep_alive=True)
        job.refresh_from_db()
        while job.is_open:
            time.sleep(0.5)
            job.refresh_from_db()
        if job.state != JobState.SUCCEEDED:
            texts = (job.error or {}).get("text", {})
            raise CommandError(texts.get(get_language() or "en") or _("The work was stopped. Run the command again."))

    def tell(self, batch: ImportBatch, counts: dict[str, int]) -> None:
        words = _(
            "Rows: %(all)d. New: %(new)d. Changes: %(update)d. As they are: %(unchanged)d. Errors: %(error)d. With questions: %(asks)d."  # noqa: E501 – one sentence
        )
        self.stdout.write(words % counts)
        for note in sorted(batch.notes, key=lambda note: GRAVEST_FIRST.index(note["severity"]))[:SHOWN]:
            where = f"{note['sheet']} " if note.get("sheet") else ""
            where += _("row %(row)d") % {"row": note["row"]} if note.get("row") else ""
            self.stdout.write(f"  {where.strip()}{_colon()}{_said(note)}" if where else f"  {_said(note)}")
        self.tell_more(len(batch.notes))
        for rows, key in (
            (queries.rows_with_errors(batch), "errors"),
            (queries.rows_with_questions(batch), "questions"),
        ):
            for row in rows[:SHOWN]:
                where = _("row %(row)d") % {"row": row.row}
                sheet = f"{row.sheet} " if row.sheet else ""
                self.stdout.write(f"  {sheet}{where}{_colon()}{' '.join(_said(one) for one in getattr(row, key))}")
            self.tell_more(rows.count())

    def tell_more(self, count: int) -> None:
        """That of so many things only the first were told."""
        if count > SHOWN:
            self.stdout.write(_("  … and %(n)d more; the page of the import shows all") % {"n": count - SHOWN})

    def conclude(self, batch: ImportBatch, counts: dict[str, int], *, applied: bool) -> None:
        address = f"/imports/{batch.pk}/"
        if applied and batch.state == ImportState.APPLIED:
            words = _("Taken over: %(written)d. Not taken over: %(left)d. To look at it or revert it: %(address)s")
            left = counts["all"] - counts["written"]
            self.stdout.write(words % {"written": counts["written"], "left": left, "address": address})
            if not counts["written"]:
                raise CommandError(_("No row was taken over."))
            return
        if not counts["take"]:
            raise CommandError(
                _("There is nothing to take over. Rows with questions are decided here: %(address)s")
                % {"address": address}
            )
        words = _("Would be taken over: %(take)d. Nothing was written. Add --apply, or decide here: %(address)s")
        self.stdout.write(words % {"take": counts["take"], "address": address})


def _said(note: dict[str, Any]) -> str:
    texts = note.get("texts") or note.get("text") or {}
    language = get_language() or "en"
    said = texts.get(language) or texts.get(language.split("-")[0]) or next(iter(texts.values()), note.get("code", ""))
    column = note.get("column") or note.get("field") or ""
    return f"{column}{_colon()}{said}" if column else str(said)


def _colon() -> str:
    return pgettext("between a field and its error", ": ")


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
