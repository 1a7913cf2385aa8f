"""What keeps somebody from being posted at a host: owners, places, terms, stations. Read anew for each posting."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.common import clock
from duijie.common.listing import listed
from duijie.programmes.conditions.tree import comparisons_in
from duijie.programmes.domain.condition_subjects import conditions_of
from duijie.programmes.domain.hosts import names_host
from duijie.programmes.domain.postings.slots import LimitReachedError, free_slot
from duijie.programmes.domain.postings.taken import Seats, SeatsNow, people_in
from duijie.programmes.domain.seats import hold_academicians, seat_key, stations_held, teams_held
from duijie.programmes.forms.reading import read_form
from duijie.programmes.models import Application, Certificate, Posting, PostingCall, Round
from duijie.programmes.states import CertificateState
from duijie.registry.models import Organisation, Person

OWNS = "person.owns_host"
ACADEMICIAN = "person.academician"


def refuse_late(call: PostingCall) -> None:
    if not call.takes_postings:
        words = _("People were posted until %(day)s.")
        raise ValidationError(words, code="late", params={"day": call.post_until})


def refuse_unfit_certificate(call: PostingCall, certificate: Certificate, *, from_on: date, to_on: date) -> None:
    """Of this round, not suspended or revoked, and in its term on the first day."""
    if certificate.recognition.round_id != call.round_id:
        raise ValidationError(_("This certificate is of another round."), code="certificate")
    if certificate.state != CertificateState.ACTIVE:
        words = _("This certificate is “%(state)s”.")
        raise ValidationError(words, code="certificate", params={"state": certificate.get_state_display()})
    if not certificate.from_on <= from_on <= certificate.to_on or to_on > certificate.to_on:
        words = _("The certificate is valid from %(first)s to %(last)s; the posting must lie within.")
        params = {"first": certificate.from_on, "last": certificate.to_on}
        raise ValidationError({"to_on": [ValidationError(words, code="term", params=params)]})


def refuse_owner(
    call: PostingCall,
    application: Application,
    host: Organisation,
    *,
    people: Iterable[int],
    seats: Seats | None = None,
) -> None:
    """Nobody serves a firm that they, or their home unit, founded or own part of; where the call says so."""
    if call.no_owners and owns(application, host, people=people, seats=seats):
        words = _("%(name)s or the home unit owns part of “%(firm)s”, and cannot be posted there.")
        raise LimitReachedError(words, code="owner", params={"name": application.name, "firm": host.name})


def owns(
    application: Application, host: Organisation, *, people: Iterable[int] = (), seats: Seats | None = None
) -> bool:
    """By what an office noted, and by what the application says of the host that it names."""
    noted = (seats or SeatsNow()).is_noted_owner(
        firm=host.pk, people=people_in(application, people), unit=application.organisation_id
    )
    return application.organisation_id == host.pk or noted or says_to_own(application, host)


def says_to_own(application: Application, host: Organisation) -> bool:
    """Whether the form says so, and names this firm as the host or none."""
    field = stated_field(application.round, OWNS)
    if field is None or application.answers.get(field) is not True:
        return False
    return names_host(application.answers, number=host.pk, name=host.name, uscc=host.uscc)


def stated_field(round: Round, fact: str) -> str | None:  # noqa: A002 – the noun
    """The field of the round's form that states ``fact``."""
    form = round.rules_in_force["form"]
    read = round.__dict__.get("_stated")
    if read is None or read[0] is not form:
        read = round.__dict__["_stated"] = form, read_form(form).stated()  # a form is long, a plan asks for each pair
    found: str | None = read[1].get(fact)
    return found


def academician_of(application: Application) -> str:
    """``serving``, ``retired`` or ``none``, as the application says."""
    field = stated_field(application.round, ACADEMICIAN)
    return str(application.answers.get(field) or "none") if field is not None else "none"


