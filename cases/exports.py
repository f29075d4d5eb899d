"""导出的列：案件库、问题线索、批次导出时有哪些列。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef

from cases.choices import BatchState, CaseKind, Severity
from cases.lifecycles import FINDING
from cases.models import Finding
from cases.models.finding import STANDING_STATES
from cases.rules import RULESET
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out
from supervision.web.masking import mask_name, mask_numbers


def _case_columns(user: Any) -> Sequence[Out]:
    """As the case library shows them; the rules that a case fails for whom findings are shown."""
    columns = [
        out("文号或案号", "decision_no", "case_no", "external_id", shown=_first),
        out("案由", "cause"),
        out("当事人", "party_name", "party_type", shown=mask_name),
        out("机关", "agency__name"),
        coded("种类", "kind", CaseKind.choices),
        out("日期", "listed_on", kind=Kind.DATE),
        out("罚款（元）", "fine_amount", kind=Kind.MONEY_YUAN),
    ]
    if user.has_perm("cases.view_finding"):
        standing = Finding.objects.visible_to(user).filter(case=OuterRef("pk"), state__in=STANDING_STATES)
        codes = ArraySubquery(standing.order_by("severity", "rule_code").values("rule_code"))
        columns.append(out("检出问题", codes, kind=Kind.LIST))
    return columns


def _finding_columns(user: Any) -> Sequence[Out]:
    return (
        coded("程度", "severity", Severity.choices),
        out("规则", "rule_code", shown=_rule_in_words),
        out("问题", "sentence"),
        out("依据", "basis"),
        out("机关", "agency__name"),
        out("案件文号或案号", "case__decision_no", "case__case_no", "case__external_id", shown=_first),
        out("法定期限届满日", "due_on", kind=Kind.DATE),
        out("发现日期", "found_on", kind=Kind.DATE),
        coded("状态", "state", FINDING.choices),
        out("研判人", "reviewed_by__display_name"),
        out("研判时间", "reviewed_at", kind=Kind.DATETIME),
        out("理由", "reason", shown=mask_numbers),
    )


def _batch_columns(user: Any) -> Sequence[Out]:
    return (
        out("文件", "file_name"),
        out("单位", "agency__name"),
        coded("种类", "kind", CaseKind.choices),
        out("报送时间", "uploaded_at", kind=Kind.DATETIME),
        coded("状态", "state", BatchState.choices),
        out("行数", "total", kind=Kind.INTEGER),
        out("新入库", F("stored") + F("repaired"), kind=Kind.INTEGER),
        out("更新", "superseded", kind=Kind.INTEGER),
        out("未变", "unchanged", kind=Kind.INTEGER),
        out("未入库", "refused", kind=Kind.INTEGER),
    )


def _enterprise_columns(user: Any) -> Sequence[Out]:
    return (
        out("统一社会信用代码", "credit_code"),
        out("名称", "name"),
        out("用过的名称", "names", kind=Kind.LIST),
        out("行政处罚", "penalties", kind=Kind.INTEGER),
        out("行政许可", "licences", kind=Kind.INTEGER),
        out("行政强制", "coercions", kind=Kind.INTEGER),
        out("行政检查", "inspections", kind=Kind.INTEGER),
        out("最早", "first_on", kind=Kind.DATE),
        out("最近", "last_on", kind=Kind.DATE),
    )


def _first(*names: str) -> str:
    """The first of several names that is given."""
    return next(filter(None, names), "")


def _rule_in_words(code: str) -> str:
    """The code of a rule with its title; the code alone of a rule that is no longer in the set."""
    return f"{code} {RULESET.rule(code).title}" if code in RULESET.codes else code


CASES = Exported("案件库", "cases.export_case", "cases:cases_export", _case_columns)
FINDINGS = Exported("问题线索", "cases.export_finding", "cases:triage_export", _finding_columns)
BATCHES = Exported("批次", "cases.export_batch", "cases:batches_export", _batch_columns)
ENTERPRISES = Exported("企业登记簿", "cases.export_enterprise", "cases:enterprises_export", _enterprise_columns)
