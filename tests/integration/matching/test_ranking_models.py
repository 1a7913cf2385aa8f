"""The platform learns from daily work: signals, a proposed model, a person who accepts, matches that say who graded."""

import hashlib
import itertools
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.ranking import make_model

from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent
from duijie.matching.domain import judgements, ranking_fits
from duijie.matching.domain import ranking_models as domain
from duijie.matching.domain.choices import choose, unchoose
from duijie.matching.domain.proposals import answer, propose, take_step
from duijie.matching.domain.queries import ranking_models as queries
from duijie.matching.domain.queries import register_matches
from duijie.matching.domain.queries.judged_pairs import judged_pairs, labels_of, readiness
from duijie.matching.judging import SIGNALS
from duijie.matching.models import Judgement, RankingModel
from duijie_match.errors import DuijieError
from duijie_match.progress import silent

pytestmark = pytest.mark.django_db

SUBJECTS = ("球阀密封面高温磨损泄漏", "水稻耐盐新品种选育栽培", "固态锂电池硫化物电解质", "印染废水臭氧催化氧化处理")


def said_of(docking):
    """The key of what counts of the one pair of the demand and the seal."""
    return {SIGNALS[place].key for place in judged_pairs().values()}


def test_what_was_said_last_and_strongest_counts(docking):
    pair = {"demand": docking.demand, "kind": "achievement", "supply": docking.seal.pk, "by": docking.officer}
    assert judged_pairs() == {}
    choose(choice="shortlisted", **pair)
    assert said_of(docking) == {"choice.shortlisted"}
    proposal = propose(**pair)
    assert said_of(docking) == {"choice.shortlisted"}  # nobody has answered
    answer(proposal=proposal, side="demand", interested=True, by=docking.firm_contact)
    assert said_of(docking) == {"proposal.interest_demand"}
    answer(proposal=proposal, side="supply", interested=False, by=docking.school_officer, reason="no_time")
    assert said_of(docking) == {"choice.shortlisted"}  # no time says nothing about the fit
    judgements.judge(level=4, **pair)
    assert said_of(docking) == {"judgement.4"}
    judgements.unjudge(**pair)
    unchoose(**pair)
    assert judged_pairs() == {}


def test_what_both_sides_want_counts_more_than_what_one_does_and_a_result_most(docking):
    pair = {"demand": docking.demand, "kind": "achievement", "supply": docking.seal.pk, "by": docking.officer}
    weights = []
    proposal = propose(**pair)
    for side, by in (("demand", docking.firm_contact), ("supply", docking.school_officer)):
        proposal = answer(proposal=proposal, side=side, interested=True, by=by)
        weights += labels_of(judged_pairs()).weights.tolist()
    for verb in ("meet", "result"):
        proposal = take_step(proposal=proposal, verb=verb, by=docking.officer)
        weights += labels_of(judged_pairs()).weights.tolist()
    assert weights == [0.5, 0.8, 1.0, 1.0]
    assert said_of(docking) == {"proposal.result"}


@pytest.mark.parametrize(
    "reason, sign, weight", [("other_subject", -1, 0.8), ("too_far", -1, 0.2), ("known", 1, 0.4), ("conflict", 0, 0)]
)
def test_a_reason_says_as_what_a_dismissal_counts(docking, reason, sign, weight):
    pair = {"demand": docking.demand, "kind": "achievement", "supply": docking.tea.pk, "by": docking.officer}
    choose(choice="dismissed", reason=reason, **pair)
    labels = labels_of(judged_pairs())
    assert (labels.signs[:, 1].tolist(), labels.weights.tolist()) == (([sign], [weight]) if sign else ([], []))


def test_a_judgement_is_changed_and_taken_back_and_the_audit_keeps_it(docking):
    pair = {"demand": docking.demand, "kind": "achievement", "supply": docking.seal.pk}
    for level in (2, 4):
        judgements.judge(level=level, by=docking.officer, **pair)
    assert Judgement.objects.get().level == 4
    judgements.unjudge(by=docking.officer, **pair)
    judgements.unjudge(by=docking.officer, **pair)
    events = AuditEvent.objects.filter(verb__in=["match.judge", "match.unjudge"]).order_by("pk")
    assert [one.detail["old"] for one in events] == [None, 2, 4]
    with pytest.raises(ValidationError):
        judgements.judge(level=5, by=docking.officer, **pair)
    for outsider in (docking.firm_contact, make_user(role="county_officer", area=docking.region.south)):
        with pytest.raises(PermissionDenied):
            judgements.judge(level=1, by=outsider, **pair)


def fill(docking, level_of=lambda same, number: 4 if same else 1):
    """Eight demands and achievements of four subjects; all pairs judged by ``level_of`` (same subject, number)."""
    pairs = []
    for subject, shade in itertools.product(SUBJECTS, ("小批量试制", "中试放大")):
        text = f"{subject}，{shade}"
        pairs.append(
            (subject, docking.add_demand(text, f"需要解决{text}"), docking.add_achievement(text, f"已完成{text}"))
        )
    for number, ((ours, demand, _), (theirs, _, item)) in enumerate(itertools.product(pairs, pairs)):
        level = level_of(ours == theirs, number)
        Judgement.objects.create(demand=demand, kind="achievement", supply=item.pk, level=level, by=docking.officer)