def firms_allowed(call: PostingCall, application: Application) -> tuple[int, str]:
    """How many hosts somebody may have, and the code of that limit. Whoever is posted to stations as an academician
    may have fewer: they are counted over all of them."""
    most = stations_allowed(call, application)
    if most is not None and most < call.firms_most:
        return most, "academician"
    return call.firms_most, "person_full"


def refuse_second_team(application: Application, *, people: Iterable[int], since: date) -> None:
    """Nobody sits in two teams, where the conditions of the round say so: whoever leads, was named in the application
    or takes part; ``people`` are held. Teams that are over before ``since`` do not count."""
    if application.round.rules_in_force["subject"] != "team" or not _asks(application.round, "team.shared"):
        return
    team = {*people, *members_of(application)}
    held = teams_held(team, since=since, but_application=application)
    if held:
        names = Person.objects.filter(pk__in=held).order_by("pk").values_list("name", flat=True)
        words = _("In another team already: %(names)s.")
        raise LimitReachedError(words, code="team", params={"names": listed(names)})


def members_of(application: Application) -> set[int]:
    """Numbers of the persons of the register in the team that applied."""
    named = application.members.filter(person__isnull=False).order_by().values_list("person", flat=True)
    return {*named, *([application.person_id] if application.person_id else ())}


def _asks(round: Round, fact: str) -> bool:  # noqa: A002 – the noun
    return any(one.fact.name == fact for each in conditions_of(round) for one in comparisons_in(each))


def _refuse_further_station(posting: Posting) -> None:
    """An academician sits at so many stations, over postings, recognitions and the register of stations together.
    Where the host is one of these it is no further one. Held as where experts of stations are written."""
    application = posting.certificate.application
    most = stations_allowed(posting.call, application)
    if most is None:
        return
    hold_academicians()
    key = seat_key(application.name, posting.home.name)
    held = stations_held(
        person=posting.person_id, key=key, since=clock.today(), but_application=application
    )  # fmt: skip
    if len(held - {("unit", posting.host_id)}) >= most:
        words = _("%(name)s has a seat at %(most)d stations already, as an academician may, and may have no more.")
        raise LimitReachedError(words, code="academician", params={"name": posting.name, "most": most})


def stations_allowed(call: PostingCall, application: Application) -> int | None:
    """How many stations somebody may have who is posted to stations as an academician; None for everybody else."""
    if application.round.rules_in_force["subject"] != "station":
        return None
    allowed = {"serving": call.serving_most, "retired": call.retired_most}
    return allowed.get(academician_of(application))


def take_slots(posting: Posting, seats: Seats | None = None) -> None:
    """Places for person and host, by what lives now, in the caller's transaction. Raises ``LimitReachedError`` with
    ``person_full``, ``academician``, ``host_full`` or ``twice``."""
    seats = seats or SeatsNow(posting.pk)
    if seats.is_posted(certificate=posting.certificate_id, host=posting.host_id):
        words = _("%(name)s is posted at “%(firm)s” already.")
        raise LimitReachedError(words, code="twice", params={"name": posting.name, "firm": posting.host.name})
    _refuse_further_station(posting)
    most, code = firms_allowed(posting.call, posting.certificate.application)
    taken = seats.of_person(certificate=posting.certificate_id, person=posting.person_id)
    posting.slot = free_slot(taken, most)
    if posting.slot is None:
        words = ngettext(
            "%(name)s serves %(most)d host already, and may serve no more.",
            "%(name)s serves %(most)d hosts already, and may serve no more.",
            most,
        )
        raise LimitReachedError(words, code=code, params={"name": posting.name, "most": most})
    most = posting.call.people_most
    posting.host_slot = free_slot(seats.at_host(call=posting.call_id, host=posting.host_id), most)
    if posting.host_slot is None:
        words = ngettext(
            "“%(firm)s” has %(most)d person already, and may have no more.",
            "“%(firm)s” has %(most)d persons already, and may have no more.",
            most,
        )
        raise LimitReachedError(words, code="host_full", params={"firm": posting.host.name, "most": most})
