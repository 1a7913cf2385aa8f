"""Agreements (协议) of a posting: two or three parties, the signed scan, days, number, and what becomes of them."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.postings.call import PostingCall
from duijie.programmes.models.postings.posting import Posting
from duijie.programmes.posting_states import LIVING_AGREEMENT, AgreementState, Party
from duijie.registry.models import Area
from duijie.registry.models.area import lies_in


class AgreementTemplateQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of one's areas and of the areas above."""
        held = holding(user, Permission.AGREEMENT_EDIT)
        reached = Q(pk__in=())
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "area") | Q(
                    area__path__in=[grant.path[: at + 1] for at, one in enumerate(grant.path) if one == "/"]
                )
        return self.filter(reached)


class AgreementTemplate(models.Model):
    """A Word document of an area into which agreements are written; the shipped ones are files, not rows."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    name = models.CharField(_("name"), max_length=80)
    stored = models.CharField(max_length=200)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    at = models.DateTimeField(_("added at"), default=clock.now)

    objects = AgreementTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of agreements")
        verbose_name_plural = _("templates of agreements")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"], condition=Q(archived_at=None), name="agreement_template_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return self.area.place


class SigningMeeting(models.Model):
    """A meeting at which several agreements are signed."""

    call = models.ForeignKey(
        PostingCall, on_delete=models.PROTECT, related_name="signings", verbose_name=_("call for postings")
    )
    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("held on"))
    venue = models.CharField(_("place of the meeting"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"), default=clock.now)

    class Meta:
        verbose_name = _("signing meeting")
        verbose_name_plural = _("signing meetings")
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        return self.call.place


class AgreementQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """With the postings that one sees."""
        return self.filter(posting__in=Posting.objects.visible_to(user).order_by().values("pk"))


class Agreement(models.Model):
    """``parties`` are keys of ``Party`` with commas. ``number`` is given when it is filed, never twice. ``extends`` and
    ``replaces`` name the agreement before it. ``template`` none: the shipped one in ``language``."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("posting"))
    parties = models.CharField(_("parties"), max_length=40)
    template = models.ForeignKey(
        AgreementTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("template"),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    tasks = models.TextField(_("tasks agreed"), blank=True, max_length=4000)
    from_on = models.DateField(pgettext_lazy("day", "from"))
    to_on = models.DateField(pgettext_lazy("day", "to"))
    state = models.CharField(_("state"), max_length=10, choices=AgreementState.choices, default=AgreementState.DRAFT)
    number = models.CharField(_("number of the agreement"), max_length=60, unique=True, null=True, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    scan = models.CharField(max_length=200, blank=True)
    scan_name = models.CharField(_("signed scan"), max_length=120, blank=True)
    scan_size = models.PositiveIntegerField(null=True, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    meeting = models.ForeignKey(
        SigningMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements",
        verbose_name=_("signing meeting"),
    )  # fmt: skip
    extends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="extended_by", verbose_name=_("extends")
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn up by")
    )
    created_at = models.DateTimeField(_("drawn up at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="agreement_ends_later"),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.FILED)
                | (Q(number__isnull=False, filed_on__isnull=False) & ~Q(scan="")),
                name="agreement_filed_whole",
            ),
            models.UniqueConstraint(
                fields=["posting"], condition=Q(state__in=sorted({AgreementState.DRAFT, AgreementState.SIGNED})),
                name="agreement_one_being_signed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or f"{self.posting_id}"

    @property
    def audit_label(self) -> str:
        """What the audit calls it: no name that may have to be erased."""
        return f"agreement {self.number or self.pk}"

    @property
    def place(self) -> Place:
        return self.posting.place

    @property
    def party_list(self) -> list[Party]:
        return [Party(one) for one in self.parties.split(",") if one]

    @property
    def is_living(self) -> bool:
        return self.state in LIVING_AGREEMENT


class AgreementSignature(models.Model):
    """A party has signed, in person or by its seal."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="signatures", verbose_name=_("agreement")
    )
    party = models.CharField(_("party"), max_length=14, choices=Party.choices)
    signed_on = models.DateField(_("signed on"))
    signer = models.CharField(_("signed by"), max_length=60, blank=True)
    number = models.PositiveSmallIntegerField(
        _("order"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"), default=clock.now)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="agreement_party_signs_once")]

    def __str__(self) -> str:
        return str(self.get_party_display())
