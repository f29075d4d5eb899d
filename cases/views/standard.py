"""数据标准：一页看完报什么、什么时候必须填、空着会怎样；可以下载成工作簿。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.views import View

from cases.choices import CaseKind
from cases.columns.standard import CURRENT, EDITIONS
from cases.rules import VERSION
from cases.selectors.standard import Line, doubts, groups, kept, lines
from cases.views.batches import XLSX
from supervision.tabular import write_pages
from supervision.web.throttling import EXPORT
from supervision.web.views import Page

HEADINGS = (
    "板块",
    "栏目",
    "字段",
    "内容",
    "长度上限",
    "何时必填",
    "必填的依据",
    "双公示代码",
    "认得的其他表头",
    "空着即“缺数据”的规则",
    "部分情形下“缺数据”的规则",
    "其他查看的规则",
    "来源",
    "待核",
    "说明",
    "示例",
)


class Standard(Page):
    """The standard of one kind of record; the kinds are tabs."""

    permission = "cases.view_case"
    template_name = "cases/standard.html"
    title = "数据标准"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("kind", "")
        kind = CaseKind(asked) if asked in CaseKind.values else CaseKind.PENALTY
        shown = groups(kind)
        return super().get_context_data(
            kind=kind,
            groups=shown,
            count=sum(len(group.lines) for group in shown),
            needed=sum(bool(line.needed_by) for group in shown for line in group.lines),
            kept=kept(kind),
            doubts=doubts(kind),
            current=CURRENT,
            editions=EDITIONS,
            ruleset=VERSION,
            tabs=[{"label": one.label, "url": f"?kind={one.value}", "current": one == kind, "count": None} for one in CaseKind],
            template_url=reverse("cases:template", args=[kind]) if self.request.user.has_perm("cases.upload") else "",
            **kwargs,
        )


class Workbook(View):
    """The whole standard as a workbook: its version, one sheet for each kind of record, the code lists."""

    permission = "cases.view_case"
    throttle = EXPORT

    def get(self, request: HttpRequest) -> FileResponse:
        """Nothing personal stands in it."""
        editions = [(one.version, one.since.isoformat(), "\n".join(one.changes)) for one in EDITIONS]
        pages: list[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = [("版本", ("版本", "适用自", "变化"), editions)]
        pages += [(str(kind.label), HEADINGS, [_row(group.label, line) for group, line in lines(kind)]) for kind in CaseKind]
        pages.append(("代码表", ("栏目", "适用于", "代码", "名称", "文件中还可以写作"), list(_code_rows())))
        name = f"行政执法数据标准{CURRENT.version}.xlsx"
        return FileResponse(write_pages(pages), as_attachment=True, filename=name, content_type=XLSX)


def _row(block: str, line: Line) -> tuple[str, ...]:
    column = line.column
    doubts = dict.fromkeys(doubt for doubt in (column.doubt, line.need_doubt) if doubt)
    return (
        block,
        column.label,
        column.key,
        f"{line.kind}（见“代码表”）" if line.codes else line.kind,
        str(column.max_length or ""),
        column.needed_when,
        line.needed_by.title if line.needed_by else "",
        "、".join(line.standard),
        "、".join(line.headings),
        *("、".join(code for code, _ in rules) for rules in (line.always, line.sometimes, line.looked)),
        column.source,
        "；".join(doubts),
        column.help,
        column.example,
    )


def _code_rows() -> Iterator[tuple[str, ...]]:
    """Each code list once, with the kinds of record that use it."""
    lists: dict[tuple[str, Any], list[str]] = {}
    for kind in CaseKind:
        for _, line in lines(kind):
            if line.codes:
                lists.setdefault((line.column.label, line.codes), []).append(str(kind.label))
    for (label, codes), kinds in lists.items():
        for code in codes:
            yield label, "、".join(kinds), code.code, code.label, "、".join(code.spoken)
