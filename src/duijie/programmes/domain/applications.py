"""Applications: begun, written, with papers, submitted, withdrawn. Each verb is one transaction with an audit row."""

import secrets
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from duijie.accounts.access import Place, can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.application_rows import (
    lock_application,
    move_application,
    release_place,
    save_application,
)
from duijie.programmes.domain.members import keep_members, require_known_persons
from duijie.programmes.domain.queries.applications import file_field, form_of, missing_in, units_for
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.forms.answers import check_answers
from duijie.programmes.forms.kinds import FieldKind
from duijie.programmes.forms.papers import Paper, check_paper
from duijie.programmes.models import Application, ApplicationPaper, LateAllowance, RecommendingUnit, Round
from duijie.programmes.rules import papers_of
from duijie.programmes.states import APPLICATION_STEPS, EDITED_BY_APPLICANT, ApplicationState, RoundState
from duijie.registry.domain.annexes import new_file
from duijie.registry.models import Organisation, Person

FOLDER = "applications"


@refused_aloud("application.refused")
@in_transaction
def begin_application(
    *, round: Round, organisation: Organisation, values: Mapping[str, Any], by: Any,  # noqa: A002 – the noun
    unit: RecommendingUnit | None = None, person: Person | None = None, is_demo: bool = False,
) -> Application:  # fmt: skip
    """A draft for somebody of ``organisation``: ``values`` hold ``name``, ``title`` and the ``answers`` of the form.

    By a person with an account for themselves, by a unit for its people, by an office for a unit. ``unit`` may be left
    out where one alone recommends people of ``organisation``. Raises ``PermissionDenied``; ``ValidationError`` by field
    or with codes ``closed`` (late, without an allowance), ``unit`` and ``twice``.
    """
    current: Round = Round.objects.select_related("programme__area").get(pk=round.pk)
    _require_writer(organisation, person, by=by)
    if not Round.objects.visible_to(by).filter(pk=current.pk).exists():
        raise PermissionDenied
    is_late = _require_time(current, organisation)
    made = Application(
        round=current, unit=_unit_of(current, organisation, unit), organisation=organisation,
        organisation_name=organisation.name, person=person, by=by, created_at=clock.now(), is_late=is_late,
        is_demo=is_demo,
    )  # fmt: skip
    _fill(made, values, by=by)
    save_application(made)
    keep_members(made)
    audit.record(by=by, verb="application.add", target=made, place=made.place, detail={"round": current.pk})
    return made


@refused_aloud("application.refused")
@in_transaction
def write_application(*, application: Application, values: Mapping[str, Any], version: int, by: Any) -> Application:
    """Other answers, while it is a draft or was returned. A draft may have gaps; what is there must be right."""
    current = _lock_own(application, version=version, by=by)
    _require_editable(current)
    _fill(current, values, by=by)
    save_application(current)
    keep_members(current)
    audit.record(by=by, verb="application.edit", target=current, place=current.place, detail={})
    return current


def write_with_files(
    *, application: Application, values: Mapping[str, Any], files: Mapping[str, Paper], version: int, by: Any
) -> Application:
    """As ``write_application``, with the checked ``files`` of fields that take one: all of it is kept, or nothing."""
    if not files:
        return write_application(application=application, values=values, version=version, by=by)
    stored: dict[str, dict[str, Any]] = {}
    try:
        for key, paper in files.items():
            stored[key] = _store(paper)
        return _write_with(application=application, values=values, stored=stored, version=version, by=by)
    except BaseException:
        for one in stored.values():
            new_file(FOLDER, one["stored"].rpartition("/")[2]).unlink(missing_ok=True)
        raise


@refused_aloud("application.refused")
def add_paper(
    *, application: Application, key: str, name: str, chunks: Iterable[bytes], by: Any
) -> ApplicationPaper:  # fmt: skip
    """A paper, in place of the one with this key; the one before is kept. Until the deadline, also after submitting.
    ``key`` is that of a paper which the round asks for, or of a field of its form that takes a file.

    Raises ``ValidationError`` for ``file`` where its kind, size or content is not allowed.
    """
    current = _lock_free(application, by=by)
    paper = check_paper(file_field(current.round, key), name, chunks)
    stored = _store(paper)
    try:
        return _keep_paper(application=application, key=key, by=by, values=stored)
    except BaseException:
        new_file(FOLDER, stored["stored"].rpartition("/")[2]).unlink(missing_ok=True)
        raise


