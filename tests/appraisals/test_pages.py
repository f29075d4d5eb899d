"""执法质效评议的页面：从方案到办结走一遍；错误怎么说；单位看到什么；谁的工作台上有一行。"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisals.choices import Part
from appraisals.models import Appraisal, AppraisalScore
from appraisals.services import concluding
from tests.appraisals.builders import again, begun, closed, fresh, give, planned, public, publish, row_of, scored, settled
from tests.web.deed_forms import day

pytestmark = pytest.mark.django_db


def page(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def plan_of(cast: Any, **more: Any) -> dict[str, Any]:
    return {
        "title": "2026年度执法质效评议", "period_start": "2026-01-01", "period_end": "2026-12-31", "basis": "《行政执法监督条例》第十九条",
        "situation": "以工程建设领域为重点。", "agencies": [cast.county_housing.pk],
        "title_0": "程序合法", "aspect_0": "quality", "looks_0": "抽查案件", "points_0": "60",
        "title_7": "整改见效", "aspect_7": "effect", "looks_7": "复查情况", "points_7": "40",
    } | more  # fmt: skip


def notice(action: str, **more: Any) -> dict[str, Any]:
    return {"action": action, "on": day(), "manner": "system", "secrecy": "none", "words": "查阅案卷、走访企业。"} | more


def test_an_appraisal_walks_from_the_plan_to_its_end(cast: Any, sign_in: Any) -> None:
    client, director = sign_in(cast.county_supervisor), sign_in(cast.county_director)
    shown = page(client, reverse("appraisals:appraisal_new"))
    assert "浏阳市住房和城乡建设局" in shown
    assert "长沙市市场监督管理局" not in shown
    client.post(reverse("appraisals:appraisal_new"), plan_of(cast))
    made = Appraisal.objects.get()
    assert list(made.items.values_list("order", "title", "points")) == [(1, "程序合法", 60), (2, "整改见效", 40)]
    act = reverse("appraisals:appraisal_act", args=[made.pk])
    said = client.post(act, notice("publish_criteria"), follow=True).content.decode()
    assert "评议标准已登记公开，开始评议" in said
    assert "尚未公开：评议过程、评议结果。" in said
    first, second = made.items.values_list("pk", flat=True)
    row = row_of(made, cast.county_housing)
    points = {f"points-{first}": "55.5", f"words-{first}": "较好", f"points-{second}": "30", f"words-{second}": "一般"}
    said = client.post(reverse("appraisals:score", args=[row.pk]), points, follow=True).content.decode()
    assert "浏阳市住建局：已保存 2 项。" in said
    assert "85.5" in said
    director.post(act, {"action": "settle", "words": "同意。"})
    assert fresh(made).state == "settled"
    said = client.post(act, {"action": "close"}, follow=True).content.decode()
    assert "评议过程、评议结果还没有公开，不能办结。请先登记公开。（《行政执法监督条例》第十九条）" in said
    assert fresh(made).state == "settled"
    client.post(act, notice("publish_process"))
    client.post(act, notice("publish_result", manner="society", place="市政府门户网站"))
    client.post(act, {"action": "close"})
    done = fresh(made)
    assert (done.state, done.closed_on) == ("closed", timezone.localdate())
    shown = page(client, made.get_absolute_url())
    assert "评议标准、过程、结果都已公开。" in shown
    assert "市政府门户网站" in shown
    assert "下一步" not in shown


def test_what_is_wrong_in_a_plan_stands_beside_it_with_what_was_written(cast: Any, sign_in: Any) -> None:
    client, url = sign_in(cast.county_supervisor), reverse("appraisals:appraisal_new")
    for more, said in (
        ({"points_7": "39"}, "各项满分合计 99 分，应当是 100 分，还差 1 分"), ({"looks_7": ""}, "第 8 项没有写看什么"),
        ({"points_7": ""}, "第 8 项没有写满分"), ({"title_7": ""}, "第 8 项没有写指标名称"),
        ({"period_end": "2025-12-31"}, "评议期间止日早于起日"), ({"agencies": [cast.city_market.pk]}, "agencies"),
    ):  # fmt: skip
        answer = client.post(url, plan_of(cast, **more))
        assert answer.status_code == 422, said
        shown = answer.content.decode()
        assert said in shown
        assert "以工程建设领域为重点。" in shown
    assert not Appraisal.objects.exists()


def test_what_is_wrong_in_a_step_stands_in_it(cast: Any, sign_in: Any) -> None:
    made = settled([cast.county_housing], cast.county_supervisor, cast.county_director)
    client, act = sign_in(cast.county_supervisor), reverse("appraisals:appraisal_act", args=[made.pk])
    answer = client.post(act, notice("publish_process", manner="society", words="写了很久的评议过程。"))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "向社会公开的，没有写在哪里公开" in shown
    assert "写了很久的评议过程。" in shown
    assert client.post(act, notice("publish_process", words="")).status_code == 422
    assert "没有这一步" in client.post(act, {"action": "burn"}, follow=True).content.decode()
    assert fresh(made).process_published_on is None


def test_the_score_sheet_keeps_what_was_written_and_says_where_it_is_wrong(cast: Any, sign_in: Any) -> None:
    made = begun([cast.county_housing], cast.county_supervisor)
    url, items = reverse("appraisals:score", args=[row_of(made, cast.county_housing).pk]), list(made.items.all())
    form = {f"words-{item.pk}": "写了很久的评语" for item in items} | {f"points-{item.pk}": "40.5" for item in items}
    answer = sign_in(cast.county_supervisor).post(url, form)
    assert answer.status_code == 422
    assert "写了很久的评语" in answer.content.decode()
    assert not AppraisalScore.objects.exists()


def test_a_draft_is_changed_and_a_published_standard_is_not(cast: Any, sign_in: Any) -> None:
    made = planned([cast.county_housing], cast.county_supervisor)
    client, url = sign_in(cast.county_chief), reverse("appraisals:appraisal_plan", args=[made.pk])
    shown = page(client, url)
    assert 'value="整改见效"' in shown
    client.post(url, plan_of(cast, title="改过的评议"))
    assert fresh(made).title == "改过的评议"
    publish(fresh(made), Part.CRITERIA, cast.county_supervisor)
    answer = client.get(url)
    assert answer.status_code == 409
    assert "方案和标准不能再改" in answer.content.decode()


def test_an_agency_reads_the_standard_first_and_its_points_once_the_result_is_published(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.housing_officer)
    made = planned([cast.county_housing], cast.county_supervisor)
    row = row_of(made, cast.county_housing)
    assert client.get(row.get_absolute_url()).status_code == 404
    publish(made, Part.CRITERIA, cast.county_supervisor)
    give(fresh(made), cast.county_housing, ("36", "30.5", "20"), cast.county_supervisor, "复查两件，都已改正。")
    concluding.settle(made=fresh(made), words="同意。", actor=again(cast.county_director))
    shown = page(client, row.get_absolute_url())
    assert "结果还没有公开" in shown
    assert "责令改正后的复查情况" in shown
    assert not [word for word in ("86.5", "30.5", "复查两件") if word in shown]
    publish(fresh(made), Part.RESULT, cast.county_supervisor)
    shown = page(client, row.get_absolute_url())
    assert not [word for word in ("86.5", "30.5", "复查两件，都已改正。") if word not in shown]
    assert "86.5" in page(client, reverse("appraisals:results"))
    assert client.get(made.get_absolute_url()).status_code == 403
    assert sign_in(cast.market_officer).get(row.get_absolute_url()).status_code == 404


def test_the_city_reads_a_countys_and_is_offered_nothing(cast: Any, sign_in: Any) -> None:
    made = scored([cast.county_housing], cast.county_supervisor)
    shown = page(sign_in(cast.city_director), made.get_absolute_url())
    assert "86.5" in shown
    assert "下一步" not in shown
    said = sign_in(cast.city_supervisor).post(
        reverse("appraisals:appraisal_act", args=[made.pk]), {"action": "cancel", "words": "市里撤销"}, follow=True
    )
    assert "由组织评议的监督机构办理" in said.content.decode()
    assert fresh(made).state == "scoring"
    assert sign_in(cast.city_supervisor).get(reverse("appraisals:score", args=[made.appraised.get().pk])).status_code == 409
    assert sign_in(cast.neighbour_supervisor).get(made.get_absolute_url()).status_code == 404


def test_the_list_narrows_by_state_and_by_what_is_not_published(cast: Any, sign_in: Any) -> None:
    who = ([cast.county_housing], cast.county_supervisor)
    draft, begun_one = planned(*who, title="甲评议"), begun(*who, title="乙评议")
    over, waits = closed(*who, cast.county_director, title="丙评议"), public(*who, cast.county_director, title="丁评议")
    client = sign_in(cast.county_chief)

    def titles(query: str) -> set[str]:
        shown = page(client, f"{reverse('appraisals:appraisals')}?{query}")
        return {one.title for one in (draft, begun_one, over, waits) if f">{one.title}<" in shown}

    assert titles("") == {"甲评议", "乙评议", "丙评议", "丁评议"}
    assert titles("state=closed") == {"丙评议"}
    assert titles("unpublished=criteria") == {"甲评议"}
    assert titles("unpublished=result") == {"甲评议", "乙评议"}
    assert titles("unpublished=nonsense") == {"甲评议", "乙评议", "丙评议", "丁评议"}


def test_the_directors_workbench_leads_to_what_waits_to_be_settled(cast: Any, sign_in: Any) -> None:
    made = begun([cast.county_housing], cast.county_supervisor)
    words = "1 次执法质效评议已经评完，等待定结果"
    assert words not in page(sign_in(cast.county_director), "/")
    give(made, cast.county_housing, ("1", "1", "1"), cast.county_supervisor)
    shown = page(sign_in(cast.county_director), "/")
    assert words in shown
    assert made.get_absolute_url() in shown
    assert words not in page(sign_in(cast.county_supervisor), "/")
    assert words not in page(sign_in(cast.city_director), "/")


def test_the_checklist_says_where_it_is_kept(cast: Any, sign_in: Any) -> None:
    assert "评议标准、过程、结果分别登记公开" in page(sign_in(cast.city_supervisor), reverse("cases:checklist"))
