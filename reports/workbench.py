"""工作台：这个人现在该做什么，按期限先后排。

What one person has to do, drawn from everything below: each source is one statement, asked only when a post of this person holds the
permission for that step. Figures come with the trend of two weeks. A page of it costs at most twelve statements, whatever the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse

from agencies.models import User
from cases.models import Finding
from notices.models import Instrument
from notices.selectors import queues
from reports.models import CaseRollup, PeriodicReport, ReportReceipt
from supervision.workdays import Calendar, Remaining, remaining

TREND_DAYS = 14
FINDING_CAP = 1000
SHOWN = 12

REPORT_STEPS = (
    ("reports.draft_report", "draft", "月报", "修改报送"),
    ("reports.review_division", "division", "月报", "审核"),
    ("reports.review_legal", "legal", "月报", "法制审核"),
    ("reports.approve_director", "director", "月报", "审批"),
    ("reports.instruct", "leader", "月报", "批示"),
    ("reports.issue_report", "approved", "月报", "编号印发"),
)


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, which agency, by when, and the button that does the next step."""

    kind: str
    title: str
    url: str
    agency: str
    action_label: str
    due: date | None = None
    remaining: Remaining | None = None
    note: str = ""

    @property
    def action_url(self) -> str:
        """The button leads where the title does."""
        return self.url


@dataclass
class Figure:
    """One figure of the right-hand column."""

    label: str
    value: str
    unit: str = ""
    trend: list[int] = field(default_factory=list)
    note: str = ""
    url: str = ""
    tone: str = ""


@dataclass
class Workbench:
    """What the page shows."""

    todos: list[Todo]
    figures: list[Figure]
    late: list[Todo]


def workbench_of(user: User, *, today: date, calendar: Calendar) -> Workbench:
    """The workbench of one person today."""
    can = user.scope.permissions
    todos: list[Todo] = []
    figures: list[Figure] = []
    for permission, source in _SOURCES:
        if permission in can:
            todos.extend(source(user, today, calendar))
    todos.extend(_reports(user))
    late: list[Todo] = []
    if "cases.view_finding" in can:
        figures.append(_findings(user))
    if "notices.view_matter" in can or "notices.respond" in can:
        overdue = queues.overdue(user, today=today, limit=5)
        late = [_instrument_todo("逾期", row, "查看", today, calendar, respond="notices.respond" in can) for row in overdue.rows]
        url = reverse("notices:inbox") if "notices.respond" in can else reverse("notices:overdue")
        figures.append(Figure("逾期未反馈", overdue.count_text, "件", url=url, tone="bad" if overdue.count else ""))
    if "reports.view_report" in can:
        figures.append(_collected(user, today))
    todos.sort(key=lambda todo: (todo.due or date.max, todo.kind))
    return Workbench(todos[:SHOWN], figures, late)


def _instruments(
    queue: Callable[..., queues.Queue], kind: str, action: str, *, respond: bool = False
) -> Callable[[User, date, Calendar], Iterator[Todo]]:
    """The to-dos of one queue of instruments."""

    def source(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
        for row in queue(user, limit=SHOWN).rows:
            yield _instrument_todo(kind, row, action, today, calendar, respond=respond)

    return source


def _instrument_todo(kind: str, row: Instrument, action: str, today: date, calendar: Calendar, *, respond: bool) -> Todo:
    url = reverse("notices:inbox_instrument", args=[row.pk]) if respond else row.get_absolute_url()
    return Todo(
        kind=kind,
        title=str(row),
        url=url,
        agency=row.issuer.short_name if respond else row.agency.short_name,
        action_label=action,
        due=row.due_on,
        remaining=remaining(today, row.due_on, calendar) if row.due_on else None,
        note=row.return_reason if row.state == "draft" and row.return_reason else "",
    )


def _extensions(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
    for request in queues.extension_requests(user, limit=SHOWN).rows:
        row = request.instrument
        due = row.due_on
        yield Todo(
            "延期",
            f"{row} 申请延长 {request.amount}{row.get_period_unit_display()}",
            row.get_absolute_url(),
            row.agency.short_name,
            "决定",
            due,
            remaining(today, due, calendar) if due else None,
        )


def _receipts(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
    own = [grant.agency_id for grant in user.scope.with_permission("reports.acknowledge_report")]
    rows = ReportReceipt.objects.filter(agency__in=own, acknowledged_at=None).select_related("report__agency")
    for receipt in rows.order_by("-id")[:SHOWN]:
        yield Todo("收件", receipt.report.title, receipt.get_absolute_url(), receipt.report.agency.short_name, "签收")


_SOURCES: tuple[tuple[str, Callable[[User, date, Calendar], Iterator[Todo]]], ...] = (
    ("notices.respond", _instruments(queues.inbox, "整改", "填报", respond=True)),
    ("notices.sign_instrument", _instruments(queues.awaiting_signature, "签发", "审签")),
    ("notices.check_instrument", _instruments(queues.awaiting_check, "核稿", "核稿")),
    ("notices.verify_response", _instruments(queues.to_verify, "核验", "核验")),
    ("notices.decide_extension", _extensions),
    ("notices.draft_instrument", _instruments(queues.my_drafts, "拟稿", "继续")),
    ("reports.acknowledge_report", _receipts),
)


def _reports(user: User) -> Iterator[Todo]:
    """Reports that wait for this person's step, in one statement."""
    words = {state: (kind, action) for permission, state, kind, action in REPORT_STEPS if permission in user.scope.permissions}
    if not words:
        return
    mine = Q(pk__in=())
    for permission, state, _kind, _action in REPORT_STEPS:
        for grant in user.scope.with_permission(permission):
            # A leader's own agency is the government; the report is its bureau's, of the same region.
            mine |= Q(state=state, region_code=grant.region_code)
    for report in PeriodicReport.objects.filter(mine).select_related("agency").order_by("-id")[:SHOWN]:
        kind, action = words[report.state]
        url = reverse("reports:instruct", args=[report.pk]) if report.state == "leader" else report.get_absolute_url()
        yield Todo(kind, report.title, url, report.agency.short_name, action)


def _findings(user: User) -> Figure:
    """Findings that wait for triage: a look at the index up to the cap, one statement."""
    rows = Finding.objects.visible_to(user).filter(state="open").order_by("severity", "id")
    levels = list(rows.values_list("severity", flat=True)[: FINDING_CAP + 1])
    count, critical = len(levels), sum(level == 1 for level in levels)
    note = f"其中严重 {critical:,}{'+' if critical > FINDING_CAP else ''} 条" if critical else "没有严重问题"
    text = f"{FINDING_CAP:,}+" if count > FINDING_CAP else f"{count:,}"
    return Figure("待研判线索", text, "条", note=note, url=reverse("cases:triage"))


def _collected(user: User, today: date) -> Figure:
    """Records of the last two weeks by day, from the rollups."""
    since = today - timedelta(days=TREND_DAYS - 1)
    rows = CaseRollup.objects.visible_to(user).filter(day__gte=since, day__lte=today)
    by_day = dict(rows.values_list("day").annotate(Sum("cases")).order_by("day"))
    trend = [by_day.get(since + timedelta(days=offset), 0) for offset in range(TREND_DAYS)]
    return Figure("近14日执法记录", f"{sum(trend):,}", "件", trend=trend, url=reverse("cases:cases"))
