"""The public notice is signed by the office, in the language of the paper; by the area only where none is known."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx import Document
from tests.factories.postings import make_posted
from tests.factories.programmes import open_round

from duijie.accounts.models import Department
from duijie.common import clock
from duijie.common.domain.site import name_site
from duijie.programmes.domain.queries.offices import office_of
from duijie.programmes.interfaces.official import official_of_notice
from duijie.programmes.models import Meeting, PublicNotice

pytestmark = pytest.mark.django_db


def said(programme):
    programme.refresh_from_db()
    names = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            names.append(office_of(programme))
    return tuple(names)


def test_the_department_then_the_site_then_the_last_recognition_then_the_area():
    posted = make_posted()
    programme = posted.round.programme
    today = clock.today()
    county = posted.region.north
    bare = open_round(area=county, by=posted.city, opens=today, closes=today, template="commissioners").programme
    assert said(bare) == (county.name, county.name_en)
    assert said(programme) == ("市科技局", "市科技局")  # whoever issued the recognition
    name_site(values={"owner": "科学技术局", "owner_en": "Science and Technology Bureau"}, by=None)
    assert said(programme) == ("云溪市科学技术局", "Science and Technology Bureau of Yunxi")
    name_site(values={"owner": "云溪市科学技术协会", "owner_en": "Yunxi Association"}, by=None)
    assert said(programme) == ("云溪市科学技术协会", "Yunxi Association")  # the area is not said twice
    programme.department = Department.objects.create(key="keji", name="科技局")
    programme.save()
    assert said(programme) == ("云溪市科技局", "科技局 of Yunxi")


def test_notice_and_form_of_recognition_name_it():
    posted = make_posted()
    name_site(values={"owner": "科学技术局"}, by=None)
    first = clock.today()
    notice = PublicNotice.objects.create(
        round=posted.round, from_on=first, to_on=first + timedelta(days=4), days=5, receiver="机关纪委", by=posted.city
    )
    Meeting.objects.create(round=posted.round, fingerprint="0", by=posted.city)
    office = f"{posted.region.city.name}科学技术局"
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(posted.city)
    with translation.override("zh-hans"):
        assert official_of_notice(notice).issuer == office  # what both files are made of
    document = Document(io.BytesIO(client.get(reverse("notice_docx", args=[posted.round.pk])).content))
    signed = [one.text for one in document.paragraphs if one.alignment == 2]
    assert signed[0] == office
    form = client.get(reverse("round_recognise", args=[posted.round.pk])).context["form"]
    assert form.initial["issuer"] == office
