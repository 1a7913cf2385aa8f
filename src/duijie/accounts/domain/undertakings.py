"""Publishing the text of the confidentiality undertaking, and signing it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import forget_grants, require
from duijie.accounts.domain.queries.undertakings import shipped
from duijie.accounts.models import Undertaking, UndertakingSignature
from duijie.accounts.permissions import Permission
from duijie.common import clock, facts
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction

MOST = 20_000


@in_transaction
def publish_undertaking(*, text: str, text_en: str = "", by: Any) -> Undertaking:
    """A new version, in force at once: whoever signs for a role signs it anew. ``by`` is None only for the demo.

    Raises ``PermissionDenied``; ``ValidationError`` by field, code ``same`` where nothing is new.
    """
    if by is not None:
        require(by, Permission.UNDERTAKING_EDIT)
    text, text_en = (one.replace("\0", "").replace("\r\n", "\n").strip() for one in (text, text_en))
    if not text:
        raise ValidationError({"text": [ValidationError(_("Write the text."), code="required")]})
    if max(len(text), len(text_en)) > MOST:
        raise ValidationError({"text": [ValidationError(_("At most 20,000 characters."), code="too-long")]})
    newest = _newest()
    if (newest.text, newest.text_en) == (text, text_en):
        raise ValidationError({"text": [ValidationError(_("This is the text in force already."), code="same")]})
    version = newest.version + 1
    try:
        with transaction.atomic():
            made = Undertaking.objects.create(
                version=version, text=text, text_en=text_en, published_by=by, published_at=clock.now()
            )
    except IntegrityError as error:
        raise ValidationError(_("Somebody published a version just now. Look at it first."), code="stale") from error
    audit.record(by=by, verb="undertaking.publish", target=made, detail={"version": version})
    return made


@in_transaction
def sign_undertaking(*, undertaking: Undertaking, name: str, by: Any) -> UndertakingSignature:
    """``by`` signs with the full name of the account. Signing it again changes nothing.

    Raises ``ValidationError`` with code ``old`` for a version that is not in force, ``name`` for another name.
    """
    newest = _newest()
    if newest.version != undertaking.version:
        raise ValidationError(_("There is a newer text. Read that one."), code="old")
    if "".join(name.split()) != "".join(str(by).split()):
        words = _("Type your full name as it stands in your account: %(name)s.")
        raise ValidationError({"name": [ValidationError(words, code="name", params={"name": by})]})
    signed, is_new = UndertakingSignature.objects.get_or_create(
        user=by, undertaking=newest,
        defaults={"name": str(by), "signed_at": clock.now(), "ip": facts.current().ip},
    )  # fmt: skip
    if is_new:
        audit.record(by=by, verb="undertaking.sign", target=newest, detail={"version": newest.version})
    forget_grants(by)
    return signed


def _newest() -> Undertaking:
    """The version in force, locked; the shipped one is stored now, so that what was signed can be read for ever."""
    found = Undertaking.objects.select_for_update().order_by("-version").first()
    if found is None:
        text = shipped()
        values = {"text": text.text, "text_en": text.text_en, "published_at": clock.now()}
        found, _made = Undertaking.objects.get_or_create(version=text.version, defaults=values)
    return found
