"""Guarding forms that anybody may send: a signed token with a least and a longest age, and a limit of sendings in the
database, so that it holds for all processes."""

import secrets
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.models import PublicTry

SALT = "duijie.public_form"
LEAST_AGE = timedelta(seconds=3)  # nobody fills a form in faster
LONGEST_AGE = timedelta(hours=12)
WINDOW = timedelta(days=1)


def make_token(purpose: str) -> str:
    """A token for one showing of a form, with a number of its own."""
    made = clock.now().timestamp()
    return signing.dumps({"for": purpose, "at": made, "number": secrets.token_hex(16)}, salt=SALT)


def read_token(token: str, purpose: str) -> str:
    """The number of the form that was sent. Raises ``ValidationError`` (codes ``token``, ``fast``, ``old``)."""
    try:
        said = signing.loads(token, salt=SALT)
        made, number = float(said["at"]), str(said["number"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        said, made, number = {}, 0.0, ""
    if said.get("for") != purpose:
        raise ValidationError(_("This form is not one of ours. Open the page anew."), code="token")
    age = clock.now().timestamp() - made
    if age < LEAST_AGE.total_seconds():
        raise ValidationError(_("That was very fast. Look over what you wrote, then send it."), code="fast")
    if age > LONGEST_AGE.total_seconds():
        raise ValidationError(_("The page was open too long. Send it once more."), code="old")
    return number


def count_try(kind: str, value: str, *, most: int) -> None:
    """Count a sending by ``value`` (an address, a code). Raises ``ValidationError`` (code ``often``) beyond ``most`` a
    day. Called in a transaction of its own: what is refused later counts too."""
    note_try(kind, value)
    if tries_of(kind, value) > most:
        raise ValidationError(_("Too much was sent today. Try again tomorrow, or call the office."), code="often")


def note_try(kind: str, value: str) -> None:
    """One more, nothing refused."""
    PublicTry.objects.create(key=_key(kind, value), at=clock.now())


def tries_of(kind: str, value: str, *, within: timedelta = WINDOW) -> int:
    """How many there were ``within`` a time, a day at most."""
    return PublicTry.objects.filter(key=_key(kind, value), at__gt=clock.now() - within).count()


def _key(kind: str, value: str) -> str:
    return salted_hmac(SALT, f"{kind}:{value}", algorithm="sha256").hexdigest()


def forget_tries() -> int:
    """What is older than the window. Returns how many."""
    return PublicTry.objects.filter(at__lte=clock.now() - WINDOW).delete()[0]
