"""Words for what is done about external platforms, in the audit."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EXCHANGE_VERBS: dict[str, Any] = {
    "add": _("added an external platform"),
    "edit": _("changed an external platform"),
    "template": _("changed the template of an external platform"),
    "archive": _("archived an external platform"),
    "restore": _("restored an external platform"),
    "start": _("began to hand demands over"),
    "export": _("handed demands over to an external platform"),
    "revert": _("took back that demands were handed over"),
    "download": _("downloaded a file for an external platform"),
    "list": _("exported the numbers at external platforms"),
}