@in_transaction
def remove_paper(*, paper: ApplicationPaper, by: Any) -> None:
    """It does not count any more; what was submitted with it needs another one before the deadline."""
    current = _lock_own(paper.application, version=None, by=by)
    _require_editable(current)
    ApplicationPaper.objects.filter(pk=paper.pk, replaced_at=None).update(replaced_at=clock.now())
    if paper.key in current.answers and paper.key not in {one.key for one in papers_of(current.round.rules_in_force)}:
        current.answers = {key: answer for key, answer in current.answers.items() if key != paper.key}
        save_application(current)
    audit.record(by=by, verb="application.remove_paper", target=current, place=current.place, detail={"key": paper.key})


@refused_aloud("application.refused")
@in_transaction
def submit(*, application: Application, version: int, by: Any) -> Application:
    """Hand it in. Raises ``ValidationError`` with all that is missing at once (code ``missing``), or ``closed``."""
    current = _lock_own(application, version=version, by=by)
    step = APPLICATION_STEPS["submit"]
    require_source(step, current.state, current.get_state_display())
    current.is_late = _require_time(current.round, current.organisation, returned=current.state == "returned")
    gaps = missing_in(current)
    if gaps:
        raise ValidationError([ValidationError(text, code="missing") for text in gaps])
    current.submitted_at = current.submitted_at or clock.now()
    move_application(current, step, by=by)
    return current


@in_transaction
def withdraw(*, application: Application, version: int, reason: str, by: Any) -> Application:
    """Take it back; a place of the quota that it took is free again while recommendations are made."""
    current = _lock_own(application, version=version, by=by, with_unit=True)
    step = APPLICATION_STEPS["withdraw"]
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    if current.state == ApplicationState.RECOMMENDED and current.round.state in {RoundState.OPEN, RoundState.CLOSED}:
        release_place(current)
    move_application(current, step, by=by, reason=reason)
    return current


def _store(paper: Paper) -> dict[str, Any]:
    """Write it to the disk, under a name that says nothing; what its row holds."""
    path = new_file(FOLDER, f"{secrets.token_hex(16)}{PurePath(paper.name).suffix.lower()}")
    path.write_bytes(paper.content)
    return {"name": paper.name, "stored": f"{FOLDER}/{path.name}", "size": len(paper.content), "sha256": paper.sha256}


@in_transaction
def _write_with(
    *, application: Application, values: Mapping[str, Any], stored: Mapping[str, Any], version: int, by: Any
) -> Application:
    _lock_own(application, version=version, by=by)
    for key, one in stored.items():
        _keep_paper(application=application, key=key, values=one, by=by)
    current = _lock_own(application, version=None, by=by)
    return write_application(application=application, values=values, version=current.version, by=by)


@in_transaction
def _lock_free(application: Application, *, by: Any) -> Application:
    current = _lock_own(application, version=None, by=by)
    _require_editable(current, papers=True)
    return current


@in_transaction
def _keep_paper(*, application: Application, key: str, values: Mapping[str, Any], by: Any) -> ApplicationPaper:
    current = _lock_free(application, by=by)
    fields = {one.key for one in form_of(current.round).fields() if one.kind is FieldKind.FILE}
    if key not in {*fields, *(one.key for one in papers_of(current.round.rules_in_force))}:
        raise ValidationError({"key": [ValidationError(_("The round does not ask for this paper."), code="key")]})
    now = clock.now()
    before = ApplicationPaper.objects.filter(application=current, key=key, replaced_at=None).update(replaced_at=now)
    made: ApplicationPaper = ApplicationPaper.objects.create(application=current, key=key, by=by, at=now, **values)
    if key in fields:
        current.answers = {**current.answers, key: {"name": made.name[:120], "sha256": made.sha256}}
        save_application(current)
    detail = {"key": key, "sha256": made.sha256, "replaces": bool(before)}
    audit.record(by=by, verb="application.add_paper", target=current, place=current.place, detail=detail)
    return made


def _lock_own(application: Application, *, version: int | None, by: Any, with_unit: bool = False) -> Application:
    current = lock_application(application, version=version, with_unit=with_unit)
    _require_writer(current.organisation, current.person, by=by, written_by=current.by_id)
    return current


