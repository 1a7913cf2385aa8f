"""A liaison officer reads what is confidential of the assigned firms alone, from day to day, and after signing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user, sign
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.domain.memberships import grant_membership
from duijie.accounts.domain.queries.undertakings import shipped
from duijie.accounts.domain.undertakings import publish_undertaking, sign_undertaking
from duijie.accounts.models import Undertaking, UndertakingSignature
from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.queries.records import list_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def chief(region):
    return make_user(role="city_officer", area=region.city)


@pytest.fixture
def firms(region):
    """The assigned firm, a competitor, each with a confidential demand."""
    made = [make_organisation(name=name, area=region.north) for name in ("甲阀门厂", "乙阀门厂")]
    for firm in made:
        make_demand(title=f"{firm.name}的难题", organisation=firm, disclosure="internal", state="published")
    return made


def seen(user):
    user = type(user).objects.get(pk=user.pk)  # as the next request reads it
    return [one.title for one in list_records(DEMANDS, by=user).order_by("pk")]


def test_nothing_confidential_before_the_text_in_force_is_signed(client, firms, chief):
    officer = make_user(role="liaison_officer", organisation=firms[0], name="白行健", signed=False)
    contact = make_user(role="firm_contact", organisation=firms[0])
    first = publish_undertaking(text="不得泄露", by=chief)
    assert (seen(officer), seen(contact)) == ([], ["甲阀门厂的难题"])
    client.force_login(officer)
    assert "/undertaking/" in client.get("/").content.decode()
    with pytest.raises(ValidationError) as refused:
        sign_undertaking(undertaking=first, name="别人", by=officer)
    assert set(refused.value.error_dict) == {"name"}
    assert client.post("/undertaking/", {"name": "白 行健"}, REMOTE_ADDR="10.1.2.3").status_code == 302
    assert seen(officer) == ["甲阀门厂的难题"]  # and never the competitor's
    assert list(UndertakingSignature.objects.values_list("name", "ip")) == [("白行健", "10.1.2.3")]
    publish_undertaking(text="不得泄露，离岗后两年内亦然", by=chief)
    assert seen(officer) == []
    with pytest.raises(ValidationError) as refused:
        sign_undertaking(undertaking=first, name="白行健", by=officer)
    assert refused.value.code == "old"
    assert "不得泄露" in client.get("/undertaking/2/").content.decode()
    assert "保密承诺书" in client.get("/undertaking/1/").content.decode()  # as shipped, never signed
    assert client.get("/undertaking/9/").status_code == 404
    verbs = AuditEvent.objects.filter(verb__startswith="undertaking.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["undertaking.publish", "undertaking.sign", "undertaking.publish"]


def test_the_shipped_text_is_in_force_until_an_office_publishes_its_own(client, firms, chief):
    officer = make_user(role="liaison_officer", organisation=firms[0], name="白行健", signed=False)
    assert (Undertaking.objects.count(), seen(officer)) == (0, [])
    client.force_login(officer)
    for language, word in (("zh-hans", "不向本人所在单位及其关联企业"), ("en", "neither to my employer")):
        client.cookies["duijie_language"] = language
        page = client.get("/undertaking/")
        assert (word in page.content.decode(), page.context["must_sign"]) == (True, True)
        assert client.get("/undertaking/1/").status_code == 200
    assert Undertaking.objects.count() == 0  # reading stores nothing
    assert client.post("/undertaking/", {"name": "白行健"}).status_code == 302
    assert (seen(officer), Undertaking.objects.get().version) == (["甲阀门厂的难题"], 1)
    assert "白行健" in client.get("/undertaking/").content.decode()
    own = publish_undertaking(text="本市承诺书", by=chief)
    assert (own.version, seen(officer)) == (2, [])
    kept = Undertaking.objects.get(version=1)
    assert kept.text.startswith("保密承诺书")
    with pytest.raises(ValidationError):
        publish_undertaking(text="本市承诺书", by=chief)


def test_a_new_office_may_not_publish_the_shipped_text_as_its_own(chief):
    with pytest.raises(ValidationError) as refused:
        publish_undertaking(text=shipped().text, text_en=shipped().text_en, by=chief)
    assert refused.value.error_dict["text"][0].code == "same"


def test_an_assignment_has_its_days(firms, region):
    security, officer = make_user(role="security_administrator"), make_user()
    sign(officer)
    today = clock.today()
    for firm, begins, ends in ((firms[0], -9, -1), (firms[1], 0, 5)):
        days = {"from_on": today + timedelta(days=begins), "to_on": today + timedelta(days=ends)}
        grant_membership(user=officer, role="liaison_officer", organisation=firm, by=security, **days)
    assert seen(officer) == ["乙阀门厂的难题"]
    with clock.at(clock.now() - timedelta(days=5)):
        assert seen(officer) == ["甲阀门厂的难题"]
    with clock.at(clock.now() + timedelta(days=6)):
        assert seen(officer) == []
    with pytest.raises(ValidationError) as refused:
        grant_membership(
            user=make_user(), role="liaison_officer", organisation=firms[0], by=security, from_on=today,
            to_on=today - timedelta(days=1),
        )  # fmt: skip
    assert set(refused.value.error_dict) == {"to_on"}


def test_who_publishes_and_who_sees_the_signatures(client, firms, chief, region):
    officer = make_user(role="liaison_officer", organisation=firms[0], name="白行健", signed=False)
    with pytest.raises(PermissionDenied):
        publish_undertaking(text="不得泄露", by=officer)
    client.force_login(chief)
    assert client.post("/undertaking/new/", {"text": "不得泄露"}).status_code == 302
    assert client.post("/undertaking/new/", {"text": "不得泄露"}).status_code == 200  # nothing new
    sign_undertaking(undertaking=Undertaking.objects.get(version=2), name="白行健", by=officer)
    for user, count in (
        (chief, 1), (make_user(role="county_officer", area=region.north), 1),
        (make_user(role="county_officer", area=region.south), 0), (make_user(role="audit_administrator"), 1),
    ):  # fmt: skip
        client.force_login(user)
        page = client.get("/undertaking/signatures/")
        assert page.context["table"].page.paginator.count == count
        sheet = client.get("/undertaking/signatures/export/?format=csv").content.decode("utf-8-sig")
        assert ("白行健" in sheet) == bool(count)
    client.force_login(officer)
    assert client.get("/undertaking/signatures/").status_code == 403
