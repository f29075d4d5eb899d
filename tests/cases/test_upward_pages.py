"""上报省平台的页面：各级看到各级的，受阻时说清是什么、怎么办。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from cases.models import EnforcementCase, UpwardPackage
from supervision.exchange.outgoing import STUCK_AFTER
from supervision.outbox.models import OutboxJob
from tests.cases.intake_files import good
from tests.cases.reporting import packages, report, send_all
from tests.cast import Cast
from tests.province import Province

pytestmark = pytest.mark.django_db
REASON = "案由编码不在省级目录内"


@pytest.fixture
def province(settings: Any) -> Iterator[Province]:
    with Province().listening() as province:
        for name, value in province.settings().items():
            setattr(settings, name, value)
        yield province


def page(client: Any, name: str, *arguments: int) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_without_an_address_the_page_says_so(cast: Cast, sign_in: Any) -> None:
    assert "未配置上报地址" in page(sign_in(cast.city_supervisor), "cases:packages")


def test_the_bureau_sees_what_went_up_and_what_came_back(cast: Cast, sign_in: Any, province: Province) -> None:
    province.refuses = lambda record: REASON if record["data"]["external_id"] == "R0002" else ""
    report(cast.county_housing, 3)
    send_all()
    city = sign_in(cast.city_supervisor)
    listed = page(city, "cases:packages")
    assert "第 1 包" in listed
    assert "已签收" in listed
    assert "127.0.0.1:" in listed
    shown = page(city, "cases:package", UpwardPackage.objects.get().pk)
    assert REASON in shown
    assert str(UpwardPackage.objects.get().message) in shown
    assert "重新发送" not in shown


@pytest.mark.parametrize(
    ("who", "sees"),
    [("city_supervisor", True), ("county_supervisor", True), ("housing_officer", True), ("neighbour_supervisor", False),
     ("market_officer", False), ("neighbour_officer", False)],
)  # fmt: skip
def test_a_record_that_came_back_is_shown_to_its_agency_and_those_above_it_alone(
    cast: Cast, sign_in: Any, province: Province, who: str, sees: bool
) -> None:
    province.refuses = lambda record: REASON
    report(cast.county_housing, 1)
    send_all()
    client = sign_in(getattr(cast, who))
    shown = page(client, "cases:refusals")
    assert (REASON in shown, "待更正" in shown, "演市监罚〔2026〕1号" in shown) == (sees, sees, sees)
    if sees:
        assert "2026-" in shown.partition("待更正")[0].rpartition("退回时间")[2], "when it came back"
        assert client.get(EnforcementCase.objects.get().get_absolute_url()).status_code == 200


def test_among_the_rows_to_mend_stands_what_the_province_sent_back(cast: Cast, sign_in: Any, province: Province) -> None:
    province.refuses = lambda record: REASON
    report(cast.county_housing, 1)
    send_all()
    url = reverse("reports:quality_agency", args=[cast.county_housing.pk])
    for who in (cast.housing_officer, cast.county_supervisor, cast.city_supervisor):
        assert REASON in sign_in(who).get(url, {"show": "returned"}).content.decode()
    assert REASON not in sign_in(cast.housing_officer).get(url).content.decode()


def test_what_has_been_corrected_says_so_until_it_has_gone_up_again(cast: Cast, sign_in: Any, province: Province) -> None:
    province.refuses = lambda record: REASON if record["version"] == 1 else ""
    report(cast.county_housing, 1)
    send_all()
    report(cast.county_housing, [good(1, **{"罚款金额（元）": "4000.00"})], name="更正.csv")
    province.faults.append("503")
    officer = sign_in(cast.housing_officer)
    assert "待更正" in page(officer, "cases:refusals")
    send_all(patient=True)
    assert "没有退回的案件" in page(officer, "cases:refusals")


def test_a_neighbour_and_an_agency_see_no_package(cast: Cast, sign_in: Any, province: Province) -> None:
    report(cast.county_housing, 1)
    send_all()
    url = reverse("cases:package", args=[UpwardPackage.objects.get().pk])
    assert sign_in(cast.neighbour_supervisor).get(url).status_code == 404
    assert sign_in(cast.county_supervisor).get(url).status_code == 404
    assert sign_in(cast.housing_officer).get(url).status_code == 403
    assert "第 1 包" not in page(sign_in(cast.county_supervisor), "cases:packages")


def test_what_is_stuck_says_why_and_what_to_do_and_is_sent_again_by_a_button(
    cast: Cast, sign_in: Any, province: Province
) -> None:
    report(cast.county_housing, 2)
    province.faults.extend(["503"] * STUCK_AFTER)
    send_all(patient=True, most=STUCK_AFTER)
    city, stuck = sign_in(cast.city_supervisor), UpwardPackage.objects.get()
    for shown in (page(city, "cases:packages"), page(city, "cases:package", stuck.pk)):
        assert f"第 1 包连续 {STUCK_AFTER} 次没有送达" in shown
        assert "对方暂时不能接收（503）。" in shown
        assert "请核对网络和省平台是否正常" in shown
    assert "重新发送</button>" not in page(sign_in(cast.city_chief), "cases:package", stuck.pk)
    answer = city.post(reverse("cases:package_resend", args=[stuck.pk]), follow=True)
    assert "已排进发送队列" in answer.content.decode()
    assert OutboxJob.objects.filter(kind="cases.send_package", done_at=None).count() == 2
    send_all()
    assert packages() == [(1, "acknowledged", 2, 2, 0)]
    again = city.post(reverse("cases:package_resend", args=[stuck.pk]), follow=True)
    assert "已经签收，不需要再发" in again.content.decode()


def test_what_was_refused_as_a_whole_says_that_all_waits_for_it(cast: Cast, sign_in: Any, province: Province) -> None:
    report(cast.county_housing, 2)
    province.faults.append("422")
    send_all()
    shown = page(sign_in(cast.city_supervisor), "cases:packages")
    assert "第 1 包被省平台拒收" in shown
    assert "格式版本已停用" in shown
    assert "请与省平台核对原因" in shown
