"""移交：一个人离开时，手上的事项一次交给接替的人。

What there is to hand over is known to the apps above; they register it here from `AppConfig.ready` and nothing here imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import IntegerField, Q, QuerySet, Subquery

from agencies.access.administering import refuse_own, require_administrator
from agencies.models import User
from supervision.audit.record import record
from supervision.rowscope.holding import acting_as_system
from supervision.web.errors import UserError

_MANAGE = "agencies.manage_people"
SHOWN = 50
"""Of each kind a page lists so many."""
COUNTED = 1_000
"""Of each kind a page counts so many."""


@dataclass(frozen=True)
class Holding:
    """One kind of thing that somebody has in hand.

    `rows`: what a person holds now. `label`: how one is named to an administrator, who reads no case: numbers, never titles.
    `obstacle(row, successor)`: why it cannot go to that person, or ""; `open_to(successor)`: the rows without one, as a condition.
    `give(rows, leaver, successor)`: does it, in one statement.
    """

    key: str
    label: str
    rows: Callable[[User], QuerySet[Any]]
    name: Callable[[Any], str]
    obstacle: Callable[[Any, User], str]
    open_to: Callable[[User], Q]
    give: Callable[[Sequence[Any], User, User], int]


@dataclass(frozen=True)
class Line:
    """One thing as the administrator's list shows it; `obstacle` says why it stays behind."""

    name: str
    obstacle: str = ""


@dataclass(frozen=True)
class Lot:
    """All of one kind, or on a page its first lines. `total` there are, `moving` can go; on a page both stop one beyond `COUNTED`."""

    key: str
    label: str
    lines: tuple[Line, ...]
    total: int
    moving: int

    @property
    def total_text(self) -> str:
        """“12”, or “1,000+”."""
        return _up_to_the_cap(self.total)

    @property
    def moving_text(self) -> str:
        """“12”, or “1,000+”."""
        return _up_to_the_cap(self.moving)

    @property
    def more(self) -> bool:
        """Whether there are more than the lines say."""
        return self.total > len(self.lines)


def _up_to_the_cap(count: int) -> str:
    return f"{COUNTED:,}+" if count > COUNTED else f"{count:,}"


_holdings: dict[str, Holding] = {}


def register(*holdings: Holding) -> None:
    """Add kinds of things that are handed over; the same key again replaces the earlier one."""
    for holding in holdings:
        _holdings[holding.key] = holding


def in_hand(leaver: User, successor: User | None = None, *, on_a_page: bool = False) -> list[Lot]:
    """What a person has in hand, kind by kind, each thing with what stands against giving it to the successor.

    `on_a_page`: of each kind only the first lines, and how many there are; one statement a kind, however much is in hand.
    """
    lot = _first if on_a_page else _whole
    with acting_as_system("管理员看离任人员手上的事项：只看名称，看不到内容", reads_only=True):
        return [lot(one, leaver, successor) for one in _holdings.values()]


def _whole(one: Holding, leaver: User, successor: User | None) -> Lot:
    return _lot(one, list(one.rows(leaver)), successor)


def _lot(one: Holding, rows: Sequence[Any], successor: User | None) -> Lot:
    lines = tuple(Line(one.name(row), one.obstacle(row, successor) if successor else "") for row in rows)
    return Lot(one.key, one.label, lines, len(lines), sum(not line.obstacle for line in lines))


def _first(one: Holding, leaver: User, successor: User | None) -> Lot:
    rows = one.rows(leaver)
    going = rows.filter(one.open_to(successor)) if successor else rows
    shown = list(rows.annotate(in_hand=_Counted(rows), going=_Counted(going))[:SHOWN])
    lot = _lot(one, shown, successor)
    return replace(lot, total=shown[0].in_hand, moving=shown[0].going) if shown else lot


class _Counted(Subquery):
    """How many rows there are, up to one beyond the cap: asked once beside other rows."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk")[: COUNTED + 1])


@transaction.atomic
def hand_over(*, leaver: User, successor: User, reason: str, actor: User) -> list[Lot]:
    """Give everything in hand to the successor, in one act; one event a kind, with numbers before and after. Returns what was there, with
    what had to stay (outside the successor's posts, or 回避) and why.

    UserError when nothing can go, the successor is not active or is the leaver; PermissionDenied for one's own.
    """
    require_administrator(actor, _MANAGE, leaver)
    require_administrator(actor, _MANAGE, successor)
    refuse_own(actor, leaver)
    refuse_own(actor, successor)
    if leaver.pk == successor.pk:
        raise UserError("接替人不能是本人。", where="接替人")
    if successor.is_machine or not successor.is_active:
        raise UserError(f"{successor} 的账号已停用，或者是系统账号。", where="接替人")
    if not reason.strip():
        raise UserError("没有写明理由。", where="理由", remedy="例如调令、离职手续的文号。")
    lots = in_hand(leaver, successor)
    if not any(lot.moving for lot in lots):
        raise UserError("没有可以移交给这个人的事项。", where="接替人", remedy="下面列明了原因；可以换一个接替人。")
    with acting_as_system("系统管理员办理移交：事项属于离任人的单位，不属于管理员"):
        for one in _holdings.values():
            _give(one, leaver, successor, reason.strip(), actor)
    return lots


def _give(one: Holding, leaver: User, successor: User, reason: str, actor: User) -> None:
    """What can go of one kind, and its event."""
    rows = list(one.rows(leaver))
    moving = [row for row in rows if not one.obstacle(row, successor)]
    if not moving:
        return
    names = [one.name(row) for row in moving]
    moved = one.give(moving, leaver, successor)
    record(
        "agencies.handed_over", actor=actor, target=leaver,
        payload={
            "kind": one.label, "to": {"id": successor.pk, "name": successor.display_name}, "before": len(rows), "moved": moved,
            "left": len(rows) - moved, "things": names, "reason": reason,
        },
    )  # fmt: skip
