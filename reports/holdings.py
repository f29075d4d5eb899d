"""人员与授权要知道的监督报告：例外授权的对象，一个人手上要移交的报告。"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from agencies.access.things import Thing
from agencies.models import User
from agencies.services.handover import Holding
from cases.holds import Hold
from reports.models import PeriodicReport
from reports.selectors import BIG

REPORT = Thing(
    key="report",
    label="监督报告",
    model="reports.periodicreport",
    numbers=("number",),
    acts=(
        ("reports.view_report", "查看"),
        ("reports.draft_report", "修改、报送"),
        ("reports.review_division", "处室审核"),
        ("reports.review_legal", "法制审核"),
        ("reports.approve_director", "局长审批"),
        ("reports.instruct", "领导批示"),
        ("reports.issue_report", "编号印发"),
    ),
    exceptable=("reports.view_report",),
)


def _reports(user: User) -> QuerySet[PeriodicReport]:
    rows: QuerySet[PeriodicReport] = PeriodicReport.objects.filter(requested_by=user).exclude(state__in=("issuing", "issued"))
    return rows.select_related("agency").defer(*BIG).order_by("id")


def _obstacle(report: PeriodicReport, successor: User) -> str:
    if all(grant.agency_id != report.agency_id for grant in successor.scope.grants):
        return "接替人不是编制机关的人员"
    return "" if successor.scope.grant_for("reports.draft_report", report) else "接替人的岗位不能办理"


def _open_to(successor: User) -> Q:
    """The condition under which `_obstacle` finds none."""
    at_home = Q(agency__in={grant.agency_id for grant in successor.scope.grants})
    return successor.scope.rows(PeriodicReport, "reports.draft_report") & at_home


def _give(rows: Sequence[PeriodicReport], leaver: User, successor: User) -> int:
    """Only who looks after it changes; who submitted a version stays who submitted it."""
    mine = PeriodicReport.objects.filter(pk__in=[row.pk for row in rows], requested_by=leaver)
    moved: int = mine.update(requested_by=successor)
    return moved


HOLDINGS = (
    Holding(
        "reports",
        "未印发的监督报告",
        _reports,
        lambda row: f"{row.agency.short_name} {row.period_start:%Y年%m月} 月报",
        _obstacle,
        _open_to,
        _give,
    ),
)

HOLDS = (
    Hold(
        "report",
        "未印发的监督报告举了此案为例",
        """SELECT f.case_id FROM reports_periodicreport r CROSS JOIN LATERAL jsonb_array_elements(r.snapshot -> 'typical') told
             JOIN cases_finding f ON f.id = (told ->> 'finding')::bigint WHERE r.state <> 'issued'""",
    ),
)
"""What keeps a case off a disposal list."""