def outdated(run):
    return queries.is_outdated(run, queries.model_in_use())


def propose_model(docking):
    job = run_job(domain.start_fit(by=docking.officer).pk)
    assert (job.state, job.error) == ("succeeded", None)
    return RankingModel.objects.get(pk=job.result["model"]), job


def test_too_little_says_how_much_is_missing(docking):
    judgements.judge(demand=docking.demand, kind="achievement", supply=docking.seal.pk, level=4, by=docking.officer)
    found = readiness(by=docking.officer)
    assert (found.pairs, found.demands) == (1, 1)
    assert "39 more" in found.missing["en"]
    with pytest.raises(DuijieError, match="39 more"):
        domain.start_fit(by=docking.officer)


def test_from_judgements_to_matches_that_say_who_graded(docking, client):
    """The whole way, once: learn, accept, match, see what is older, go back."""
    fill(docking)
    first = docking.run()
    assert (first.ranking_model, outdated(first)) == (None, False)
    model, job = propose_model(docking)
    assert (model.state, model.pairs, model.demands, model.left_out) == ("proposed", 64, 8, 0)
    assert model.figures["known"]["error"] < model.figures["untrained"]["error"]
    assert model.signals == {"judgement.4": 16, "judgement.1": 48}
    assert set(model.reliability) <= {"2", "3", "4"}
    assert (Path(settings.MEDIA_ROOT) / model.file.name).is_file()
    assert queries.model_in_use() is None

    # Run a second time, as after a crash: the same row.
    again = ranking_fits.fit_ranking_model(job_id=job.pk, by=docking.officer, progress=silent)
    assert again == {"model": model.pk}
    assert RankingModel.objects.count() == 1

    domain.take_step(model=model, verb="accept", by=docking.officer)
    assert queries.model_in_use() == model
    assert outdated(first)
    second = docking.run()
    assert (second.ranking_model, outdated(second), second.summary["model_left_out"]) == (model, False, None)
    shown = register_matches.candidates_of(docking.demand, by=docking.officer)
    parts = {part["name"] for part in shown[0].candidate.reasons["contributions"]}
    assert "learned" in parts
    answer_to = register_matches.why_not(docking.demand, kind="achievement", supply=docking.tea.pk, by=docking.officer)
    assert answer_to["of"] == 11
    proposal = propose(demand=docking.demand, kind="achievement", supply=docking.seal.pk, by=docking.officer)
    assert proposal.ranking_model == model

    # Nothing was judged since: nothing is proposed a second time.
    status, started = caller(client, docking.officer)("post", "/ranking-models/fit")
    assert (status, started["kind"]) == (202, "ranking_model.fit")
    refused = run_job(started["id"])
    assert (refused.state, refused.error["code"]) == ("failed", "invalid")
    assert "Nothing was judged" in refused.error["text"]["en"]

    domain.take_step(model=model, verb="retire", by=docking.officer)
    assert (queries.model_in_use(), outdated(second)) == (None, True)
    story = list(model.events.values_list("verb", flat=True))
    assert story == ["propose", "accept", "retire"]
    verbs = AuditEvent.objects.filter(verb__startswith="ranking_model.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["ranking_model.propose", "ranking_model.accept", "ranking_model.retire"]


def test_only_permitted_steps_by_whoever_decides(docking):
    model = make_model()
    with pytest.raises(ValidationError, match="reason"):
        domain.take_step(model=model, verb="reject", by=docking.officer)
    neighbour = make_user(role="county_officer", area=docking.region.north)
    for verb in ("accept", "reject", "retire"):
        with pytest.raises(PermissionDenied):
            domain.take_step(model=model, verb=verb, by=neighbour, reason="不合适")
    with pytest.raises(PermissionDenied):
        domain.start_fit(by=neighbour)
    with pytest.raises(ValidationError) as refused:
        domain.take_step(model=model, verb="retire", by=docking.officer)
    assert refused.value.code == "state"
    domain.take_step(model=model, verb="reject", by=docking.officer, reason="样本太偏")
    model.refresh_from_db()
    assert (model.state, model.reason, model.decided_by) == ("rejected", "样本太偏", docking.officer)
    with pytest.raises(ValidationError):
        domain.take_step(model=model, verb="accept", by=docking.officer)
    assert list(queries.list_models(by=neighbour)) == [model]
    assert list(queries.list_models(by=docking.professor)) == []


def test_a_model_whose_file_is_gone_is_not_accepted_and_does_not_stop_matching(docking):
    model = make_model()
    with pytest.raises(DuijieError):
        domain.take_step(model=model, verb="accept", by=docking.officer)
    RankingModel.objects.update(state="accepted")
    run = docking.run()
    assert run.ranking_model is None
    assert "none.model" in run.summary["model_left_out"]["en"]
    assert outdated(run)


def test_what_is_not_better_is_not_proposed(docking):
    """Judged by the throw of a die, one side as good as the other: there is nothing that could be learned."""
    fill(docking, lambda same, number: 1 + hashlib.sha256(f"die {number}".encode()).digest()[0] % 4)
    job = run_job(domain.start_fit(by=docking.officer).pk)
    assert (job.state, job.error["code"]) == ("failed", "invalid")
    assert "no better, or only by chance" in job.error["text"]["en"]
    assert RankingModel.objects.count() == 0
