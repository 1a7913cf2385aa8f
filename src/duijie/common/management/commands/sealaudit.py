"""``duijie sealaudit``: seal the audit now; the worker does it every hour."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common.domain.seals import seal_audit
from duijie.common.speaking import SpeakingCommand


class Command(SpeakingCommand):
    """Seal what was written since the last seal."""

    help = gettext_noop("Seal the audit entries written since the last seal.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Sealed entries: %(count)d") % {"count": seal_audit()})
