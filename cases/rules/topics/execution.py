"""事实：收缴与上缴、缴款期、结案、移送的期限。"""

from __future__ import annotations

from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer

# 行政处罚法 §70: one receipt serves one collection. Of the few cases that name a receipt, those whose number another case has too.
_RECEIPTS = """
    SELECT receipt_no, count(*) AS cases_with_this_receipt FROM cases_caseparticulars
    WHERE receipt_no <> '' AND {among} GROUP BY receipt_no HAVING count(*) > 1"""


def _receipts(scope: Scope, parameters: Parameters) -> str:
    own = "SELECT k.receipt_no FROM cases_caseparticulars k WHERE {in_scope}"
    return _RECEIPTS.format(among=scope.among("receipt_no", own, "k.case_id") if not scope.large else "true")


def _next_workday(day: str) -> str:
    """The day itself where offices work on it, else the first such day after it; NULL beyond the published calendar."""
    return f"CASE WHEN {calendar.is_workday(day)} THEN {day} ELSE {calendar.workday_after(day, '1')} END"


def _layers(p: Parameters) -> tuple[Layer, ...]:
    after = calendar.workday_after
    first: Layer = {
        "fine_taken_on": (
            "CASE WHEN collected_on_water THEN landed_on ELSE collected_on END",
            Fact("当场收缴（抵岸）日期", "date"),
        ),
        "pay_by_statute": ("served_on + 15", Fact("送达后第15日", "date")),
        "pay_due_told": ("coalesce(pay_due_in_document, pay_due_date)", Fact("缴款期限届满日", "date")),
        "close_days": (f"{p.value('close_days', on='close_trigger_on')}::int", Fact("结案期限（工作日）", "number")),
        "closing_filed_on": ("coalesce(close_form_on, closed_on)", Fact("填写结案审批表（结案）日期", "date")),
        "file_major_by": (
            f"decision_date + {p.value('file_major_days', on='decision_date')}::int",
            Fact("重大处罚备案的最后一日", "date"),
        ),
        "transfer_decide_by": ("transfer_reported_on + 3", Fact("决定是否移送的最后一日", "date")),
        "transfer_decided_day": ("transfer_decided_at::date", Fact("决定是否移送的日期", "date")),
        "transfer_by": ("transfer_decided_at + interval '24 hours'", Fact("移送的最后时刻", "moment")),
        "hand_over_by": ("police_filed_notice_on + 3", Fact("移交涉案物品的最后一日", "date")),
        "only_warned_or_suspended": (
            "penalty_kinds <@ '{warning,suspend_business,suspend_licence,revoke_licence}'::varchar[] AND penalty_kinds <> '{}'",
            Fact("只有警告、责令停产停业、暂扣或者吊销许可证件", "flag"),
        ),
    }
    second: Layer = {
        "fine_hand_in_by": (after("fine_taken_on", "2"), Fact("交至行政机关的最后一日", "date")),
        "fine_bank_by": (after("handed_in_on", "2"), Fact("缴付银行的最后一日", "date")),
        "close_by": (after("close_trigger_on", "close_days"), Fact("填写结案审批表的最后一日", "date")),
        "transfer_decide_next_workday": (_next_workday("transfer_decide_by"), Fact("决定期限末日或其后首个工作日", "date")),
        "hand_over_next_workday": (_next_workday("hand_over_by"), Fact("移交期限末日或其后首个工作日", "date")),
    }
    return first, second


FACTS = Facts(
    added={"receipts": Added(_receipts, "receipts.receipt_no = p.receipt_no", ("receipt_no",))},
    added_up={
        "fine_received": ("c.payments IS NOT NULL", Fact("已有缴款记录", "flag")),
        "cases_with_this_receipt": ("receipts.cases_with_this_receipt", Fact("使用同一票据号的案件数", "number")),
    },
    layers=_layers,
)
