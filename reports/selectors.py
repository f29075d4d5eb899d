"""监督报告的读取：列表、审批过程、签收、数字表。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse

from agencies.choices import AgencyKind
from agencies.models import Agency, Region, User, in_place_of
from reports.choices import Decision, Step
from reports.indicators.window import Window
from reports.lifecycles import OTHER_BODY, OTHER_GOVERNMENT, REPORT, SYSTEM_ACTIONS
from reports.models import PeriodicReport, ReportApproval, ReportReceipt
from reports.sections.numbers import Number, in_order, numbers_of, shown
from supervision.outbox.models import OutboxJob
from supervision.workflow import Option

CHAIN = (Step.DIVISION, Step.LEGAL, Step.DIRECTOR, Step.LEADER)
BIG = ("snapshot", "sections")
"""Columns that only the report's own pages read."""


def reports_for(user: User) -> QuerySet[PeriodicReport]:
    """The reports a person may see, light, with how many recipients have acknowledged."""
    rows: QuerySet[PeriodicReport] = PeriodicReport.objects.visible_to(user)
    sent = ReportReceipt.objects.filter(report=OuterRef("pk")).order_by().values("report")
    return rows.defer(*BIG).annotate(
        # Each counted of the reports that are shown, not of all before the newest are picked out.
        recipients=Coalesce(Subquery(sent.values(n=Count("pk"))), 0),
        acknowledged=Coalesce(Subquery(sent.values(n=Count("acknowledged_at"))), 0),
    )


def receipts_for(user: User, *, whole: bool = False) -> QuerySet[ReportReceipt]:
    """Receipts of the agencies at which a person holds a post; `whole`: with the report's words and figures, for reading it."""
    mine = [grant.agency_id for grant in user.scope.with_permission("reports.acknowledge_report")]
    rows: QuerySet[ReportReceipt] = ReportReceipt.objects.visible_to(user).filter(agency_id__in=mine)
    rows = rows.select_related("report__agency", "agency", "acknowledged_by")
    return rows if whole else rows.defer(*(f"report__{column}" for column in BIG))


def receipts_of(report: PeriodicReport) -> QuerySet[ReportReceipt]:
    """Who has been sent a report and who has acknowledged it; the silent ones first."""
    return report.receipts.select_related("agency", "acknowledged_by").order_by(
        F("acknowledged_at").asc(nulls_first=True), "agency__region_code", "agency__code"
    )


def bodies_of(user: User) -> list[Region]:
    """The regions for which a person may have a report compiled: those of the supervision bodies where they hold such a post."""
    mine = [grant.agency_id for grant in user.scope.with_permission("reports.compile_report")]
    bodies = Agency.objects.filter(pk__in=mine, kind=AgencyKind.SUPERVISION_BODY)
    return list(Region.objects.filter(agencies__in=bodies).distinct())


def options(report: PeriodicReport, user: User) -> list[Option]:
    """The steps that are this person's business: without the worker's own, and without those of another level."""
    offered = [option for option in REPORT.available(report, user) if option.transition.action not in SYSTEM_ACTIONS]
    return [option for option in offered if option.refusal not in {OTHER_BODY, OTHER_GOVERNMENT}]


@dataclass(frozen=True)
class ChainStep:
    """One line of the approval line, as `web/approvals.html` draws it."""

    office: str
    state: str
    who: str = ""
    at: datetime.datetime | None = None
    words: str = ""


def approval_line(report: PeriodicReport, approvals: list[ReportApproval]) -> list[ChainStep]:
    """Submission and the four steps of the version in hand: who, when, verbatim; then what has not happened yet."""
    steps = []
    if report.submitted_at and report.state not in {"compiling", "draft"}:
        by = in_place_of(report.submitted_by, report.submitted_for)
        steps.append(ChainStep(f"报送（第{report.version}版）", "done", by, report.submitted_at))
    decided = {one.step: one for one in approvals if one.version == report.version}
    for step in CHAIN:
        one = decided.get(step)
        if one is not None:
            state = "done" if one.decision == Decision.AGREED else "returned"
            steps.append(ChainStep(step.label, state, f"{one.actor_title} {one.actor_name}", one.decided_at, one.words))
        else:
            steps.append(ChainStep(step.label, "current" if report.state == step.value else "waiting"))
    return steps


def earlier_decisions(report: PeriodicReport, approvals: list[ReportApproval]) -> list[ChainStep]:
    """Decisions on versions before the one in hand, oldest first."""
    return [
        ChainStep(
            f"第{one.version}版 {one.get_step_display()}",
            "done" if one.decision == Decision.AGREED else "returned",
            f"{one.actor_title} {one.actor_name}",
            one.decided_at,
            one.words,
        )
        for one in approvals
        if one.version < report.version
    ]


