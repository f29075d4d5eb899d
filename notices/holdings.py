"""人员与授权要知道的监督文书：哪些对象可以查问和例外授权，一个人手上有哪些要移交。

What the administrators' pages in `agencies` need to know of matters and instruments, without reading them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Func, Q, QuerySet, Value

from agencies.access.things import Thing
from agencies.models import User
from agencies.services.handover import Holding
from cases.holds import Hold
from notices.models import Instrument, Matter

MATTER = Thing(
    key="matter",
    label="监督事项",
    model="notices.matter",
    numbers=("number",),
    acts=(
        ("notices.view_matter", "查看"),
        ("notices.assist_matter", "记录协助情况"),
        ("notices.open_matter", "调整、终结"),
        ("notices.draft_instrument", "拟制监督文书"),
        ("notices.write_visit", "记录监督检查"),
        ("notices.read_referral", "查看移送监察线索"),
        ("notices.refer_clue", "登记、移送监察线索"),
        ("notices.propose_suspension", "提出暂扣执法证件"),
    ),
    exceptable=("notices.view_matter", "notices.assist_matter"),
)
INSTRUMENT = Thing(
    key="instrument",
    label="监督文书",
    model="notices.instrument",
    numbers=("number",),
    acts=(
        ("notices.view_instrument", "查看"),
        ("notices.draft_instrument", "修改、提交核稿"),
        ("notices.check_instrument", "核稿"),
        ("notices.sign_instrument", "签发"),
        ("notices.respond", "签收、答复"),
        ("notices.request_extension", "申请延期"),
        ("notices.decide_extension", "决定延期"),
        ("notices.raise_objection", "提出异议"),
        ("notices.answer_objection", "答复异议"),
        ("notices.verify_response", "核验、办结"),
    ),
    exceptable=("notices.view_instrument",),
)
THINGS = (MATTER, INSTRUMENT)


def _matters(user: User) -> QuerySet[Matter]:
    rows: QuerySet[Matter] = Matter.objects.filter(opened_by=user, state__in=("open", "supervising"))
    return rows.order_by("id")


def _drafts(user: User) -> QuerySet[Instrument]:
    rows: QuerySet[Instrument] = Instrument.objects.filter(drafted_by=user, state__in=("draft", "checking", "signing"))
    return rows.select_related("matter").order_by("id")


def _matter_obstacle(matter: Matter, successor: User) -> str:
    return _obstacle(matter, successor, "notices.open_matter")


def _draft_obstacle(instrument: Instrument, successor: User) -> str:
    """A draft does not go to its own checker: three different people draft, check and sign."""
    if successor.pk in instrument.checkers:
        return "接替人已经核稿，不能再作拟稿人"
    if all(grant.agency_id != instrument.issuer_id for grant in successor.scope.grants):
        return "接替人不是制发机关的人员"
    return _obstacle(instrument, successor, "notices.draft_instrument")


def _obstacle(row: Any, successor: User, permission: str) -> str:
    if successor.scope.grant_for(permission, row):
        return ""
    conflict = successor.scope.conflict_with(row)
    return f"接替人{conflict.reason[1:]}，应当回避" if conflict else "接替人的岗位不能办理"


def _matters_open_to(successor: User) -> Q:
    """The condition under which `_matter_obstacle` finds none."""
    return successor.scope.rows(Matter, "notices.open_matter")


def _drafts_open_to(successor: User) -> Q:
    """The condition under which `_draft_obstacle` finds none."""
    checked = Q(checked_by__isnull=False, checked_by=successor) | Q(checked_for__isnull=False, checked_for=successor)
    at_home = Q(issuer__in={grant.agency_id for grant in successor.scope.grants})
    return successor.scope.rows(Instrument, "notices.draft_instrument") & at_home & ~checked


def _give_matters(rows: Sequence[Matter], leaver: User, successor: User) -> int:
    moved: int = Matter.objects.filter(pk__in=[row.pk for row in rows], opened_by=leaver).update(opened_by=successor)
    return moved


def _give_drafts(rows: Sequence[Instrument], leaver: User, successor: User) -> int:
    """The new drafter answers for the draft; whose it was before is kept: they never check or sign it."""
    hands = Func(
        Func(Value(leaver.pk), F("drafted_for_id"), template="ARRAY[%(expressions)s]"), Value(None), function="array_remove"
    )
    former = Func(F("former_drafters"), hands, function="array_cat", output_field=Instrument._meta.get_field("former_drafters"))
    mine = Instrument.objects.filter(pk__in=[row.pk for row in rows], drafted_by=leaver)
    moved: int = mine.update(drafted_by=successor, drafted_for=None, former_drafters=former)
    return moved


HOLDINGS = (
    Holding("matters", "在办监督事项", _matters, lambda row: str(row.number), _matter_obstacle, _matters_open_to, _give_matters),
    Holding(
        "drafts",
        "未签发的文书",
        _drafts,
        lambda row: f"{row.kind_name}草稿（{row.matter.number}）",
        _draft_obstacle,
        _drafts_open_to,
        _give_drafts,
    ),
)

HOLDS = (
    Hold(
        "matter",
        "所涉监督事项尚未办结",
        """SELECT f.case_id FROM notices_matteritem i JOIN notices_matter m ON m.id = i.matter_id JOIN cases_finding f ON f.id = i.finding_id
            WHERE m.state NOT IN ('closed', 'dropped')""",
        keeps_open=True,
    ),
)
"""What keeps a case out of the archive and off a disposal list."""
