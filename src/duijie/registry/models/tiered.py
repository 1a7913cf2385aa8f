"""Records that are disclosed in tiers: a public summary, the whole for all who have signed in, or after the owner's
consent. What only those see who reach the record – contact data, inner parts, comments, files – is in none of them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.registry.models.access_request import granted_numbers
from duijie.registry.models.record import Disclosure, Record


class TieredRecord(Record):
    """``public_title`` and ``public_summary`` are for everybody; whether they name the owner, it says itself."""

    disclosure = models.CharField(
        _("who may see it"), max_length=12, choices=Disclosure.choices, default=Disclosure.REGISTERED
    )
    public_title = models.CharField(_("public title"), max_length=120, blank=True)
    public_summary = models.TextField(_("public summary"), blank=True)
    names_owner = models.BooleanField(_("the public summary names the owner"), default=False)

    class Meta:
        abstract = True

    @classmethod
    def granted(cls, user: Any) -> Q:
        numbers = granted_numbers(user, cls.noun)
        return cls.is_by_consent() & Q(pk__in=numbers) if numbers else Q()

    @classmethod
    def is_by_consent(cls) -> Q:
        """The rows that are seen whole after the owner's consent."""
        return Q(disclosure=Disclosure.CONSENT, archived_at=None)

    @property
    def is_by_consent_now(self) -> bool:
        """``is_by_consent`` for this row."""
        return self.disclosure == Disclosure.CONSENT and self.archived_at is None

    @classmethod
    def has_summary(cls) -> Q:
        """The rows whose public summary everybody may read."""
        return Q(disclosure__in=[Disclosure.CONSENT, Disclosure.REGISTERED], archived_at=None) & ~Q(public_summary="")

    @property
    def shows_summary(self) -> bool:
        """``has_summary`` for this row."""
        return self.disclosure != Disclosure.INTERNAL and self.archived_at is None and bool(self.public_summary)

    @property
    def public_name(self) -> str:
        """What it is called where only the summary is seen."""
        if self.shows_summary and self.public_title:
            return self.public_title
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def public_owner(self) -> str:
        """The owner's name, where the summary tells it."""
        return self.owner_name if self.shows_summary and self.names_owner else ""
