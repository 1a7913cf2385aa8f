"""A plan of who is posted where, computed under all limits, changed by hand and released to both sides."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.models import Job
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.postings.call import PostingCall
from duijie.programmes.models.postings.need import PostingNeed
from duijie.programmes.models.postings.posting import Posting
from duijie.programmes.models.recognition import Certificate
from duijie.programmes.posting_states import PostingPlanState
from duijie.registry.models.area import lies_in


class PostingPlanQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The plans of programmes of one's areas."""
        held = holding(user, Permission.POSTING_MAKE)
        reached = Q(pk__in=())
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "call__round__programme__area")
        return self.filter(reached)


class PostingPlan(models.Model):
    """``result`` holds the totals, how long it took, and what the check found; ``generation`` is of its pairs."""

    call = models.ForeignKey(
        PostingCall, on_delete=models.CASCADE, related_name="plans", verbose_name=_("call for postings")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PostingPlanState.choices, default=PostingPlanState.DRAFTED
    )
    seconds = models.PositiveSmallIntegerField(
        _("seconds to compute"), default=60, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    generation = models.PositiveBigIntegerField(default=0)
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    result = models.JSONField(_("result"), default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = PostingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting plan")
        verbose_name_plural = _("posting plans")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.call} · {self.pk}"

    @property
    def place(self) -> Place:
        return self.call.place


class PostingPair(models.Model):
    """A need and somebody who may be posted for it. ``is_by_hand``: chosen, or taken out, by a person. ``left_out``:
    the code of the limit that kept it from being posted when the plan was released."""

    plan = models.ForeignKey(PostingPlan, on_delete=models.CASCADE, related_name="pairs")
    generation = models.PositiveBigIntegerField()
    need = models.ForeignKey(PostingNeed, on_delete=models.PROTECT, related_name="+", verbose_name=_("need"))
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="+", verbose_name=_("certificate")
    )
    score = models.FloatField(_("fit"))
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    is_chosen = models.BooleanField(_("in the plan"), default=False)
    is_by_hand = models.BooleanField(_("changed by hand"), default=False)
    left_out = models.CharField(_("left out at the release, why"), max_length=20, blank=True)
    posting = models.ForeignKey(
        Posting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("posting")
    )

    class Meta:
        verbose_name = _("pair of a posting plan")
        verbose_name_plural = _("pairs of posting plans")
        ordering = ["need", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "generation", "need", "certificate"], name="posting_pair_once")
        ]
        indexes = [models.Index(fields=["plan", "generation", "is_chosen"], name="posting_pair_chosen")]

    def __str__(self) -> str:
        return f"{self.need_id} × {self.certificate_id}"