def may_write(application: Application, *, by: Any) -> bool:
    """Whether ``by`` writes this application: the person, whoever began it, or the unit that applies."""
    try:
        _require_writer(application.organisation, application.person, by=by, written_by=application.by_id)
    except PermissionDenied:
        return False
    return True


def _require_writer(organisation: Organisation, person: Person | None, *, by: Any, written_by: Any = None) -> None:
    """The unit itself, an office it lies in, or the person – as the one of the register or as who began it."""
    if can(by, Permission.APPLICATION_ADD, Place(organisations=(organisation.pk,), paths=organisation.place.paths)):
        return
    if can(by, Permission.APPLICATION_APPLY):
        own = person is not None and person.account_id == by.pk
        if own or written_by == by.pk:
            return
    raise PermissionDenied(_("You can apply for yourself, or for people of your unit."))


def _require_time(current: Round, organisation: Organisation, *, returned: bool = False) -> bool:
    """Whether it is late, by a recorded allowance. What was returned may be completed while recommendations are made.
    Raises ``ValidationError`` with code ``closed``."""
    today = clock.today()
    if current.takes_applications(today):
        return False
    going_on = current.state in {RoundState.OPEN, RoundState.CLOSED}
    if returned and going_on and (current.recommend_by is None or today <= current.recommend_by):
        return False
    allowed = LateAllowance.objects.filter(round=current, organisation=organisation, until__gte=today)
    if going_on and today >= current.opens_on and allowed.exists():
        return True
    if current.state == RoundState.DRAFT or today < current.opens_on:
        raise ValidationError(_("Applications are not taken yet."), code="closed")
    words = _("Applications were taken until %(day)s.")
    raise ValidationError(words, code="closed", params={"day": current.closes_on})


def _require_editable(current: Application, *, papers: bool = False) -> None:
    states = {*EDITED_BY_APPLICANT, ApplicationState.SUBMITTED} if papers else EDITED_BY_APPLICANT
    if current.state not in states:
        words = _("It is “%(state)s” and cannot be changed now.")
        raise ValidationError(words, code="state", params={"state": current.get_state_display()})
    _require_time(current.round, current.organisation, returned=current.state == ApplicationState.RETURNED)


def _unit_of(current: Round, organisation: Organisation, unit: RecommendingUnit | None) -> RecommendingUnit:
    fitting = units_for(current, organisation)
    if unit is not None and unit.pk in {one.pk for one in fitting}:
        return unit
    if unit is not None or not fitting:
        words = _("No unit recommends people of %(organisation)s in this round. Ask the office of the programme.")
        if unit is not None:
            words = _("This unit does not recommend people of %(organisation)s.")
        error = ValidationError(words, code="unit", params={"organisation": organisation.name})
        raise ValidationError({"unit": [error]})
    if len(fitting) > 1:
        words = _("Say which unit recommends: %(units)s.")
        params = {"units": ", ".join(str(one) for one in fitting)}
        raise ValidationError({"unit": [ValidationError(words, code="unit", params=params)]})
    return fitting[0]


def _fill(current: Application, values: Mapping[str, Any], *, by: Any) -> None:
    for name, longest in (("name", 60), ("title", 60)):
        if name in values:
            setattr(current, name, tidy(str(values[name] or ""), longest))
    if not current.name:
        raise ValidationError({"name": [ValidationError(_("Give the name."), code="required")]})
    if "answers" in values:
        checked = check_answers(form_of(current.round), values["answers"])
        if checked.faults:
            wrong: dict[str, list[ValidationError]] = {}
            for one in checked.faults:
                key = one.place.partition(".")[0] or one.field or "answers"
                wrong.setdefault(key, []).append(ValidationError(str(one.message), code=one.code))
            raise ValidationError(wrong)
        _require_files(current, checked.answers)
        require_known_persons(current, checked.answers, by=by)
        current.answers = checked.answers


def _require_files(current: Application, answers: Mapping[str, Any]) -> None:
    """An answer that is a file names one that was handed in here: nobody answers with a file that there is not."""
    for field in form_of(current.round).fields():
        answer = answers.get(field.key) if field.kind is FieldKind.FILE else None
        if answer is None:
            continue
        held = current.pk and current.papers.filter(key=field.key, sha256=answer["sha256"], replaced_at=None).exists()
        if not held:
            words = _("Hand the file in first, as the paper “%(key)s”.")
            raise ValidationError({field.key: [ValidationError(words, code="file", params={"key": field.key})]})
