"""导出的列：单位申辩、豁免。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cases.contest_lifecycles import CONTEST, WAIVER
from cases.exports import first_named
from cases.rules import RULESET
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out
from supervision.web.masking import mask_numbers


def _contest_columns(user: Any) -> Sequence[Out]:
    return (
        out("规则", "finding__rule_code", shown=RULESET.in_words),
        out("问题", "finding__sentence"),
        out("单位", "agency__name"),
        out(
            "案件文号或案号",
            "finding__case__decision_no",
            "finding__case__case_no",
            "finding__case__external_id",
            shown=first_named,
        ),
        coded("状态", "state", CONTEST.choices),
        out("请说明的事项", "question", shown=mask_numbers),
        out("发出时间", "put_at", kind=Kind.DATETIME),
        out("发出人", "put_by__display_name"),
        out("申辩意见", "statement", shown=mask_numbers),
        out("申辩时间", "said_at", kind=Kind.DATETIME),
        out("申辩人", "said_by__display_name"),
        out("答复理由", "answer", shown=mask_numbers),
        out("答复时间", "answered_at", kind=Kind.DATETIME),
        out("答复人", "answered_by__display_name"),
    )


def _waiver_columns(user: Any) -> Sequence[Out]:
    return (
        out("规则", "rule_code", shown=RULESET.in_words),
        out("单位", "agency__name"),
        out("案件文号或案号", "case__decision_no", "case__case_no", "case__external_id", shown=first_named),
        out("权责事项编码", "item_code"),
        out("有效期自", "valid_from", kind=Kind.DATE),
        out("有效期至", "valid_to", kind=Kind.DATE),
        coded("状态", "state", WAIVER.choices),
        out("理由", "reason", shown=mask_numbers),
        out("依据", "basis"),
        out("申请人", "requested_by__display_name"),
        out("申请时间", "requested_at", kind=Kind.DATETIME),
        out("审批人", "decided_by__display_name"),
        out("审批时间", "decided_at", kind=Kind.DATETIME),
        out("审批意见", "decision", shown=mask_numbers),
        out("撤销时间", "revoked_at", kind=Kind.DATETIME),
        out("撤销理由", "revoke_reason", shown=mask_numbers),
    )


CONTESTS = Exported("单位申辩", "cases.export_contest", "cases:contests_export", _contest_columns)
WAIVERS = Exported("豁免", "cases.export_waiver", "cases:waivers_export", _waiver_columns)
