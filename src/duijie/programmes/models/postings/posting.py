"""Postings (选派): somebody recognised in a round serves a host unit from a day to a day."""

from typing import Any, Self

from django.conf import settings
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
from duijie.programmes.models.postings.need import PostingNeed
from duijie.programmes.models.recognition import Certificate
from duijie.programmes.posting_states import LIVING_POSTING, SERVING, TAKES_LOGS, PostingState
from duijie.registry.models import Organisation, Person
from duijie.registry.models.area import lies_in


class PostingKind(models.TextChoices):
    PERSON = "person", pgettext_lazy("who is posted", "person")
    TEAM = "team", pgettext_lazy("who is posted", "team")
    INSTITUTION = "institution", pgettext_lazy("who is posted", "institution")


class PostingQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; those at and from one's organisation; those of one's areas: of the host, or of the programme."""
        held = holding(user, Permission.POSTING_VIEW)
        if not held:
            return self.none()
        own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
        people = PostingPerson.objects.filter(person__account=user).order_by().values("posting")
        reached = Q(host__in=own) | Q(home__in=own) | Q(person__account=user) | Q(pk__in=people)
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "host__area", "host__zone", "call__round__programme__area")
        return self.filter(reached)

    def serving(self) -> Self:
        """Those for which work is done."""
        return self.filter(state__in=SERVING)

    def taking_logs(self) -> Self:
        """Those for which days of the term are logged: serving, or over and not closed yet."""
        return self.filter(state__in=TAKES_LOGS)


class Posting(models.Model):
    """Who: the ``certificate`` of a round (a person, a team or an institution), with ``person`` where it is one person
    and with all who take part in ``people``. From ``home`` to ``host``; days are inclusive.

    ``slot`` is a place among the firms that the person (team, institution) may serve, from 1; ``host_slot`` one among
    those whom the host may have. The constraints on both carry the race. ``follows``: the posting that was handed over;
    ``handover``: to whom, and which open cases. ``warned_of``: the last day of which both sides were told before.
    """

    call = models.ForeignKey(
        PostingCall, on_delete=models.PROTECT, related_name="postings", verbose_name=_("call for postings")
    )
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="postings", verbose_name=_("certificate")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PostingKind.choices, default=PostingKind.PERSON)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="postings", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=60)
    home = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="postings_from", verbose_name=_("home unit")
    )
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="postings_at", verbose_name=_("host unit")
    )
    need = models.ForeignKey(
        PostingNeed, on_delete=models.PROTECT, null=True, blank=True, related_name="postings", verbose_name=_("need")
    )
    role = models.CharField(_("role"), max_length=60, blank=True)
    from_on = models.DateField(pgettext_lazy("day", "from"))
    to_on = models.DateField(pgettext_lazy("day", "to"))
    state = models.CharField(_("state"), max_length=20, choices=PostingState.choices, default=PostingState.MATCHED)
    person_agreed_at = models.DateTimeField(_("agreed by the person"), null=True, blank=True)
    host_agreed_at = models.DateTimeField(_("agreed by the host unit"), null=True, blank=True)
    score = models.FloatField(_("fit"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by",
        verbose_name=_("takes over from"),
    )  # fmt: skip
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    warned_of = models.DateField(null=True, blank=True, editable=False)
    handover = models.JSONField(_("handed over"), default=dict, blank=True)
    slot = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    host_slot = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="posting_list"),
            models.Index(fields=["host", "state"], name="posting_host"),
            models.Index(fields=["call", "state"], name="posting_call"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="posting_ends_later"),
            models.UniqueConstraint(
                fields=["certificate", "host"], condition=Q(state__in=sorted(LIVING_POSTING)), name="posting_once"
            ),
            models.UniqueConstraint(
                fields=["person", "slot"], condition=Q(state__in=sorted(LIVING_POSTING)), name="posting_person_slot"
            ),
            models.UniqueConstraint(
                fields=["certificate", "slot"], condition=Q(state__in=sorted(LIVING_POSTING)),
                name="posting_certificate_slot",
            ),
            models.UniqueConstraint(
                fields=["call", "host", "host_slot"], condition=Q(state__in=sorted(LIVING_POSTING)),
                name="posting_host_slot",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(LIVING_POSTING)) | Q(slot__gte=1, host_slot__gte=1),
                name="posting_has_slots",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.home_id} → {self.host_id} · {self.from_on}"

    @property
    def audit_label(self) -> str:
        """What the audit calls it, which is never changed: no name that may have to be erased."""
        return f"posting {self.pk}"

    @property
    def place(self) -> Place:
        """Of the host, the home unit and the programme; ``host__area``, ``host__zone`` and the programme's area must be
        loaded."""
        return Place(
            paths=(*self.host.place.paths, self.call.round.programme.area.path),
            organisations=(self.host_id, self.home_id),
        )

    @property
    def is_serving(self) -> bool:
        return self.state in SERVING

    @property
    def takes_logs(self) -> bool:
        return self.state in TAKES_LOGS


class PostingPerson(models.Model):
    """Somebody who takes part in a posting: the person posted, or each of a team. ``is_leader`` leads the team."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="people", verbose_name=_("posting"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="posting_seats", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=60)
    is_leader = models.BooleanField(_("leads"), default=False)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)

    class Meta:
        verbose_name = _("person of a posting")
        verbose_name_plural = _("persons of a posting")
        ordering = ["-is_leader", "pk"]

    def __str__(self) -> str:
        return self.name
