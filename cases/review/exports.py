"""案卷评查的导出：批次、抽中的案卷、各单位的结果。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cases.choices import CaseKind
from cases.review.choices import DecidedBy, Grade, Stratum
from cases.review.lifecycles import FILE, ROUND
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out
from supervision.web.masking import mask_numbers


def _rounds(user: Any) -> Sequence[Out]:
    return (
        out("批次", "title"),
        out("组织机关", "agency__name"),
        out("评查年度", "year", kind=Kind.INTEGER),
        out("案卷期间起", "period_start", kind=Kind.DATE),
        out("案卷期间止", "period_end", kind=Kind.DATE),
        coded("状态", "state", ROUND.choices),
        out("单位数", "agencies_count", kind=Kind.INTEGER),
        out("总体件数", "population", kind=Kind.INTEGER),
        out("抽中件数", "files_count", kind=Kind.INTEGER),
        out("已评定件数", "scored_count", kind=Kind.INTEGER),
        out("随机种子", "seed", shown=str),
        out("总体摘要", "population_digest", shown=str),
        out("告知日期", "told_on", kind=Kind.DATE),
        out("公布时间", "published_at", kind=Kind.DATETIME),
    )


def _files(user: Any) -> Sequence[Out]:
    return (
        out("批次", "round__title"),
        out("单位", "agency__name"),
        out("文号或案号", "label"),
        out("案由", "cause", shown=mask_numbers),
        coded("种类", "kind", CaseKind.choices),
        coded("层次", "stratum", Stratum.choices),
        out("抽取序号", "place", kind=Kind.INTEGER),
        coded("状态", "state", FILE.choices),
        out("第一评查人", "first__display_name"),
        out("第二评查人", "second__display_name"),
        out("第三评查人", "third__display_name"),
        out("得分", "score"),
        coded("等次", "grade", Grade.choices),
        coded("一票否决", "vetoed", [(True, "是"), (False, "否")]),
        coded("评定方式", "decided_by", DecidedBy.choices),
    )


def _results(user: Any) -> Sequence[Out]:
    return (
        out("批次", "title"),
        out("组织机关", "body_name"),
        out("单位", "agency__name"),
        coded("状态", "state", [("planned", "评查中"), ("told", "已告知"), ("published", "已公布")]),
        out("评查件数", "files_count", kind=Kind.INTEGER),
        out("平均分", "average"),
        out("合格以上件数", "passing", kind=Kind.INTEGER),
        out("优秀件数", "excellent", kind=Kind.INTEGER),
        out("典型问题", "problems", shown=lambda told: "；".join(f"{one['title']}（{one['files']}件）" for one in told)),
        out("告知日期", "told_on", kind=Kind.DATE),
        out("异议期限届满日", "objection_due", kind=Kind.DATE),
    )


ROUNDS = Exported("评查批次", "cases.export_review", "cases:reviews_export", _rounds)
FILES = Exported("评查案卷", "cases.export_review", "cases:review_files_export", _files)
RESULTS = Exported("评查结果", "cases.export_review_result", "cases:review_results_export", _results)
