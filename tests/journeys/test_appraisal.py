"""一次执法质效评议：拟订、公开标准、评分、定结果、公开、办结；单位看本单位的结果。"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from appraisals.models import Appraisal
from tests.appraisals.builders import begun, planned, row_of, scored
from tests.cast import Cast
from tests.journeys.browsing import Seat

pytestmark = pytest.mark.browser


def test_an_appraisal_from_the_plan_to_the_agencys_result(people: Cast, seat: Callable[..., Seat]) -> None:
    scored([people.county_housing], people.county_supervisor, title="评完的一次")
    drafted = planned([people.county_housing], people.county_supervisor, title="还没有公开的一次")
    open_one = begun([people.county_housing], people.county_supervisor, title="刚开始的一次")
    one = seat(people.county_supervisor)
    page = one.page
    one.open("/appraisals/new/")
    page.get_by_label("名称").first.fill("工程建设领域执法质效评议")
    page.get_by_label("执法特点和具体情况").fill("工程建设领域执法量大，着重看程序和整改。")
    page.get_by_label("浏阳市住房和城乡建设局").check()
    for row, (title, aspect, looks, points) in enumerate(
        (("程序合法", "quality", "抽查案件程序是否完整", "60"), ("整改见效", "effect", "责令改正后的复查情况", "40"))
    ):
        page.locator(f"#id_title_{row}").fill(title)
        page.locator(f"#id_aspect_{row}").select_option(aspect)
        page.locator(f"#id_looks_{row}").fill(looks)
        page.locator(f"#id_points_{row}").fill(points)
    one.press("保存方案").reads("方案已保存").look()
    made = Appraisal.objects.get(title="工程建设领域执法质效评议")
    _publish(one, "publish_criteria", "公开标准，开始评议").reads("评议标准已登记公开，开始评议")
    page.get_by_role("link", name="评议浏阳市住建局").click()
    for number, (points, words) in enumerate((("55.5", "个别回证缺见证人。"), ("30", "按期整改。"))):
        page.get_by_label("得分").nth(number).fill(points)
        page.get_by_label("评语").nth(number).fill(words)
    one.look().press("保存评分").reads("已保存 2 项").reads("85.5").look()
    chief = seat(people.county_director)
    chief.open(made.get_absolute_url())
    chief.page.get_by_text("定结果", exact=True).first.click()
    chief.page.locator("#settle-words").fill("同意。")
    chief.page.locator("button[value=settle]").click()
    chief.reads("结果已定，评分不能再改").look()
    one.open(made.get_absolute_url()).reads("评议过程、评议结果还没有公开，不能办结")
    page.get_by_text("公开过程", exact=True).first.click()
    page.locator("#publish_process-words").fill("十一月由三名监督人员查阅案卷、走访企业。")
    _publish(one, "publish_process", "").reads("评议过程已登记公开")
    _publish(one, "publish_result", "公开结果").reads("评议结果已登记公开").look()
    page.get_by_text("办结", exact=True).first.click()
    page.locator("button[value=close]").click()
    one.reads("评议已办结。").reads("评议标准、过程、结果都已公开。").look()
    row = row_of(made, people.county_housing)
    agency = seat(people.housing_officer)
    agency.open("/appraisals/results/").reads("85.5").open(row.get_absolute_url()).reads("个别回证缺见证人。")
    sheet = f"/appraisals/scores/{row_of(open_one, people.county_housing).pk}/"
    plan = f"/appraisals/{drafted.pk}/plan/"
    paths = ("/appraisals/", "/appraisals/new/", plan, drafted.get_absolute_url(), made.get_absolute_url(), sheet)
    assert one.barriers(*paths) == []
    assert agency.barriers("/appraisals/results/", row.get_absolute_url()) == []


def _publish(one: Seat, action: str, open_by: str) -> Seat:
    """Fill in the day's form: in the system, nothing secret."""
    page = one.page
    if open_by:
        page.get_by_text(open_by, exact=True).first.click()
    form = page.locator(f"form:has(button[value={action}])")
    form.get_by_label("系统内公开").check()
    form.get_by_label("不含涉密内容").check()
    page.locator(f"button[value={action}]").click()
    return one
