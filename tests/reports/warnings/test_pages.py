"""预警的页面：谁看得见哪些，数字和区间写明，核实要理由，参数有界限。"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.models import User
from reports.models import RaisedWarning, WarningParameter
from reports.services.warnings import decide
from supervision.audit.models import AuditEvent
from tests.cast import Cast
from tests.reports.warnings.ground import ago, run, waiting

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.fixture
def old(cast: Cast) -> Cast:
    """Old cases of a county's agency, of its neighbour's and of the city's; W03 has run."""
    for agency in (cast.county_housing, cast.neighbour_market, cast.city_market):
        waiting(agency, ago(200))
    run("W03")
    return cast


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_county_sees_its_own_warnings_and_counts_only(old: Cast, sign_in: SignIn) -> None:
    seen = {
        who: set(RaisedWarning.objects.visible_to(who).values_list("agency__name", flat=True))
        for who in (old.city_supervisor, old.county_supervisor, old.neighbour_supervisor, old.housing_officer)
    }
    housing, market = old.county_housing.name, old.neighbour_market.name
    assert seen[old.city_supervisor] == {housing, market, old.city_market.name}
    assert seen[old.county_supervisor] == {housing}
    assert seen[old.neighbour_supervisor] == {market}
    assert seen[old.housing_officer] == set()
    page = text_of(sign_in(old.county_supervisor), "/warnings/all/")
    assert housing in page
    assert market not in page
    theirs = RaisedWarning.objects.get(agency=old.neighbour_market)
    assert sign_in(old.county_supervisor).get(theirs.get_absolute_url()).status_code == 404
    assert sign_in(old.housing_officer).get("/warnings/").status_code == 403


def test_the_overview_shows_thirty_models_and_counts_honestly(old: Cast, sign_in: SignIn) -> None:
    page = text_of(sign_in(old.city_chief), "/warnings/")
    assert len(set(re.findall(r"/warnings/(W\d\d)/", page))) == 30
    assert "共 30 个模型" in page
    waiting_for = int(re.search(r"(\d+) 个等待数据接入", page)[1])  # type: ignore[index]
    assert waiting_for == page.count("待接入，未运行") >= 2
    assert "12345 工单" in page


@pytest.mark.parametrize("code", [f"W{at:02}" for at in range(1, 31)])
def test_every_model_has_a_page_that_says_where_it_comes_from(code: str, cast: Cast, sign_in: SignIn) -> None:
    page = text_of(sign_in(cast.county_supervisor), f"/warnings/{code}/")
    assert "本平台设计" in page
    assert "修改参数" not in page


def test_a_warning_says_its_number_and_opens_to_its_cases(old: Cast, sign_in: SignIn) -> None:
    warning = RaisedWarning.objects.get(agency=old.county_housing)
    page = text_of(sign_in(old.county_supervisor), warning.get_absolute_url())
    assert warning.sentence in page
    assert '<svg viewBox="0 0 640 104" role="img" aria-label="本对象 1件"' in page
    (case,) = warning.evidence.values_list("case_id", flat=True)
    assert f"/cases/{case}/" in page


def test_a_decision_needs_a_reason_and_is_kept_with_its_person(old: Cast, sign_in: SignIn) -> None:
    warning = RaisedWarning.objects.get(agency=old.county_housing)
    client, path = sign_in(old.county_supervisor), f"{warning.get_absolute_url()}decide/"
    refused = client.post(path, {"state": "upheld", "reason": " "})
    assert refused.status_code == 422
    assert sign_in(old.county_director).post(path, {"state": "upheld", "reason": "属实。"}).status_code == 403
    assert sign_in(old.neighbour_supervisor).post(path, {"state": "upheld", "reason": "属实。"}).status_code == 404
    assert client.post(path, {"state": "gone", "reason": "属实。"}).status_code == 422
    assert client.post(path, {"state": "upheld", "reason": "已调卷核实。"}).status_code == 302
    assert client.post(path, {"state": "upheld", "reason": "已调卷核实。"}).status_code == 422
    assert client.post(path, {"state": "not_applicable", "reason": "专案，另有规定。"}).status_code == 302
    first, second = AuditEvent.objects.filter(verb="reports.warning_decided").order_by("pk")
    assert (first.payload["before"], first.payload["after"]) == ("待核实", "属实")
    assert (second.payload["before"], second.payload["after"], second.payload["reason"]) == ("属实", "不适用", "专案，另有规定。")
    page = text_of(client, warning.get_absolute_url())
    assert "专案，另有规定。" in page
    assert "褚督员" in page


def test_precision_comes_from_what_people_decided_and_small_samples_have_none(cast: Cast, sign_in: SignIn) -> None:
    bodies = [cast.county_housing, cast.neighbour_market, cast.city_market]
    for agency in bodies:
        waiting(agency, ago(200))
    run("W03")
    who = User.objects.get(pk=cast.city_supervisor.pk)
    for warning, state in zip(RaisedWarning.objects.order_by("pk"), ("upheld", "upheld", "unfounded"), strict=True):
        decide(warning=warning, state=state, reason="查过。", actor=who)
    page = text_of(sign_in(cast.city_chief), "/warnings/W03/")
    assert "样本过少（n=3）" in page
    template = RaisedWarning.objects.filter(state="upheld").first()
    for at in range(6):
        template.pk, template.key, template.standing, template.gone_on = None, f"x{at}", False, ago(1)
        template.save(force_insert=True)
    # 8 of 9 held: Wilson 56.5 % to 98.0 %.
    page = text_of(sign_in(cast.city_chief), "/warnings/W03/")
    assert "88.9%（n=9）" in page
    assert "56.5% 至 98.0%" in page


def test_parameters_are_set_on_their_page_within_bounds(old: Cast, sign_in: SignIn) -> None:
    client, path = sign_in(old.city_chief), "/warnings/W03/parameters/"
    page = text_of(client, path)
    assert "90 至 1000，默认 180。" in page
    good = {"days": "120", "least": "1", "min_n": "8", "reason": "处务会议定。"}
    for wrong in ({"days": "10"}, {"days": ""}, {"reason": ""}, {"days": "1e999"}):
        assert client.post(path, good | wrong).status_code == 422
    assert not WarningParameter.objects.exists()
    assert client.post(path, good).status_code == 302
    assert WarningParameter.objects.get().value == 120
    assert "吴处长" in text_of(client, "/warnings/W03/")
    for who in (old.county_chief, old.city_supervisor):
        assert sign_in(who).get(path).status_code == 403
        assert sign_in(who).post(path, good).status_code == 403
    assert client.get("/warnings/W26/parameters/").status_code == 404
    assert client.get("/warnings/W99/").status_code == 404


def test_the_workbench_counts_what_waits(old: Cast, sign_in: SignIn) -> None:
    page = text_of(sign_in(old.county_supervisor), "/")
    assert "统计模型列出的预警有 1 条待核实" in page
    assert "/warnings/all/?state=open" in page
    decide(
        warning=RaisedWarning.objects.get(agency=old.county_housing), state="upheld", reason="查过。", actor=old.county_supervisor
    )
    assert "条待核实" not in text_of(sign_in(old.county_supervisor), "/")
    assert "统计模型列出的预警有 2 条待核实" in text_of(sign_in(old.city_supervisor), "/")


def test_the_list_goes_out_as_it_is_shown(old: Cast, sign_in: SignIn) -> None:
    answer = sign_in(old.county_supervisor).post("/warnings/all/export/?state=open", {"form": "csv"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer.status_code == 200
    assert "W03 久拖不决" in told
    assert old.county_housing.name in told
    assert old.neighbour_market.name not in told