@dataclass(frozen=True)
class FigureCard:
    """A figure as the side column shows it."""

    code: str
    label: str
    value: str
    unit: str
    definition: str
    formula: str
    sources: str
    query: str
    base: str
    interval: str
    previous: str
    url: str
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)


def figure_cards(report: PeriodicReport, user: User) -> list[tuple[str, list[FigureCard]]]:
    """All figures of a report under the headings of their groups, in order.

    The list of records behind a figure is offered to people of the report's own level only: others' lists hold more places.
    """
    linked = any(grant.region_code == report.region_code for grant in user.scope.grants)
    groups: dict[str, list[FigureCard]] = {}
    for figure in in_order(report.frozen):
        groups.setdefault(figure["group"], []).append(_card(report, figure, linked))
    return list(groups.items())


def _card(report: PeriodicReport, figure: dict[str, Any], linked: bool) -> FigureCard:
    single = figure["rows"][0] if figure["rows"] and not figure["rows"][0]["key"] else None
    earlier = figure["previous"][0] if single and figure["previous"] else None
    pattern = figure["list_url"] if linked else ""
    unit = "万元" if figure["kind"] == "amount" else "" if figure["kind"] == "share" else figure["unit"]
    return FigureCard(
        code=figure["code"],
        label=figure["label"],
        value=shown(figure, single) if single else "",
        unit=unit if single else "",
        definition=figure["definition"],
        formula=figure["formula"],
        sources="、".join(figure["sources"]),
        query=_runnable(figure["query"], report),
        base=f"{single['part']:,} ÷ {single['base']:,}" if single and single["base"] is not None else "",
        interval=f"{single['low']}%—{single['high']}%" if single and single["low"] is not None else "",
        previous=f"{shown(figure, earlier)} {unit}".strip() if earlier else "",
        url=_list_url(pattern, report) if single else "",
        rows=[] if single else [_line(figure, row, _list_url(pattern, report, row["key"])) for row in figure["rows"]],
    )


def _line(figure: dict[str, Any], row: dict[str, Any], url: str) -> tuple[str, str, str, str]:
    return row["label"], shown(figure, row), f"{row['base']:,}" if row["base"] is not None else "", url


def _runnable(query: str, report: PeriodicReport) -> str:
    """The reproducing query with this report's own place and period, to be run as it stands."""
    literals = Window.of_snapshot(report.frozen).parameters
    for name, value in literals.items():
        query = query.replace(f"%({name})s", f"'{value}'")
    return query


def _list_url(pattern: str, report: PeriodicReport, key: str = "") -> str:
    """The list behind a figure, cases narrowed to the report's period; empty when that page does not exist."""
    name, _, query = pattern.replace("{key}", key).partition("?")
    try:
        address = reverse(name) if name else ""
    except NoReverseMatch:
        return ""
    if name != "cases:cases":
        return address
    period = f"listed_from={report.period_start}&listed_to={report.period_end}"
    return f"{address}?{query}&{period}" if query else f"{address}?{period}"


def numbers_for_editing(report: PeriodicReport) -> list[tuple[str, Number]]:
    """The numbers an editor may put into a paragraph."""
    return list(numbers_of(report.frozen).items())


def three_figures(report: PeriodicReport) -> list[dict[str, str]]:
    """What a leader sees first."""
    figures = report.frozen["figures"]
    return [
        {
            "label": figures[code]["label"],
            "value": shown(figures[code], figures[code]["rows"][0]),
            "unit": "" if figures[code]["kind"] == "share" else figures[code]["unit"],
            "note": _against_last_month(figures[code]),
        }
        for code in ("cases_total", "findings_total", "instruments_overdue")
        if code in figures
    ]


def _against_last_month(figure: dict[str, Any]) -> str:
    return f"上月 {shown(figure, figure['previous'][0])}" if figure["previous"] else "截至统计之日"


def progress_of(report: PeriodicReport) -> dict[str, Any]:
    """How far the worker is with what it does for this report (compiling or issuing), as `web/progress.html` draws it."""
    issuing = report.state in {"issuing", "issued"}
    kind = "reports.issue" if issuing else "reports.compile"
    job = OutboxJob.objects.filter(dedupe_key=f"{kind}:{report.pk}").first()
    done = report.state not in {"compiling", "issuing"}
    failed = bool(job and job.dead)
    message = ""
    if failed:
        message = "多次尝试未成功，已停止。请联系系统管理员查看后台任务。"
    elif job and job.attempts and not done:
        message = f"第 {job.attempts} 次尝试未成功，系统会自动重试。可以离开本页。"
    return {
        "title": "正在取发文字号、生成文件并分送" if issuing else "正在汇总数据、固定快照、撰写初稿",
        "done": 1 if done else 0,
        "total": 1,
        "unit": "份",
        "url": reverse("reports:progress", args=[report.pk]),
        "finished": done,
        "failed": failed,
        "message": message,
        "result_url": report.get_absolute_url() if done else "",
        "result_label": "打开报告",
    }
