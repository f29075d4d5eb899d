"""事实：检查的分类、先后、公开期限，同一企业的其他检查。"""

from __future__ import annotations

from datetime import date

from cases.code_lists.inspection import InspectionClass
from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer

SECOND_HAND = "国办发〔2024〕54号及司法部解答读自公开转载，没有逐条核对原文，条号待核。"
"""Said at every rule that rests on them."""

SINCE_54 = date(2025, 1, 3)
"""The day 国办发〔2024〕54号 was published: earlier inspections are not judged by it."""


def _class(given: str, written: str) -> str:
    """Routine, case or special: as given, else as the older column words it."""
    return (
        f"coalesce({given}, CASE {written} WHEN '日常检查' THEN 'routine' WHEN '双随机' THEN 'routine'"
        f" WHEN '专项检查' THEN 'special' WHEN '个案检查' THEN 'case' END)"
    )


# What the same enterprise (credit code) saw of inspections until this one. Three sorts of the inspections, whatever the number of rules:
# by agency (the year's count, the last routine one), by item (other levels), by item and agency.
_VISITS = """
    SELECT v.case_id,
        count(*) FILTER (WHERE v.counted) OVER year AS counted,
        count(*) FILTER (WHERE v.counted_perhaps) OVER year AS counted_at_most,
        count(*) FILTER (WHERE v.onsite AND NOT v.upper) OVER year AS in_all,
        max(v.inspected_on) FILTER (WHERE v.routine) OVER (agency ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS routine_before_on,
        CASE WHEN v.item_code <> '' THEN greatest({other_tiers}) END AS other_tier_before_on,
        CASE WHEN v.item_code <> '' THEN lag(v.inspected_on) OVER item END AS same_item_before_on,
        lag(v.place) OVER item AS same_item_before_place,
        CASE WHEN v.item_code <> '' THEN lag(v.inspected_on) OVER item_agency END AS own_item_before_on
    FROM (
        SELECT w.*, w.onsite AND (w.class = 'routine' OR (w.class = 'special' AND w.upper IS FALSE)) AS counted,
            w.onsite AND w.class IS DISTINCT FROM 'case' AND w.upper IS NOT TRUE AS counted_perhaps, w.class = 'routine' AS routine
        FROM (
            SELECT k.id AS case_id, k.party_credit_code, k.agency_id, k.inspected_on, extract(year FROM k.inspected_on) AS in_year,
                k.item_code, k.place, a.tier, {kind} AS class, d.inspection_onsite IS NOT FALSE AS onsite,
                coalesce(d.deployed_by_upper, CASE WHEN k.inspection_kind <> '专项检查' THEN false END) AS upper
            FROM {inspections}
            JOIN agencies_agency a ON a.id = k.agency_id
            LEFT JOIN cases_caseparticulars d ON d.case_id = k.id
            WHERE k.kind = 'inspection' AND k.party_credit_code <> '' AND k.inspected_on IS NOT NULL
        ) w
    ) v
    WINDOW
        agency AS (PARTITION BY v.party_credit_code, v.agency_id ORDER BY v.in_year, v.inspected_on, v.case_id),
        year AS (PARTITION BY v.party_credit_code, v.agency_id, v.in_year ORDER BY v.inspected_on, v.case_id),
        item AS (PARTITION BY v.party_credit_code, v.item_code ORDER BY v.inspected_on, v.case_id),
        item_agency AS (PARTITION BY v.party_credit_code, v.item_code, v.agency_id ORDER BY v.inspected_on, v.case_id)"""
_TIERS = ("province", "city", "county", "township")


def _visits(scope: Scope, parameters: Parameters) -> str:
    inspections = "cases_enforcementcase k"
    if scope.cases and not scope.large:  # the order of joins is given: whoever was inspected comes first
        own = "SELECT DISTINCT o.party_credit_code FROM cases_enforcementcase o WHERE o.kind = 'inspection' AND " + scope.where(
            "o.id"
        )
        inspections = f"({own}) own JOIN {inspections} ON k.party_credit_code = own.party_credit_code"
    other_tiers = ", ".join(
        f"CASE WHEN v.tier <> '{tier}' THEN max(v.inspected_on) FILTER (WHERE v.routine AND v.tier = '{tier}') OVER item END"
        for tier in _TIERS
    )
    return _VISITS.format(
        other_tiers=other_tiers,
        kind=_class("nullif(d.inspection_class, '')", "k.inspection_kind"),
        inspections=inspections,
    )


def _inspectors(scope: Scope, parameters: Parameters) -> str:
    return "SELECT id AS agency_id, vertically_managed FROM agencies_agency"


