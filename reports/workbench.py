"""工作台：这个人现在该做什么，按期限先后排；右边是三个数、昨天以来的变化、即将到期和已经逾期。

What one person has to do, drawn from everything below: each source is one statement, asked only when a post of this person holds the
permission for that step. A page of it costs at most twelve statements, whatever the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet, Sum
from django.urls import reverse

from agencies.access.remembered import remembered
from agencies.choices import Role
from agencies.models import User
from cases.models import Finding
from cases.review import selectors as reviews
from notices.models import Instrument, Matter
from notices.selectors import queues
from reports.models import CaseRollup, PeriodicReport, ReportReceipt
from reports.workbench_news import Change, News, changes
from supervision.workdays import Calendar, Remaining, remaining

TREND_DAYS = 14
SOON_DAYS = 7
SHOWN = 12
LONGEST = 200
"""Files to review that are counted together in one entry."""
BESIDE = 5

REPORT_STEPS = (
    ("reports.draft_report", "draft", "月报", "修改报送"),
    ("reports.review_division", "division", "月报", "审核"),
    ("reports.review_legal", "legal", "月报", "法制审核"),
    ("reports.approve_director", "director", "月报", "审批"),
    ("reports.instruct", "leader", "月报", "批示"),
    ("reports.issue_report", "approved", "月报", "编号印发"),
)


@dataclass(frozen=True)
class Guide:
    """What a post is for, and where its work begins: (what one does there, the page's address)."""

    words: str
    ways: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, str, str, str], ...] = ()
    """The same as large buttons for a thumb: (what one does there, the page's address, its picture, a line more)."""


def guides_of(roles: frozenset[Role]) -> list[Guide]:
    """For a person whose day is not a list of deadlines: what the post may do, each thing one click away."""
    people = reverse("agencies:people")
    guides = {
        Role.SOCIAL_SUPERVISOR: Guide(
            "社会监督员：反映行政执法机关的问题，查看自己反映的问题办到哪一步。别人反映的问题看不到。",
            choices=(
                ("反映问题", reverse("leads:report"), "speakerphone", "写明哪个单位、什么事"),
                ("我的记录", reverse("leads:mine"), "list-details", "是否受理、处理结果"),
            ),
        ),
        Role.SYSTEM_ADMIN: Guide(
            "系统管理员：登记、停用账号，办理移交，重置密码，载入工作日历；不授予岗位，不查看案件和监督文书。",
            (
                ("登记账号", reverse("agencies:account_new")),
                ("没有岗位的账号", f"{people}?state=idle"),
                ("已停用的账号", f"{people}?state=disabled"),
                ("工作日历", reverse("agencies:calendar")),
            ),
        ),
        Role.SECURITY_ADMIN: Guide(
            "安全管理员：授予、终止岗位，授予、收回例外，解除登录锁定，查看每个人能看什么、做什么；不查看案件和监督文书。",
            (
                ("等待授予岗位的账号", f"{people}?state=idle"),
                ("生效中的例外", f"{reverse('agencies:exceptions')}?state=live"),
                ("生效中的代理", f"{reverse('agencies:delegations')}?state=live"),
                ("个人信息清单", reverse("agencies:personal_data")),
            ),
        ),
        Role.AUDIT_ADMIN: Guide(
            "审计管理员：查看操作留痕，核验它没有被改动；不查看案件和监督文书。",
            (
                ("被拒绝的操作", f"{reverse('trail:events')}?result=denied"),
                ("全部留痕", reverse("trail:events")),
                ("封存与核验", reverse("trail:seal")),
            ),
        ),
        Role.TOWNSHIP_ASSISTANT: Guide(
            "司法所协助开展监督：核实本镇线索、协助监督事项并记录所见所问；不制发监督文书（《行政执法监督条例》第六条第二款）。"
        ),
    }
    return [guide for role, guide in guides.items() if role in roles]


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
    """What the page shows. `soon` and `late` are None for a person who follows no deadlines; `guides` say what a post is for."""

    todos: list[Todo]
    figures: list[Figure]
    news: list[Change]
    guides: list[Guide]
    soon: list[Todo] | None = None
    late: list[Todo] | None = None


