"""What persons ask about their data, and persons of the register whose data is kept without being used."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.models.area import Area, lies_in
from duijie.registry.models.person import Person
from duijie.registry.personal_states import Outcome, RequestKind, RequestState


class PersonalRequestQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, those one entered for a person, and those on which one decides: of persons and contacts of one's
        areas, and – for whoever keeps accounts everywhere – of accounts without a person."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        parts = [Q(account=user), Q(by=user)]
        for grant in holding(user, Permission.PERSONAL_DECIDE):
            if grant.reach is Reach.EVERYWHERE:
                parts.append(Q(person=None, area=None))
            elif grant.path:
                parts.append(lies_in(grant.path, "person__area", "person__zone", "area"))
        return self.filter(reduce(or_, parts))


class PersonalRequest(models.Model):
    """``account`` and ``person`` are whose data it is about, ``by`` who entered it. For somebody who is neither,
    ``contact_…`` say who it is and ``area`` where to look, ``corrected`` what is right; they go with the data.

    ``file`` is the copy below the data folder, until ``file_until``.
    """

    kind = models.CharField(_("what is asked"), max_length=12, choices=RequestKind.choices)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="personal_requests",
        verbose_name=_("account"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="personal_requests",
        verbose_name=_("person"),
    )  # fmt: skip
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    contact_name = models.CharField(_("name of the contact person"), max_length=60, blank=True)
    contact_phone = models.CharField(_("phone of the contact person"), max_length=40, blank=True)
    contact_email = models.CharField(_("e-mail of the contact person"), max_length=254, blank=True)
    contact_unit = models.CharField(_("unit of the contact person"), max_length=120, blank=True)
    corrected = models.JSONField(_("as it should be"), default=dict, blank=True)
    words = models.CharField(_("what it is about"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=RequestState.choices, default=RequestState.ASKED)
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    due_on = models.DateField(_("answer due on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    outcome = models.CharField(_("what was done"), max_length=12, choices=Outcome.choices, blank=True)
    file = models.CharField(max_length=200, blank=True, editable=False)
    file_until = models.DateTimeField(_("copy kept until"), null=True, blank=True)

    objects = PersonalRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="personal_request_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_about_contact(self) -> bool:
        """Whether it is about somebody who has neither an account nor a record."""
        return self.area_id is not None


class Restriction(models.Model):
    """The data of this person is kept and used for nothing: no list, page, search, match or export has it.

    ``archived``: the record was archived by the restriction, and comes back with its end.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="restriction")
    request = models.ForeignKey(PersonalRequest, on_delete=models.PROTECT, related_name="+")
    archived = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")

    def __str__(self) -> str:
        return str(self.person_id)
