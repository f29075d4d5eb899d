"""载入工作日历：系统管理员的事，受影响的期限在同一事务里重算。"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import User
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workdays.arrangement import read_arrangement
from supervision.workdays.on_calendar_change import CalendarChange
from supervision.workdays.services import ArrangementError, load_year


@transaction.atomic
def load_arrangement(*, year: int, content: bytes, source: str, actor: User) -> CalendarChange:
    """Put the State Council's arrangement of a year in force. UserError says which line of the file is wrong; nothing changes then."""
    if not actor.has_perm("workdays.load_calendar"):
        raise PermissionDenied("只有系统管理员可以载入工作日历。")
    if not source.strip():
        raise UserError("没有写明来源。", where="来源", remedy="请填写通知的文号，例如“国办发明电〔2026〕7号”。")
    try:
        change = load_year(year, read_arrangement(content), source.strip())
    except ArrangementError as error:
        raise UserError(str(error), remedy="日历没有变动，请改正文件后重新载入。") from error
    record("agencies.calendar_loaded", actor=actor, payload={"year": year, "source": source.strip(), "days": len(change.days)})
    return change


def trace_change(change: CalendarChange) -> None:
    """Every change of the calendar leaves an event, whoever loaded it (the command included)."""
    record(
        "agencies.calendar_changed",
        actor=None,
        payload={"year": change.year, "before": change.before.version, "after": change.after.version, "days": len(change.days)},
    )
