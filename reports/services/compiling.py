"""编制报告：发起、在后台汇总、固定快照、写出初稿。"""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.choices import AgencyKind, Tier
from agencies.models import Agency, Region, User
from reports.choices import PeriodKind
from reports.lifecycles import REPORT, own_body
from reports.models import PeriodicReport
from reports.sections import narrate
from reports.services.snapshots import digest, take_snapshot
from supervision.audit.record import record
from supervision.outbox.put import put
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply


@transaction.atomic
def request_report(*, region: Region, period: datetime.date, actor: User) -> PeriodicReport:
    """Ask for the monthly report of `region` for the month that `period` lies in; the worker compiles it.

    Raises UserError when the month is not over yet, when the region has no supervision body, or when the report exists already;
    PermissionDenied or NotAllowed when the actor may not compile for that body.
    """
    start, end = _finished(month_of(period))
    body = supervision_body(region)
    report = _new_report(region, body, start, end)
    if not actor.has_perm("reports.compile_report", report):
        raise PermissionDenied("您的岗位不能编制这个地方的监督报告。")
    refusal = own_body("reports.compile_report")(report, actor)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    made, created = _ensure(report, actor)
    if not created:
        raise UserError(
            f"{made.title}已经有了，当前状态为“{REPORT.state(made.state).label}”。", where="统计月份", remedy="请在列表中打开它。"
        )
    return made


@transaction.atomic
def ensure_report(*, region: Region, period: datetime.date) -> tuple[PeriodicReport, bool]:
    """The monthly report of a region, asked for by the system itself when there is none yet; True when it was."""
    start, end = _finished(month_of(period))
    return _ensure(_new_report(region, supervision_body(region), start, end), None)


def compile_due(*, today: datetime.date) -> int:
    """Ask for last month's report of the city and of every county with a supervision body; returns how many were missing."""
    last_month = today.replace(day=1) - datetime.timedelta(days=1)
    bodies = Agency.objects.filter(kind=AgencyKind.SUPERVISION_BODY, is_active=True, tier__in=[Tier.CITY, Tier.COUNTY])
    regions = Region.objects.filter(agencies__in=bodies).distinct().order_by("code")
    return sum(ensure_report(region=region, period=last_month)[1] for region in regions)


def compile_now(report_id: int) -> None:
    """Compute every figure once, freeze them, write the first words. Runs inside the job's transaction; a second run does nothing."""
    report = PeriodicReport.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=report_id).first()
    if report is None or report.state != "compiling":
        return
    snapshot = take_snapshot(report, now=timezone.now())
    changes: dict[str, Any] = {
        "snapshot": snapshot,
        "snapshot_sha256": digest(snapshot),
        "sections": narrate(snapshot),
        "compiled_at": timezone.now(),
    }
    apply(REPORT, report, "compile", actor=None, changes=changes, payload={"sha256": changes["snapshot_sha256"]})


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a day's month."""
    start = day.replace(day=1)
    return start, (start + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


def _finished(month: tuple[datetime.date, datetime.date]) -> tuple[datetime.date, datetime.date]:
    if month[1] >= timezone.localdate():
        raise UserError("这个月还没有结束，数据不完整。", where="统计月份", remedy="请在次月编制。")
    return month


def supervision_body(region: Region) -> Agency:
    """The supervision body of a region; UserError when it has none (a township, 条例 §6)."""
    body = Agency.objects.filter(kind=AgencyKind.SUPERVISION_BODY, is_active=True, region=region).order_by("code").first()
    if body is None:
        raise UserError(f"{region.name}没有行政执法监督机构，不能编制报告。", where="地区", remedy="请选择市或者县（市、区）。")
    return body


def _new_report(region: Region, body: Agency, start: datetime.date, end: datetime.date) -> PeriodicReport:
    return PeriodicReport(
        agency=body,
        region_code=region.code,
        period_kind=PeriodKind.MONTH,
        period_start=start,
        period_end=end,
        title=f"关于{region.name}{start.year}年{start.month}月行政执法监督情况的报告",
    )


def _ensure(report: PeriodicReport, actor: User | None) -> tuple[PeriodicReport, bool]:
    made, created = PeriodicReport.objects.get_or_create(
        region_code=report.region_code,
        period_kind=report.period_kind,
        period_start=report.period_start,
        defaults={"agency": report.agency, "period_end": report.period_end, "title": report.title, "requested_by": actor},
    )
    if created:
        record("reports.requested", actor=actor, target=made, payload={"period": f"{made.period_start:%Y-%m}"})
        put("reports.compile", {"report": made.pk}, dedupe_key=f"reports.compile:{made.pk}")
    return made, created
