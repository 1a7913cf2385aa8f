"""Mails to those who filed something, in the language they filed it in. Who named no address looks at the receipt."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from duijie.common import site
from duijie.demands.domain.queries.filings import find_addressed
from duijie.demands.models import FilingState

TOPIC = "filing.mail"


def tell(pk: int, state: str) -> None:
    """One mail about ``state``; the Message-ID is the same when it goes out twice. Names nobody but the applicant."""
    filing = find_addressed(pk)
    if filing is None or (state != filing.state and state != FilingState.WAITING):
        return
    with translation.override(filing.language or settings.LANGUAGE_CODE):
        words = {"number": filing.number, "state": FilingState(state).label, "reason": filing.reason}
        subject = _("%(number)s: %(state)s") % words
        text = _("Your filing %(number)s: %(state)s.") % words
        if state == FilingState.REFUSED:
            text += "\n" + _("Reason: %(reason)s") % words
        if state == FilingState.ACCEPTED and filing.account_id is not None:
            text += "\n" + _("The office of your area hands over the login name and the one-time password.")
    sender = site.current().sender(settings.DEFAULT_FROM_EMAIL)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    digest = salted_hmac(TOPIC, f"{pk}:{state}:{filing.decided_at}").hexdigest()
    headers = {"Message-ID": f"<{digest}@{domain}>"}
    EmailMessage(" ".join(subject.split()), text, sender, [filing.email], headers=headers).send()
