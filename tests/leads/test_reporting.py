"""社会监督员反映问题：能反映谁、怎样登记、每日上限、说两遍；别人说过什么，一个字也不透露。"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agencies.choices import AgencyKind, Role, Sector, Tier
from agencies.models import Agency, Post, User
from leads.choices import LeadSource
from leads.models import Lead
from leads.services import reporting
from leads.services.registering import register_lead
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from tests.leads.builders import fresh, registered, told
from tests.leads.reported import again, reported, social

pytestmark = pytest.mark.django_db

REPORT, MINE = "/leads/report/", "/leads/mine/"
TEXT = "三月九日下午，两人到店检查，没有出示证件。"


def send(client: Any, agency: Any, text: str = TEXT, contact: str = "") -> Any:
    return client.post(REPORT, {"agency": agency.pk, "text": text, "contact": contact}, follow=True)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_report_is_put_down_like_any_other_lead(cast: Any, sign_in: Any) -> None:
    answer = send(sign_in(cast.social_supervisor), cast.county_housing, "许监督反映：打 13907310042 没人接。", "0731-83600000")
    assert answer.status_code == 200
    lead = Lead.objects.get()
    assert f"已经提交，编号 {lead.number}，由浏阳市司法局办理。" in said(answer)
    assert (lead.source, lead.state, lead.received_on) == (LeadSource.SOCIAL_SUPERVISOR, "registered", timezone.localdate())
    assert (lead.handler, lead.numbered_by, lead.reporter) == (cast.county_bureau, cast.county_bureau, cast.social_supervisor)
    assert lead.number == f"浏司线〔{timezone.localdate().year}〕1号"
    assert (lead.informant_name.reveal(), lead.informant_contact.reveal()) == ("许监督", "0731-83600000")
    assert "13907310042" not in lead.text
    assert "许监督" not in lead.text
    event = AuditEvent.objects.get(verb="leads.registered")
    assert (event.actor_id, event.agency_id) == (cast.social_supervisor.pk, cast.county_bureau.pk)


def test_without_a_contact_the_telephone_of_the_account_is_kept_sealed(cast: Any) -> None:
    User.objects.filter(pk=cast.social_supervisor.pk).update(phone="13907310077")
    lead = fresh(reported(cast.county_housing, again(cast.social_supervisor)))
    assert lead.informant_contact.reveal() == "13907310077"
    with connection.cursor() as cursor:
        cursor.execute("SELECT informant_name, informant_contact FROM leads_lead")
        kept = cursor.fetchone()
    assert "许监督" not in kept[0]
    assert "13907310077" not in kept[1]


def test_a_county_s_social_supervisor_speaks_of_agencies_of_the_county_and_its_towns(cast: Any, sign_in: Any) -> None:
    squad = Agency.objects.create(
        code="LY-DY-ZD", name="大瑶镇综合行政执法队", short_name="执法队", kind=AgencyKind.ENFORCEMENT, sector=Sector.URBAN,
        region=cast.township, region_code=cast.township.code, tier=Tier.TOWNSHIP,
    )  # fmt: skip
    client = sign_in(cast.social_supervisor)
    offered = set(re.findall(r'<option value="(\d+)"', said(client.get(REPORT))))
    assert offered == {str(cast.county_housing.pk), str(squad.pk)}
    assert "由浏阳市司法局办理" in said(send(client, squad))
    for strange in (cast.city_market, cast.neighbour_market, cast.county_bureau):
        answer = send(client, strange)
        assert answer.status_code == 422
        assert f">{strange.name}<" not in said(answer)
        with pytest.raises((PermissionDenied, UserError)):
            reported(strange, cast.social_supervisor)
    assert Lead.objects.count() == 1


def test_the_city_s_social_supervisor_speaks_of_every_agency_and_the_nearest_body_handles_it(cast: Any, sign_in: Any) -> None:
    one = social("city-social", "曹监督", cast.city_bureau)
    client = sign_in(one)
    offered = set(re.findall(r'<option value="(\d+)"', said(client.get(REPORT))))
    assert offered == {str(a.pk) for a in (cast.city_market, cast.county_housing, cast.neighbour_market, cast.tobacco)}
    assert "由宁乡市司法局办理" in said(send(client, cast.neighbour_market))
    assert "由长沙市司法局办理" in said(send(client, cast.city_market))


def test_whoever_is_bound_up_with_an_agency_does_not_report_about_it(cast: Any) -> None:
    Post.objects.create(
        user=cast.social_supervisor, agency=cast.county_housing, role=Role.LEGAL_OFFICER, title="兼职", starts_on="2020-01-01"
    )
    with pytest.raises(PermissionDenied, match="回避"):
        reported(cast.county_housing, again(cast.social_supervisor))


def test_nobody_else_may_report_this_way_and_a_social_supervisor_registers_nothing_for_others(cast: Any, sign_in: Any) -> None:
    for who in (cast.county_supervisor, cast.township_assistant, cast.housing_officer, cast.system_admin, cast.county_leader):
        client = sign_in(who)
        assert client.get(REPORT).status_code == 403
        assert send(client, cast.county_housing).status_code == 403
        assert client.get(MINE).status_code == 403
    client = sign_in(cast.social_supervisor)
    assert client.get("/leads/").status_code == 403
    assert client.get("/leads/new/").status_code == 403
    with pytest.raises(PermissionDenied):
        register_lead(told=told(), agency=cast.county_housing, actor=cast.social_supervisor)
    assert not Lead.objects.exists()


def test_what_is_missing_is_said_beside_what_was_written(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.social_supervisor)
    answer = client.post(REPORT, {"agency": "", "text": TEXT, "contact": ""})
    assert answer.status_code == 422
    assert TEXT in said(answer)
    answer = client.post(REPORT, {"agency": cast.county_housing.pk, "text": "  ", "contact": ""})
    assert answer.status_code == 422
    assert not Lead.objects.exists()


# --- twenty a day


def test_the_twentieth_of_a_day_goes_and_the_next_is_refused_with_a_way_out(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.social_supervisor)
    for number in range(1, 21):
        assert send(client, cast.county_housing, f"第{number}件。").status_code == 200, number
    answer = send(client, cast.county_housing, "第二十一件。")
    assert answer.status_code == 422
    assert "今天已经提交 20 件，达到每日上限，这一件没有提交。" in said(answer)
    assert "请明天再提交" in said(answer)
    assert "第二十一件。" in said(answer)  # what was written is not lost
    assert Lead.objects.count() == 20
    other = social("another", "施监督", cast.county_bureau)
    assert send(sign_in(other), cast.county_housing, "另一人的第一件。").status_code == 200


def test_the_limit_is_of_one_day(cast: Any) -> None:
    for number in range(reporting.MOST_A_DAY):
        reported(cast.county_housing, cast.social_supervisor, text=f"第{number}件。")
    with pytest.raises(UserError, match="每日上限"):
        reported(cast.county_housing, cast.social_supervisor, text="多一件。")
    Lead.objects.update(received_on=timezone.localdate() - timedelta(days=1))
    assert reported(cast.county_housing, cast.social_supervisor, text="次日一件。").pk


# --- said twice


def test_the_same_words_twice_are_refused_with_the_number_of_one_s_own(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.social_supervisor)
    send(client, cast.county_housing)
    answer = send(client, cast.county_housing)
    assert answer.status_code == 422
    assert f"同样的线索已经登记，编号 {Lead.objects.get().number}。" in said(answer)
    assert "我的记录" in said(answer)


def test_what_somebody_else_said_with_the_same_words_does_not_show(cast: Any, sign_in: Any) -> None:
    """The bureau's own lead and another person's, word for word the same, of the same day: the answer is that of a first report."""
    today = timezone.localdate()
    mine = registered(
        cast.county_housing, cast.county_supervisor, source=LeadSource.SOCIAL_SUPERVISOR, text=TEXT, received_on=today
    )
    other = reported(cast.county_housing, social("another", "施监督", cast.county_bureau), text=TEXT)
    answer = send(sign_in(cast.social_supervisor), cast.county_housing)
    assert answer.status_code == 200
    assert mine.number not in said(answer)
    assert other.number not in said(answer)
    own = Lead.objects.get(reporter=cast.social_supervisor)
    assert own.text == mine.text == other.text
    with pytest.raises(
        UserError, match=re.escape(mine.number)
    ):  # within the bureau it is refused as before, and names the bureau's own
        registered(cast.county_housing, cast.county_chief, source=LeadSource.SOCIAL_SUPERVISOR, text=TEXT, received_on=today)


# --- what the database holds


@pytest.mark.parametrize(
    "change",
    [
        {"source": "complaint"},
        {"registered_by": "county_supervisor"},
        {"registered_for": "county_chief"},
        {"reporter": "county_chief"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_reporter_is_who_registered_it_in_person_as_a_social_supervisor(cast: Any, change: dict[str, str]) -> None:
    lead = reported(cast.county_housing, cast.social_supervisor)
    changed = {name: getattr(cast, value, value) for name, value in change.items()}
    with pytest.raises(IntegrityError, match="lead_reported_by_a_social_supervisor_in_person"), transaction.atomic():
        Lead.objects.filter(pk=lead.pk).update(**changed)
    assert fresh(lead).reporter == cast.social_supervisor


def test_the_page_of_what_a_person_may_do_says_it_in_words(cast: Any, sign_in: Any) -> None:
    page = said(sign_in(cast.security_admin).get(reverse("agencies:person", args=[cast.social_supervisor.pk])))
    assert "反映行政执法机关的问题" in page
    assert "查看本人反映的问题" in page
    assert "只看本人反映的问题及其办理结果" in page
    assert "可以反映浏阳市及所辖区域的行政执法机关" in page


def test_the_home_page_has_two_ways_and_no_other(cast: Any, sign_in: Any) -> None:
    page = said(sign_in(cast.social_supervisor).get("/"))
    ways = re.search(r'<ul class="big-choices">(.*?)</ul>', page, re.DOTALL)
    assert ways
    assert re.findall(r'<a href="([^"]+)"', ways[1]) == [REPORT, MINE]
    assert "我的任务" not in page
    assert "正在建设" not in page
