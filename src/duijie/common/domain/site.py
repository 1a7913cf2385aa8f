"""Changing the names of the site. Reading them is ``common.site.current``."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.common.domain import audit
from duijie.common.images import read_picture
from duijie.common.lines import one_line
from duijie.common.models import SiteLogo, SiteSettings
from duijie.common.site import AS_SHIPPED, NAMES, PRESETS
from duijie.common.transactions import in_transaction

MEANWHILE = _("Somebody else has changed the names meanwhile. Look at what they say now, then save again.")


def latest() -> SiteSettings | None:
    """The row in force; None where everything is as shipped from the start."""
    found: SiteSettings | None = SiteSettings.objects.select_related("logo", "saved_by").order_by("-pk").first()
    return found


def name_site(*, values: Mapping[str, str], by: Any, seen: int | None = None, reason: str = "") -> SiteSettings:
    """Change the names in ``values``; the others stay. ``by`` is None only on the server's command line.

    ``seen`` is the number of the row that was looked at, 0 for none. Raises ``ValidationError``, with the code
    ``stale`` when it is no longer the one in force.
    """
    unknown = set(values) - set(NAMES)
    if unknown:
        raise TypeError(f"{', '.join(sorted(unknown))}: a site has {', '.join(NAMES)}")
    return _save("site.edit", by=by, seen=seen, reason=reason, changes=values)


def choose_preset(*, key: str, by: Any) -> SiteSettings:
    """All names as a kind of organisation usually has them; the logo stays. ``KeyError`` for an unknown one."""
    return _save("site.preset", by=by, changes=PRESETS[key].names)


def reset_site(*, by: Any) -> SiteSettings:
    """Everything as shipped, without a logo."""
    return _save("site.reset", by=by, changes={**AS_SHIPPED, "logo": None})


def bring_back(*, pk: int, by: Any) -> SiteSettings:
    """The names and the logo of an earlier row again. Raises ``DoesNotExist``."""
    _require(by)
    row = SiteSettings.objects.select_related("logo").get(pk=pk)
    return _save("site.restore", by=by, changes={name: getattr(row, name) for name in (*NAMES, "logo")})


def set_logo(*, content: bytes, by: Any) -> SiteSettings:
    """Show this picture beside the name; raises ``ValidationError`` for what is no plain picture."""
    _require(by)
    picture = read_picture(content)
    digest = hashlib.sha256(picture.content).hexdigest()
    logo, _made = SiteLogo.objects.get_or_create(
        digest=digest,
        defaults={
            "media_type": picture.media_type, "width": picture.width, "height": picture.height,
            "content": picture.content,
        },
    )  # fmt: skip
    return _save("site.logo", by=by, changes={"logo": logo})


def remove_logo(*, by: Any) -> SiteSettings:
    """The program's own sign again."""
    return _save("site.logo", by=by, changes={"logo": None})


@in_transaction
def _save(verb: str, *, by: Any, changes: Mapping[str, Any], seen: int | None = None, reason: str = "") -> SiteSettings:
    _require(by)
    before = latest()
    if seen is not None and seen != (before.pk if before else 0):
        raise ValidationError(MEANWHILE, code="stale")
    old = {name: getattr(before, name) if before else AS_SHIPPED[name] for name in NAMES}
    old_logo = before.logo if before else None
    tidied = {name: one_line(str(changes.get(name, old[name]))) for name in NAMES}
    row = SiteSettings(
        **tidied, logo=changes.get("logo", old_logo), saved_by=by, reason=reason.strip()[:200], previous=before,
        first=None if before else True,
    )  # fmt: skip
    changed = {name: [old[name], tidied[name]] for name in NAMES if old[name] != tidied[name]}
    if row.logo != old_logo:
        changed["logo"] = [str(old_logo or ""), str(row.logo or "")]
    if not changed and before is not None:
        return before
    row.full_clean(exclude=["previous", "first", "saved_by"])
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # two who saved at once: each row is followed by one
        raise ValidationError(MEANWHILE, code="stale") from error
    audit.record(by=by, verb=verb, target=row, detail={"changed": changed, "reason": row.reason})
    return row


def _require(by: Any) -> None:
    if by is not None and not by.has_perm("site.edit"):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
