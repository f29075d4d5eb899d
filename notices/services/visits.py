"""监督检查（暗访）记录的登记；有利害关系的人不能参加。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from agencies.choices import Role
from agencies.models import Agency, User
from cases.review.people import Reviewer, people_of
from notices.models import Matter, SupervisionVisit, VisitMember
from notices.services.acting import acting_body, require
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed

PERMISSION = "notices.write_visit"
ROLES = frozenset({Role.SUPERVISOR, Role.DIVISION_CHIEF, Role.LEGAL_REVIEWER, Role.DIRECTOR})
"""Who supervises for a bureau."""


def colleagues_of(body: Agency, day: date) -> list[Reviewer]:
    """Who of a body may have been there on a day, with the agencies with which they are bound up then."""
    return people_of(body, ROLES, day)


@dataclass(frozen=True)
class VisitText:
    """What a record says. `members`: supervisor → the number of the certificate shown, "" for none."""

    visited_on: date
    place: str
    observed: str
    members: Mapping[int, str]
    covert: bool = False
    invited: str = ""


@transaction.atomic
def write_visit(*, matter: Matter, text: VisitText, actor: User) -> SupervisionVisit:
    """Keep what supervisors of the actor's own body saw on the spot (条例 §22 二项).

    NotAllowed for a 司法所, for somebody who has an interest in the agency (回避), and for a record that is there already; UserError for what is
    missing, a day in the future, or people of another body.
    """
    locked: Matter = Matter.objects.select_for_update().get(pk=matter.pk)
    require(actor, PERMISSION, locked, "记录监督检查情况")
    body = acting_body(actor, PERMISSION, locked)
    if locked.state == "dropped":
        raise NotAllowed("事项已终结，不能再记录。")
    _check(text)
    colleagues = {one.pk: one for one in colleagues_of(body, text.visited_on)}
    if strangers := set(text.members) - set(colleagues):
        raise UserError(f"有 {len(strangers)} 人不是本局的监督人员。", where="监督人员", remedy="受邀人员请写在“受邀人员”一栏。")
    barred = [one.name for pk, one in colleagues.items() if pk in text.members and locked.agency_id in one.barred]
    if barred:
        raise NotAllowed(
            f"{'、'.join(barred)}与被监督单位有利害关系，应当回避，不能参加。", "参照《湖南省行政程序规定》关于回避的规定"
        )
    said = {"visited_on": text.visited_on, "place": text.place.strip(), "observed": text.observed.strip()}
    if locked.visits.filter(**said).exists():
        raise NotAllowed("同一时间、地点、内容的记录已经登记。")
    visit: SupervisionVisit = SupervisionVisit.objects.create(
        matter=locked, covert=text.covert, invited=text.invited.strip(), written_by=actor, **said
    )
    VisitMember.objects.bulk_create(
        VisitMember(visit=visit, user_id=pk, certificate_number=number.strip()) for pk, number in text.members.items()
    )
    record(
        "notices.matter.visited", actor=actor, target=locked,
        payload={"visit": visit.pk, "people": len(text.members), "covert": text.covert},
    )  # fmt: skip
    return visit


def _check(text: VisitText) -> None:
    if text.visited_on > timezone.localdate():
        raise UserError(f"日期 {text.visited_on} 在今天之后。", where="日期", remedy="请改为实际检查的日期。")
    if not text.place.strip() or not text.observed.strip():
        raise UserError("记录不完整。", where="监督检查记录", remedy="请写明地点和检查情况。")
    if not text.members:
        raise UserError("没有选择监督人员。", where="监督人员", remedy="请选择参加检查的本局监督人员。")
