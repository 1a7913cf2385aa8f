"""The form of a page made from a definition; names of the register in it; co-authors; notices by the calendar."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from tests.factories.accounts import make_user
from tests.factories.forms import ANSWERS, DEFINITION
from tests.factories.registry import make_organisation, make_person, make_region
from tests.factories.sent_forms import sent

from duijie.common.domain.calendar import set_day
from duijie.programmes.forms.page_form import AnswersForm
from duijie.programmes.forms.prefills import prefilled
from duijie.programmes.forms.printing import form_pdf, printed
from duijie.programmes.numbers.terms import deadline_after, notice_from
from duijie.programmes.scores.reviewers import wrote_together
from duijie.registry.models import Work

pytestmark = pytest.mark.django_db


def shown(form: AnswersForm) -> str:
    return "".join(str(field) for section in form.shown_sections() for field in section.fields)


def test_what_is_shown_is_sent_back_with_the_numbers_of_names_that_one_may_see():
    region = make_region()
    officer = make_user(role="county_officer", area=region.north)
    host = make_organisation(name="云溪轴承有限公司", area=region.north)
    person = make_person(name="顾行", area=region.north, disclosure="internal")
    make_person(name="苏白", area=region.south, disclosure="internal")
    form = AnswersForm(definition=DEFINITION, by=officer, answers=ANSWERS, refresh="/page/")
    again = AnswersForm(sent(shown(form)), definition=DEFINITION, by=officer)
    assert again.is_valid(), again.errors
    team = [{**ANSWERS["team"][0], "who": {"name": "顾行", "number": person.pk}}, ANSWERS["team"][1]]
    assert again.checked.answers == {**ANSWERS, "host": {"name": host.name, "number": host.pk}, "team": team}
    assert again.checked.is_complete


def test_a_draft_may_lack_everything_and_wrong_answers_stand_at_their_fields():
    empty = AnswersForm(QueryDict(""), definition=DEFINITION, by=None)
    assert empty.is_valid()
    assert [one.field for one in empty.checked.missing] == ["name", "born"]
    assert "share" not in shown(empty)
    wrong = QueryDict("name=%E9%95%BF&born=1900-01-01&owner=yes&share=x&team-0-who=&team-0-years=1.5")
    form = AnswersForm(wrong, definition=DEFINITION, by=None)
    assert not form.is_valid()
    assert set(form.errors) == {"born", "share", "team"}
    assert 'name="share"' in shown(form)


def test_papers_are_checked_at_their_field():
    bad = MultiValueDict({"proof": [SimpleUploadedFile("a.pdf", b"%PDF-1.4 /Launch")]})
    form = AnswersForm(QueryDict("name=A"), bad, definition=DEFINITION, by=None)
    assert not form.is_valid()
    assert [one.code for one in form.errors.as_data()["proof"]] == ["runs"]
    good = MultiValueDict({"proof": [SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")]})
    form = AnswersForm(QueryDict("name=A"), good, definition=DEFINITION, by=None)
    assert form.is_valid()
    assert form.papers["proof"].content == b"%PDF-1.4 x"
    assert form.checked.answers["proof"] == form.papers["proof"].answer


def test_what_the_register_knows_is_filled_in():
    unit = make_organisation(name="云溪大学")
    person = make_person(name="沈岚", rank="senior", organisation=unit)
    assert prefilled(DEFINITION, person, unit) == {
        "name": "沈岚", "rank": "senior", "host": {"name": "云溪大学", "number": unit.pk},
    }  # fmt: skip
    assert prefilled(DEFINITION, make_person(rank="junior"), None).get("rank") is None


def test_a_form_is_printed():
    rows = {row.label: row for section in printed(DEFINITION, ANSWERS) for row in section.rows}
    assert rows["团队成员"].rows == (("顾行", "2010-07-01", "15"), ("苏白", "", ""))
    assert "持股比例 (%)" not in {row.label for part in printed(DEFINITION, {}) for row in part.rows}
    assert form_pdf(DEFINITION, ANSWERS, title="申报表").startswith(b"%PDF")


def test_five_working_days_from_a_make_up_saturday_end_on_thursday():
    notice = notice_from(date(2020, 5, 9), 5)
    assert (notice.to_on, notice.uncertain) == (date(2020, 5, 14), ())
    assert (notice.is_over(date(2020, 5, 14)), notice.is_over(date(2020, 5, 15))) == (False, True)
    assert deadline_after(date(2020, 5, 9), 5) == date(2020, 5, 15)
    set_day(day=date(2020, 5, 12), kind="holiday", by=make_user(role="city_officer", area=make_region().city))
    assert notice_from(date(2020, 5, 9), 5).to_on == date(2020, 5, 15)


def test_co_authors_share_a_title_and_a_year(django_assert_num_queries):
    one, two, three = make_person(), make_person(), make_person()
    for person, title, year in ((one, "轴承 检测", 2020), (two, "轴承  检测", 2020), (three, "轴承 检测", 2019)):
        Work.objects.create(person=person, title=title, year=year)
    with django_assert_num_queries(1):
        assert wrote_together([one.pk, two.pk, three.pk]) == {frozenset({one.pk, two.pk})}
