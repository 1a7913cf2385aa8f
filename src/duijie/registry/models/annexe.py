"""What people hang on a record of any register: comments, attachments; and the views of lists that they keep."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet


class AnnexeQuerySet(ScopedQuerySet):
    """Whoever sees the record sees what hangs on it; the record is found first (``queries.annexes``)."""

    def of(self, register: str, record: int) -> Self:
        return self.filter(register=register, record=record, removed_at=None)


class Annexe(models.Model):
    """``register`` is the noun of a register – an expert is a person, whichever list shows the row –, ``record`` the
    number of the row."""

    register = models.CharField(_("register"), max_length=20)
    record = models.PositiveBigIntegerField(_("record"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    at = models.DateTimeField(_("added at"), default=clock.now)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = AnnexeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]


class Comment(Annexe):
    """A remark of a colleague. It can be taken back and is then kept for the audit only."""

    text = models.TextField(_("comment"), max_length=4000)

    class Meta(Annexe.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["register", "record"], name="comment_of_record")]

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(Annexe):
    """A file. ``stored`` is its name below the data folder; ``name`` what people called it."""

    name = models.CharField(_("file name"), max_length=120)
    stored = models.CharField(_("stored as"), max_length=200)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta(Annexe.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["register", "record"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.name


class SavedViewQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SavedView(models.Model):
    """Filters, columns and order of a list under a name: the query of its address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views", verbose_name=_("account")
    )
    register = models.CharField(_("register"), max_length=20)
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(_("query"), max_length=2000, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "register", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
