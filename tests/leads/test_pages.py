"""线索的页面：列表、筛选、登记、下一步、错误怎么说。"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.choices import Outcome
from cases.rules.elsewhere import Where, elsewhere
from leads.choices import DeclineKind
from leads.limits import judge
from leads.models import Lead
from leads.selectors import to_do
from supervision.workdays import calendar
from tests.leads.builders import accepted, declined, fresh, handled, informed, registered

pytestmark = pytest.mark.django_db


def page(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_a_lead_walks_from_the_form_to_told(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.county_supervisor)
    form = {
        "agency": cast.county_housing.pk, "source": "hotline_12345", "received_on": "2026-03-09", "text": "反映检查收费。",
        "name": "司徒举报", "contact": "13907310042",
    }  # fmt: skip
    answer = client.post(reverse("leads:lead_new"), form, follow=True)
    assert "由浏阳市司法局办理" in answer.content.decode()
    lead = Lead.objects.get()
    act = reverse("leads:lead_act", args=[lead.pk])
    client.post(act, {"action": "accept", "on": "2026-03-10"})
    shown = page(client, lead.get_absolute_url())
    assert "自2026年3月10日（不计入）起第60日为2026年5月9日" in shown
    assert "2018年文本" in shown
    client.post(act, {"action": "handle", "outcome": "partly", "words": "已责成退还。", "on": "2026-05-09"})
    client.post(act, {"action": "inform", "on": "2026-05-11"})
    done = fresh(lead)
    assert (done.state, done.handled_on, done.informed_on) == ("handled", date(2026, 5, 9), date(2026, 5, 11))
    shown = page(client, lead.get_absolute_url())
    assert "告知日期晚于受理后第六十日" in shown
    assert "下一步" not in shown  # all is done: a shut step that nobody needs says nothing


def test_what_is_wrong_in_a_step_stands_beside_it_with_what_was_written(cast: Any, sign_in: Any) -> None:
    lead = accepted(cast.county_housing, cast.county_supervisor)
    act, client = reverse("leads:lead_act", args=[lead.pk]), sign_in(cast.county_supervisor)
    answer = client.post(act, {"action": "handle", "words": "写了很久的处理结果。", "outcome": "true", "on": "2026-03-01"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "写了很久的处理结果。" in said
    assert "办结日期早于受理日期（2026-03-10）" in said
    assert client.post(act, {"action": "handle", "words": ""}).status_code == 422
    assert client.post(act, {"action": "burn"}).status_code == 302
    assert client.post(act, {"action": "pass", "to": cast.county_housing.pk, "words": "转给单位"}).status_code == 422
    assert fresh(lead).state == "accepted"


def test_the_city_sees_a_countys_lead_and_is_told_whose_it_is(cast: Any, sign_in: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    client = sign_in(cast.city_supervisor)
    assert "本件由浏阳市司法局办理" in page(client, lead.get_absolute_url())
    answer = client.post(reverse("leads:lead_act", args=[lead.pk]), {"action": "accept", "on": "2026-03-10"}, follow=True)
    assert "本件由浏阳市司法局办理" in answer.content.decode()
    assert fresh(lead).state == "registered"


def test_a_vertically_managed_agency_says_whom_to_tell(cast: Any, sign_in: Any) -> None:
    lead = registered(cast.tobacco, cast.city_supervisor)
    shown = page(sign_in(cast.city_supervisor), lead.get_absolute_url())
    assert "湖南省烟草专卖局" in shown
    assert "第四十二条第二款" in shown
    assert "第四十二条" not in page(
        sign_in(cast.city_supervisor), registered(cast.city_market, cast.city_supervisor).get_absolute_url()
    )


def test_guiding_names_the_article(cast: Any, sign_in: Any) -> None:
    guided = declined(cast.county_housing, cast.county_supervisor, kind=DeclineKind.GUIDED)
    vague = declined(cast.county_housing, cast.county_supervisor, text="另一件。")
    client = sign_in(cast.county_supervisor)
    said = '引导依法申请行政复议、提起行政诉讼</b> <span class="law">《行政执法监督条例》第三十三条第三款'
    assert said in page(client, guided.get_absolute_url())
    assert "没有可以核查的具体内容</b></p>" in page(client, vague.get_absolute_url())


def test_the_list_narrows_by_state_source_and_what_is_due(cast: Any, sign_in: Any) -> None:
    today = timezone.localdate()
    ago = {days: today - timedelta(days=days) for days in (61, 60, 50, 49)}
    made = {
        days: accepted(cast.county_housing, cast.county_supervisor, text=f"第{days}件。", received_on=day, on=day)
        for days, day in ago.items()
    }
    new = registered(cast.county_housing, cast.county_supervisor, anonymous=True)
    over = informed(cast.county_housing, cast.county_supervisor, text="早就办完。")
    client = sign_in(cast.county_chief)
    everything = {one.number for one in (*made.values(), new, over)}

    def numbers(query: str) -> set[str]:
        shown = page(client, f"{reverse('leads:leads')}?{query}")
        return {number for number in everything if f">{number}<" in shown}

    assert numbers("") == everything
    assert numbers("due=late") == {made[61].number}
    assert numbers("due=soon") == {made[60].number, made[50].number}
    assert numbers("state=registered") == {new.number}
    assert numbers("source=court") == set()
    assert numbers("state=nonsense&due=x") == everything
    waiting = set(to_do(cast.county_chief, today))
    assert waiting == {made[61], made[60], made[50], new}
    assert set(to_do(cast.city_chief, today)) == set()  # the county's, not the city's


def test_a_page_costs_the_same_however_many_leads_there_are(cast: Any, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.county_supervisor)
    for number in range(12):
        lead = accepted(cast.county_housing, cast.county_supervisor, text=f"第{number}件。")
    for url in (reverse("leads:leads"), lead.get_absolute_url()):
        client.get(url)
        with django_assert_max_num_queries(18):
            client.get(url)


def test_S11_is_seen_to_here_and_each_lead_says_its_outcome(cast: Any, sign_in: Any) -> None:
    place = elsewhere()["S-11"]
    assert (place.where, place.route) == (Where.GATE, "leads:leads")
    days = calendar.current()
    in_time = informed(cast.county_housing, cast.county_supervisor)
    late = handled(cast.county_housing, cast.county_supervisor, text="迟一日。", handled_on=date(2026, 5, 10))
    found = [judge(one.facts, as_of=timezone.localdate(), calendar=days).outcome for one in (in_time, late)]
    assert found == [Outcome.PASS, Outcome.FAIL]
    client = sign_in(cast.county_supervisor)
    assert "受理后第61日才作出处理决定" in page(client, late.get_absolute_url())
    assert reverse("leads:leads") in page(client, reverse("cases:checklist"))
