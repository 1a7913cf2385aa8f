"""Which office speaks in a programme: what its papers are signed with."""

from django.utils.translation import gettext as _

from duijie.common import site
from duijie.programmes.models import Programme, Recognition


def office_of(programme: Programme) -> str:
    """The name of the office in the language of now, such as 云溪市科学技术局.

    Its department, else the organisation behind the site, each with the area before it unless the name has it already.
    Where neither is set it is whoever issued the last recognition of the programme, and at last the area. ``area`` and
    ``department`` must be loaded.
    """
    area = programme.area.shown_name
    office = programme.department.shown_name if programme.department is not None else site.current().owner
    if not office:
        last = Recognition.objects.filter(round__programme=programme).order_by("-issued_on", "-pk").first()
        return last.issuer if last is not None else area
    names = {area, programme.area.name, programme.area.name_en} - {""}
    if any(one in office for one in names):
        return office
    return _("%(office)s of %(area)s") % {"office": office, "area": area}
