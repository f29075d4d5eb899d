"""导出的列：执法质效评议、各单位的评议结果。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from appraisals.lifecycles import APPRAISAL
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out


def _appraisals(user: Any) -> Sequence[Out]:
    return (
        out("评议", "title"),
        out("组织机关", "agency__name"),
        out("评议期间起", "period_start", kind=Kind.DATE),
        out("评议期间止", "period_end", kind=Kind.DATE),
        coded("状态", "state", APPRAISAL.choices),
        out("单位数", "agencies_count", kind=Kind.INTEGER),
        out("已评完单位数", "scored_count", kind=Kind.INTEGER),
        out("评议标准公开日期", "criteria_published_on", kind=Kind.DATE),
        out("评议过程公开日期", "process_published_on", kind=Kind.DATE),
        out("评议结果公开日期", "result_published_on", kind=Kind.DATE),
        out("办结日期", "closed_on", kind=Kind.DATE),
    )


def _results(user: Any) -> Sequence[Out]:
    return (
        out("评议", "appraisal__title"),
        out("组织机关", "appraisal__agency__name"),
        out("单位", "agency__name"),
        coded("状态", "state", [("told", "评议中"), ("published", "结果已公开")]),
        out("总分", "total"),
        out("评议结果公开日期", "appraisal__result_published_on", kind=Kind.DATE),
    )


APPRAISALS = Exported("执法质效评议", "appraisals.export_appraisal", "appraisals:appraisals_export", _appraisals)
RESULTS = Exported("评议结果", "appraisals.export_result", "appraisals:results_export", _results)
