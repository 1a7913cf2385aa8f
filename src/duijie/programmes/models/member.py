"""Members of a team that applies, as records: who they are in the register, so that nobody sits in two teams unseen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.programmes.models.application import Application
from duijie.registry.models import Organisation, Person


class ApplicationMember(models.Model):
    """A further member beside ``application.person``, who leads; from the table of members in the form. ``person`` is
    empty where the register does not know the name, or knows it more than once."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="members", verbose_name=_("application")
    )
    place = models.PositiveSmallIntegerField(_("place in the list"))
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("professional title"), max_length=60, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships_applied",
        verbose_name=_("person"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="members_applied",
        verbose_name=_("unit"),
    )  # fmt: skip
    organisation_name = models.CharField(_("unit as written"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("member of a team that applies")
        verbose_name_plural = _("members of teams that apply")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["application", "place"], name="application_member_once")]

    def __str__(self) -> str:
        return self.name