def workbench_of(user: User, *, today: date, calendar: Calendar) -> Workbench:
    """The workbench of one person today."""
    can = user.scope.permissions
    todos = [*_instruments(user, today, calendar)]
    for permission, source in _SOURCES:
        if permission in can:
            todos.extend(source(user, today, calendar))
    todos.extend(_reports(user))
    news = changes(user, today=today)
    todos.extend(_warnings(news.open_warnings))
    todos.extend(_said(news))
    todos.sort(key=lambda todo: (todo.due or date.max, todo.kind))
    guides = guides_of(user.scope.roles)
    bench = Workbench(todos[:SHOWN], [], news.changes, guides)
    if news.open_findings:
        bench.figures.append(Figure("待研判线索", news.open_findings, "条", note=news.critical, url=reverse("cases:triage")))
    if "notices.view_instrument" in can:
        _deadlines(bench, user, today, calendar)
    if "reports.view_report" in can:
        bench.figures.append(_collected(user, today))
    return bench


def _instruments(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
    """Instruments that wait for this person, at whatever step, in one statement."""
    found = queues.waiting(user, limit=SHOWN)
    for row in found.answer:
        kind, action = ("收件", "签收") if row.state == "delivered" else ("整改", "填报")
        yield _instrument_todo(kind, row, action, today, calendar, respond=True)
    for kind, action, rows in (
        ("签发", "审签", found.sign),
        ("核稿", "核稿", found.check),
        ("核验", "核验", found.verify),
        ("拟稿", "继续", found.draft),
    ):
        for row in rows:
            yield _instrument_todo(kind, row, action, today, calendar)


def _instrument_todo(kind: str, row: Instrument, action: str, today: date, calendar: Calendar, *, respond: bool = False) -> Todo:
    url = reverse("notices:inbox_instrument", args=[row.pk]) if respond else row.get_absolute_url()
    returned = f"退回：{row.return_reason}" if row.state == "draft" and row.return_reason else ""
    # Whether the period runs while an objection waits for its answer, the law does not say: nobody is called late.
    due = None if row.objected and row.due_on and row.due_on < today else row.due_on  # type: ignore[attr-defined]
    return Todo(
        kind=kind,
        title=row.title,
        url=url,
        agency=row.issuer.short_name if respond else row.agency.short_name,
        action_label=action,
        due=due,
        remaining=remaining(today, due, calendar) if due else None,
        note=returned or (row.number if due == row.due_on else f"{row.number} 异议待答复"),
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


def _reviews(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
    """Files that wait for this person's sheet, for a third reviewer or for a re-review at their body."""
    for one in reviews.waiting(user, LONGEST):
        file, count, url = one.first, one.count, f"{reverse('cases:review_files')}?round={one.first.round_id}"
        if one.state == "objected":
            due = file.objection.answer_due
            title, left = f"复核异议：{file.label}", remaining(today, due, calendar)
            yield Todo("复核", title, file.get_absolute_url(), file.agency.short_name, "复核", due, left, file.round.title)
        elif one.state == "third":
            title = f"{file.round.title}：{count} 件待第三人评定"
            yield Todo("评查", title, f"{url}&state=third", "", "评定", note="两名评查人分差过大")
        else:
            yield Todo("评查", f"{file.round.title}：{count} 件待评查", f"{url}&state=scoring&mine=on", "", "评查")


def _review_results(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
    """Results of a case-file review that this person's agency may still object to."""
    for row in remembered(("reviews.told_to", today), user, lambda: reviews.told_to(user, today)[:SHOWN]):
        due = row.objection_due
        yield Todo(
            "评查",
            f"{row.title}：{row.files_count} 件，平均 {row.average} 分",
            row.get_absolute_url(),
            row.agency.short_name,
            "查看",
            due,
            remaining(today, due, calendar) if due else None,
            note="可以提出异议",
        )


def _findings_to_look_into(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
    """For a 司法所: open findings of the town that it has not noted anything on yet, the gravest first (条例 §6 二款)."""

    def build() -> QuerySet[Finding]:
        rows = Finding.objects.visible_to(user, "cases.note_finding").filter(state="open").exclude(notes__author=user)
        return rows.select_related("case", "agency").order_by("severity", "id")[:SHOWN]

    for row in remembered(("reports.findings_to_look_into",), user, build):
        yield Todo(
            "核实", row.sentence, row.get_absolute_url(), row.agency.short_name, "核实", note=f"{row.rule_code} {row.case}"
        )


def _matters_to_assist(user: User, today: date, calendar: Calendar) -> Iterator[Todo]:
    """For a 司法所: matters about the town's agencies that are under way."""

    def build() -> QuerySet[Matter]:
        rows = Matter.objects.visible_to(user, "notices.assist_matter").filter(state__in=("open", "supervising"))
        return rows.select_related("agency").order_by("-id")[:SHOWN]

    for row in remembered(("reports.matters_to_assist",), user, build):
        yield Todo("协助", row.title, row.get_absolute_url(), row.agency.short_name, "协助", note=row.number)


def _warnings(waiting: str) -> Iterator[Todo]:
    """One line for all warnings that nobody has looked into yet; their list is where the work is done."""
    if waiting:
        yield Todo(
            "预警", f"统计模型列出的预警有 {waiting} 条待核实", f"{reverse('reports:warning_list')}?state=open", "", "核实"
        )


_SOURCES: tuple[tuple[str, Callable[[User, date, Calendar], Iterator[Todo]]], ...] = (
    ("notices.decide_extension", _extensions),
    ("cases.score_review", _reviews),
    ("cases.object_review", _review_results),
    ("cases.note_finding", _findings_to_look_into),
    ("notices.assist_matter", _matters_to_assist),
)


_NARROWED = {
    "lead": "due=todo", "waiver": "state=requested", "adopt": "state=submitted", "objected": "objected=mine", "suspended": "suspension=on",
    "refer": "referral=on", "appraisal": "state=scoring",
}  # fmt: skip
"""How the list is narrowed to what waits, where the mark is not the state itself."""


def _said(news: News) -> Iterator[Todo]:
    """What agencies say of findings, and what is to be set aside: one line for each kind, to the thing itself when there is one."""
    for mark, kind, words, action, page, listed in (
        ("lead", "线索", "{} 件线索待受理、将到期、逾期或者待告知", "办理", "leads:lead", "leads:leads"),
        ("contested", "申辩", "单位对 {} 条线索提出申辩，尚未答复", "答复", "cases:contest", "cases:contests"),
        ("put", "说明", "监督机构请本单位说明 {} 条线索", "说明", "cases:contest", "cases:contests"),
        ("objected", "异议", "单位对 {} 件监督文书提出异议，尚未答复", "答复", "notices:instrument", "notices:instruments"),
        ("refer", "移送", "{} 件事项有线索应当移送监察机关，没有登记移送", "办理", "notices:matter", "notices:matters"),
        ("suspended", "暂扣", "{} 件监督事项有暂扣执法证件待批准", "审批", "notices:matter", "notices:matters"),
        ("waiver", "豁免", "{} 件豁免申请待批准", "审批", "cases:waiver", "cases:waivers"),
        ("appraisal", "评议", "{} 次执法质效评议已经评完，等待定结果", "定结果", "appraisals:appraisal", "appraisals:appraisals"),
        ("adopt", "参数", "{} 项试算过的参数待批准", "审批", "cases:trial", "cases:trials"),
        ("tried", "参数", "{} 项参数已试算，待核对影响后报批", "核对", "cases:trial", "cases:trials"),
    ):
        waits = news.waiting.get(mark)
        if waits is None:
            continue
        narrowed = _NARROWED.get(mark, f"state={mark}")
        url = reverse(page, args=[waits.first]) if waits.single else f"{reverse(listed)}?{narrowed}"
        yield Todo(kind, words.format(waits.count), url, "", action)


def _reports(user: User) -> Iterator[Todo]:
    """Reports that wait for this person's step, and issued ones that wait for their agency's receipt, in one statement."""
    words = {state: (kind, action) for permission, state, kind, action in REPORT_STEPS if permission in user.scope.permissions}
    own = [grant.agency_id for grant in user.scope.with_permission("reports.acknowledge_report")]
    if not words and not own:
        return
    for report in remembered(("reports.waiting",), user, lambda: _report_rows(user, own)):
        if report.receipt:
            url = ReportReceipt(pk=report.receipt).get_absolute_url()
            yield Todo("收件", report.title, url, report.agency.short_name, "签收")
            continue
        kind, action = words[report.state]
        url = reverse("reports:instruct", args=[report.pk]) if report.state == "leader" else report.get_absolute_url()
        yield Todo(kind, report.title, url, report.agency.short_name, action)


def _report_rows(user: User, own: list[int]) -> QuerySet[Any]:
    # Each half finds its newest by an index of its own; asked in one condition, every report there is would be looked at.
    most, steps = 2 * SHOWN, Q()
    for permission, state, _kind, _action in REPORT_STEPS:
        for grant in user.scope.with_permission(permission):
            # A leader's own agency is the government; the report is its bureau's, of the same region.
            steps |= Q(state=state, region_code=grant.region_code)
    chosen: QuerySet[Any, Any] = ReportReceipt.objects.filter(agency__in=own, acknowledged_at=None).order_by("-report_id")
    chosen = chosen.values("report")[:most]
    if steps:
        chosen = chosen.union(PeriodicReport.objects.filter(steps).order_by("-id").values("pk")[:most], all=True)
    # No agency of one's own: an empty list would empty the whole statement, not the join alone.
    unsigned = FilteredRelation("receipts", condition=Q(receipts__agency__in=own or [0], receipts__acknowledged_at=None))
    rows = PeriodicReport.objects.filter(pk__in=chosen).annotate(unsigned=unsigned, receipt=F("unsigned__pk"))
    # Without the frozen figures: of two dozen reports they are most of what this page would read.
    named = rows.select_related("agency").only("title", "state", "agency__short_name")
    return named.order_by("-id")[: 2 * SHOWN]


def _deadlines(bench: Workbench, user: User, today: date, calendar: Calendar) -> None:
    """What is overdue and what is due within the week, in one statement."""
    respond = "notices.respond" in user.scope.permissions
    found = queues.owed(user, today=today, soon_by=today + timedelta(days=SOON_DAYS), limit=BESIDE)
    bench.late, bench.soon = (
        [_instrument_todo(kind, row, "查看", today, calendar, respond=respond) for row in queue.rows]
        for kind, queue in (("逾期", found.late), ("将到期", found.soon))
    )
    url = reverse("notices:inbox") if respond else reverse("notices:overdue")
    tone = "bad" if found.late.count else ""
    bench.figures.append(Figure("逾期未反馈", found.late.count_text, "件", url=url, tone=tone))


def _collected(user: User, today: date) -> Figure:
    """Records of the last two weeks by day, from the rollups."""
    since = today - timedelta(days=TREND_DAYS - 1)

    def build() -> QuerySet[Any, Any]:
        rows = CaseRollup.objects.visible_to(user).filter(day__gte=since, day__lte=today)
        return rows.values_list("day").annotate(Sum("cases")).order_by("day")

    by_day = dict(remembered(("reports.collected", today), user, build))
    trend = [by_day.get(since + timedelta(days=offset), 0) for offset in range(TREND_DAYS)]
    return Figure("近14日执法记录", f"{sum(trend):,}", "件", trend=trend, url=reverse("cases:cases"))
