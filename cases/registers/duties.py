"""机关年度职责登记簿。"""

from __future__ import annotations

from typing import Any

from agencies.models import Agency
from agencies.registers.declaration import AgencyRegister, Entry, Values, Wrong
from cases.code_lists.duties import AgencyState, BenchmarkSource, Disclosed, YesNo
from cases.models import AgencyDuty
from supervision.tabular import Column, Kind, Table

_DAYS = {
    "annual_published_on": "统计年报公开日期",
    "annual_to_government_on": "统计年报报送本级政府日期",
    "annual_to_superior_on": "统计年报报送上级主管部门日期",
    "benchmark_published_on": "裁量基准公布日期",
    "catalogue_from": "法制审核目录施行日期",
    "catalogue_to": "法制审核目录失效日期",
    "new_law_from": "新法施行日期",
    "new_law_reported_on": "新法实施情况报告日期",
}
_YES_NO = {
    "has_superior": "有上级主管部门",
    "random_checks": "有随机抽查职责",
    "has_discretion": "有裁量空间的事项",
    "catalogue_of_superior": "使用上级的法制审核目录",
    "fine_target": "下达罚没指标",
    "fine_ranking": "以罚没数额考核排名",
    "fines_refunded": "财政返还罚没款",
    "refund_lawful": "返还属于依法退还、退赔",
}
_COUNTS = {
    "officers_count": "执法人员数",
    "reviewers_count": "法制审核人员数",
    "shared_reviewers": "统筹调用的法律顾问、公职律师数",
    "benchmark_tiers": "裁量阶次（最少的事项）",
}


def _day(key: str) -> Column:
    return Column(key, _DAYS[key], kind=Kind.DATE)


def _yes_no(key: str) -> Column:
    return Column(key, _YES_NO[key], kind=Kind.CHOICE, choices=dict(YesNo.choices), help="没有核实的不填")


def _count(key: str) -> Column:
    return Column(key, _COUNTS[key], kind=Kind.INTEGER, help="只填数字")


TABLE = Table(
    "机关年度职责",
    (
        Column(
            "agency", "单位", required=True, max_length=100, example="浏阳市住房和城乡建设局", aliases=("单位名称", "单位编码"),
            help="全称、简称或者单位编码",
        ),
        Column("year", "年度", required=True, kind=Kind.INTEGER, example="2025"),
        Column("agency_state", "不适用的原因", kind=Kind.CHOICE, choices=dict(AgencyState.choices), help="一般不填"),
        _day("annual_published_on"), _day("annual_to_government_on"), _yes_no("has_superior"), _day("annual_to_superior_on"),
        _count("officers_count"), _count("reviewers_count"), _count("shared_reviewers"),
        Column("disclosed", "事前公开的要素", kind=Kind.MULTI_CHOICE, choices=dict(Disclosed.choices)), _yes_no("random_checks"),
        _yes_no("has_discretion"),
        Column("benchmark_source", "裁量基准来源", kind=Kind.CHOICE, choices=dict(BenchmarkSource.choices)),
        _day("benchmark_published_on"), _count("benchmark_tiers"),
        Column("tier_exception", "阶次少于三档的理由", max_length=200),
        _yes_no("catalogue_of_superior"), _day("catalogue_from"), _day("catalogue_to"),
        _yes_no("fine_target"), _yes_no("fine_ranking"), _yes_no("fines_refunded"), _yes_no("refund_lawful"),
        Column("collected_amount", "收缴罚没款（元）", kind=Kind.MONEY_YUAN), Column("treasury_amount", "上缴国库（元）", kind=Kind.MONEY_YUAN),
        _day("new_law_from"), _day("new_law_reported_on"),
        Column("idle_kept_reason", "保留五年未实施事项的说明", max_length=300),
    ),
)  # fmt: skip


class Duties(AgencyRegister):
    """A supervision body notes what the agencies of its region did of their own duties; the agency reads its own."""

    key = "duty"
    name = "机关年度职责"
    unit = "行"
    table = TABLE
    model = AgencyDuty
    identity = ("agency", "year")
    edit = "cases.edit_duty"
    list_url = "cases:duty_list"
    lead = "公开、备案、裁量基准、法制审核力量等，一个单位一年一行。没有核实的不填：缺数据不算问题。"
    taken = "同一单位同一年度已经登记。"

    def title(self, values: Values) -> str:
        return f"{values['agency']} {values['year']} 年度"

    def admit(self, values: Values, known: dict[str, Agency], entry: Entry | None) -> None:
        if not 2000 <= values["year"] <= 2100:
            raise Wrong("year", "不是年度", "请填四位数字，例如 2025")
        if values["catalogue_from"] and values["catalogue_to"] and values["catalogue_to"] < values["catalogue_from"]:
            raise Wrong("catalogue_to", "在施行日期之前", "请核对两个日期")

    def attributes(self, values: Values, known: dict[str, Agency]) -> dict[str, Any]:
        agency = known[values["agency"]]
        own = {key: value for key, value in values.items() if key != "agency"}
        own["disclosed"] = list(own["disclosed"]) if own["disclosed"] else None
        return own | {"agency": agency, "region_code": agency.region_code}


DUTIES = Duties()
EXPORTED = DUTIES.exported("cases.export_duty", "cases:duty_list_export")
