"""导出的列：案件库、问题线索、批次、上报、鉴定销毁清单导出时有哪些列（申辩与豁免的在 `contest_exports.py`）。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef

from cases.choices import BatchState, CaseKind, Severity
from cases.lifecycles import DISPOSAL, FINDING
from cases.models import Finding
from cases.models.finding import STANDING_STATES
from cases.rules import RULESET
from supervision.exchange.outgoing import Delivery
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out
from supervision.web.masking import mask_name, mask_numbers


def _case_columns(user: Any) -> Sequence[Out]:
    """As the case library shows them; the rules that a case fails for whom findings are shown."""
    columns = [
        out("文号或案号", "decision_no", "case_no", "external_id", shown=first_named),
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
        out("规则", "rule_code", shown=RULESET.in_words),
        out("问题", "sentence"),
        out("依据", "basis"),
        out("机关", "agency__name"),
        out("案件文号或案号", "case__decision_no", "case__case_no", "case__external_id", shown=first_named),
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


def _package_columns(user: Any) -> Sequence[Out]:
    return (
        out("序号", "sequence", kind=Kind.INTEGER),
        out("数据包编号", "message", shown=str),
        out("编制时间", "made_at", kind=Kind.DATETIME),
        out("记录数", "records", kind=Kind.INTEGER),
        coded("状态", "state", Delivery.choices),
        out("签收时间", "acknowledged_at", kind=Kind.DATETIME),
        out("接受", "accepted", kind=Kind.INTEGER),
        out("退回", "refused", kind=Kind.INTEGER),
        out("发送次数", "tries", kind=Kind.INTEGER),
        out("问题", "problem"),
    )


def _refusal_columns(user: Any) -> Sequence[Out]:
    return (
        out("文号或案号", "case__decision_no", "case__case_no", "case__external_id", shown=first_named),
        out("案由", "case__cause"),
        out("机关", "agency__name"),
        coded("种类", "case__kind", CaseKind.choices),
        out("退回理由", "reason", shown=mask_numbers),
        out("退回时间", "told_at", kind=Kind.DATETIME),
        out("版本", "version", kind=Kind.INTEGER),
        coded("进展", "waiting", [(True, "已更正，等待重新上报"), (False, "待更正")]),
    )


def _disposal_columns(user: Any) -> Sequence[Out]:
    return (
        out("清单编号", "number"),
        coded("记录种类", "kind", CaseKind.choices),
        out("编制机关", "agency__name"),
        coded("状态", "state", DISPOSAL.choices),
        out("期满截止日", "until", kind=Kind.DATE),
        out("所列件数", "items_count", kind=Kind.INTEGER),
        out("已销毁件数", "destroyed_count", kind=Kind.INTEGER),
        out("编制人", "compiled_by__display_name"),
        out("编制时间", "compiled_at", kind=Kind.DATETIME),
        out("销毁完成时间", "finished_at", kind=Kind.DATETIME),
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


def first_named(*names: str) -> str:
    """The first of several names that is given."""
    return next(filter(None, names), "")


CASES = Exported("案件库", "cases.export_case", "cases:cases_export", _case_columns)
FINDINGS = Exported("问题线索", "cases.export_finding", "cases:triage_export", _finding_columns)
BATCHES = Exported("批次", "cases.export_batch", "cases:batches_export", _batch_columns)
PACKAGES = Exported("上报数据包", "cases.export_package", "cases:packages_export", _package_columns)
REFUSALS = Exported("省平台退回的案件", "cases.export_batch", "cases:refusals_export", _refusal_columns)
DISPOSALS = Exported("鉴定销毁清单", "cases.export_disposal", "cases:disposals_export", _disposal_columns)
ENTERPRISES = Exported("企业登记簿", "cases.export_enterprise", "cases:enterprises_export", _enterprise_columns)
