"""``duijie verifyaudit``: is the audit as it was written? Prints the last seal, to be kept outside the database."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common.domain.seals import verify_chain
from duijie.common.speaking import SpeakingCommand


class Command(SpeakingCommand):
    """Compute the chain of seals again; exit status 1 when it does not fit."""

    help = gettext_noop("Check that no audit entry was changed, removed or inserted since it was sealed.")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_chain()
        if verdict.broken:
            raise CommandError(_("The audit was tampered with: %(where)s") % {"where": verdict.broken})
        words = _("In order. Entries: %(entries)d, seals: %(seals)d, not sealed yet: %(unsealed)d. Last seal: %(last)s")
        self.stdout.write(
            words
            % {
                "entries": verdict.entries,
                "seals": verdict.seals,
                "unsealed": verdict.unsealed,
                "last": verdict.last,
            }
        )