def _not_after_start(moment: str) -> str:
    """Whether a moment is no later than the start of the inspection; where only the days are known, the same day is in time."""
    return (
        f"CASE WHEN {moment}::date < inspection_began_on THEN true WHEN {moment}::date > inspection_began_on THEN false"
        f" WHEN inspect_start_at IS NULL OR inspect_start_at::time = '00:00' OR {moment}::time = '00:00' THEN {moment}::date = inspection_began_on"
        f" ELSE {moment} <= inspect_start_at END"
    )


def _layers(p: Parameters) -> tuple[Layer, ...]:
    after = calendar.workday_after
    first: Layer = {
        "enterprise_inspected": (
            "CASE WHEN party_type = 'person' THEN false WHEN party_type IS NOT NULL OR party_credit_code IS NOT NULL THEN true END",
            Fact("检查对象是企业等经营主体", "flag"),
        ),
        "inspection_type": (
            _class("inspection_class", "inspection_kind"),
            Fact("检查分类（认定）", "choice", dict(InspectionClass.choices)),
        ),
        "inspected_onsite": (
            "coalesce(inspection_onsite, CASE WHEN acts_needing_two > 0 OR scanned THEN true END)",
            Fact("现场检查", "flag"),
        ),
        "inspection_began_on": ("coalesce(inspect_start_at::date, inspected_on)", Fact("开始检查日期", "date")),
        "scan_required": (p.flag("scan_required", on="inspected_on"), Fact("已推行扫码入企", "flag")),
        "items_published_by_now": (
            p.flag("inspection_items_published", on="inspected_on"),
            Fact("检查事项清单应当已公布", "flag"),
        ),
        "inspection_plan_due": ("extract(month FROM inspected_on) >= 4", Fact("年度检查计划已到报备期限", "flag")),
        "inspection_result_by": (after("inspection_result_on", "20"), Fact("公示检查结果的最后一日", "date")),
        "inspection_result_by_at_least": (after("inspected_on", "20"), Fact("检查后第20个工作日", "date")),
        "other_publish_by": (after("decision_date", "20"), Fact("公开其他执法决定的最后一日", "date")),
        "inspection_merge_days": (
            f"{p.value('inspection_merge_days', on='inspected_on', default='30')}::int",
            Fact("建议合并检查的间隔（日）", "number"),
        ),
    }
    second: Layer = {
        "approved_before_start": (_not_after_start("inspection_approved_at"), Fact("检查开始前已批准", "flag")),
        "notice_before_start": (_not_after_start("notice_shown_at"), Fact("检查开始前已出示文书", "flag")),
        "scanned_before_start": (_not_after_start("scanned_at"), Fact("检查开始前已扫码", "flag")),
        "days_since_routine": ("inspected_on - routine_before_on", Fact("距本机关上次日常检查（日）", "number")),
        "days_since_other_tier": ("inspected_on - other_tier_before_on", Fact("距其他层级同事项日常检查（日）", "number")),
        "cap_known": (
            "CASE WHEN inspection_cap_on <= inspected_on THEN inspection_cap END",
            Fact("已生效的年度频次上限（次）", "number"),
        ),
    }
    return first, second


FACTS = Facts(
    added={
        "visits": Added(
            _visits,
            "visits.case_id = c.id",
            ("party_credit_code", "inspected_on", "inspection_class", "inspection_kind", "deployed_by_upper"),
        ),
        "inspectors": Added(_inspectors, "inspectors.agency_id = c.agency_id"),
    },
    added_up={
        "agency_is_vertical": ("inspectors.vertically_managed", Fact("实行垂直管理", "flag")),
        "visits_counted": ("visits.counted", Fact("本年度第几次计入上限的检查", "number")),
        "visits_counted_at_most": ("visits.counted_at_most", Fact("本年度至多第几次计入上限的检查", "number")),
        "visits_in_all": ("visits.in_all", Fact("本年度对该企业第几次检查", "number")),
        "routine_before_on": ("visits.routine_before_on", Fact("本机关上次日常检查日期", "date")),
        "other_tier_before_on": ("visits.other_tier_before_on", Fact("其他层级上次同事项日常检查日期", "date")),
        "same_item_before_on": ("visits.same_item_before_on", Fact("上次同事项检查日期", "date")),
        "same_item_same_place": (
            "visits.same_item_before_place = c.place AND c.place <> ''",
            Fact("上次同事项检查在同一场所", "flag"),
        ),
        "own_item_before_on": ("visits.own_item_before_on", Fact("本机关上次同事项检查日期", "date")),
    },
    layers=_layers,
)
