"""鉴定销毁清单：编制、报送、鉴定、划去、退回、撤销。"""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from agencies.access.scope import Grant
from agencies.choices import AgencyKind, Tier
from agencies.models import User
from cases.choices import Appraisal, ItemOutcome, KeptKind
from cases.holds import holds
from cases.lifecycles import DISPOSAL
from cases.models import DisposalItem, DisposalList, DisposalOpinion
from cases.models.retention import RetentionPeriod
from cases.selectors.keeping import COUNTED_ON, IN_FORCE, after, held_by, in_force
from supervision.audit.record import record
from supervision.documents.numbers import format_number, take_number
from supervision.outbox.put import put
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workflow import Conflict, NotAllowed, apply

_COMPILE, _REVIEW = "cases.compile_disposal", "cases.review_disposal"
MOST = 5_000
"""Records on one list: what two people can appraise and one paper can print. The rest goes on the next."""
SERIES = "销"
"""The series of numbers: 长司销〔2026〕1号."""
LIVE_STATES = ("compiling", "draft", "first", "second", "executing")

_PAST = f"""
    FROM cases_enforcementcase c JOIN {IN_FORCE} p ON p.kind = c.kind JOIN agencies_agency a ON a.id = c.agency_id
   WHERE c.kind = %(kind)s AND c.archived_on IS NOT NULL AND {after("years")} < %(today)s
     AND (a.region_code = %(region)s OR %(with_towns)s AND starts_with(a.region_code, %(region)s))"""

_FILL = f"""
INSERT INTO cases_disposalitem (list_id, case_id, number, agency_id, kind, counted_on, due_on, listed_on, received_on, outcome, words, digest)
SELECT %(list)s, c.id, left(coalesce(nullif(c.decision_no, ''), nullif(c.case_no, ''), '系统内编号 ' || c.id), 128), c.agency_id, c.kind,
       {COUNTED_ON}, {after("years")}, c.listed_on, c.received_on, '{ItemOutcome.LISTED}', '', '' {_PAST} {{unheld}}
 ORDER BY {after("years")}, c.id LIMIT %(most)s"""


def body_of(user: Any, permission: str = _COMPILE) -> Grant | None:
    """The post at a supervision body of a county or the city through which a person compiles lists; their own before one they stand in for."""
    posts = user.scope.with_permission(permission)
    return next((grant for grant in posts if grant.agency_kind == AgencyKind.SUPERVISION_BODY), None)


@transaction.atomic
def request_list(*, kind: str, actor: User, today: datetime.date) -> DisposalList:
    """Have a list compiled of what one kind of record is past its period at the body's own level; the worker fills it.

    UserError while the period of the kind, or that of the source files, is unverified or 永久, and while another list of the kind is in hand.
    """
    grant = body_of(actor)
    if grant is None:
        raise PermissionDenied("您的岗位不能编制鉴定销毁清单。")
    period = _verified(kind, today)
    _verified(KeptKind.IMPORT_FILE, today)
    with connection.cursor() as cursor:  # asked for twice at once: the second finds the first's list
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.disposal'), %s)", [grant.agency_id])
    if DisposalList.objects.filter(agency_id=grant.agency_id, kind=kind, state__in=LIVE_STATES).exists():
        raise UserError("这类记录已有一份清单正在办理。", where="记录种类", remedy="请先办完或者撤销那一份。")
    made: DisposalList = DisposalList.objects.create(
        agency_id=grant.agency_id,
        region_code=grant.region_code,
        kind=kind,
        until=today,
        period=f"{period.amount}，自{period.get_counted_from_display()}起算；{period.source}"[:300],
        compiled_by=actor,
        compiled_for_id=grant.principal.pk if grant.principal else None,
    )
    record("cases.disposal_requested", actor=actor, target=made, payload={"record_kind": kind})
    put("cases.compile_disposal", {"list": made.pk}, dedupe_key=f"compile_disposal:{made.pk}")
    return made


def _verified(kind: str, today: datetime.date) -> RetentionPeriod:
    row = in_force(kind, today)
    label = KeptKind(kind).label
    if row is None or not row.verified:
        raise UserError(
            f"“{label}”的保管期限待核，不能据以销毁。", where="记录种类", remedy="请先在“保管期限”页面核对依据原文，改为已核对。"
        )
    if row.years is None:
        raise UserError(f"“{label}”永久保管，不销毁。", where="记录种类")
    return row


@transaction.atomic
def compile_now(list_id: int) -> None:
    """Fill a list: what is archived, past its period, and under no hold, the oldest first; a second run finds it filled. The worker's."""
    disposal = DisposalList.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=list_id).first()
    if disposal is None or disposal.state != "compiling":
        return
    given: dict[str, Any] = {
        "list": disposal.pk,
        "kind": disposal.kind,
        "today": disposal.until,
        "region": disposal.agency.region_code,
        "with_towns": disposal.agency.tier == Tier.COUNTY,
        "most": MOST,
    }
    unheld = "".join(f" AND NOT {held_by(hold)}" for hold in holds())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(_FILL.format(unheld=unheld), given)
        listed = cursor.rowcount
        cursor.execute(f"SELECT count(*) {_PAST} {unheld}", given)
        left_over = cursor.fetchone()[0] - listed
        counts = ", ".join(f"count(*) FILTER (WHERE {held_by(hold)})" for hold in holds())
        cursor.execute(f"SELECT {counts} {_PAST}", given)
        held = {hold.words: count for hold, count in zip(holds(), cursor.fetchone(), strict=True) if count}
    changes = {"left_over": left_over, "held_back": held}
    apply(DISPOSAL, disposal, "compile", actor=None, changes=changes, payload={"listed": listed, "left_over": left_over})


@transaction.atomic
def submit(*, disposal: DisposalList, actor: User) -> None:
    """Send a list to its first reviewer, numbered at its first submission. Errors as `workflow.apply`."""
    held = DisposalList.objects.select_for_update(of=("self",)).select_related("agency").get(pk=disposal.pk)
    number = held.number
    if not number and DISPOSAL.find(disposal.state, "submit"):
        year = timezone.localdate().year
        mark = f"{held.agency.document_mark or held.agency.short_name}{SERIES}"
        number = format_number(mark, year, take_number(issuer=held.agency.code, series=SERIES, year=year))
    changes = {"number": number, "round": held.round + 1}
    apply(DISPOSAL, disposal, "submit", actor=actor, changes=changes, payload={"number": number, "round": held.round + 1})


@transaction.atomic
def withdraw(*, disposal: DisposalList, actor: User, words: str) -> None:
    """Give a draft up; the list stays, with nothing destroyed by it."""
    apply(DISPOSAL, disposal, "withdraw", actor=actor, payload={"reason": _needed(words, "撤销理由")})


@transaction.atomic
def agree(*, disposal: DisposalList, actor: User, words: str, seen: int) -> DisposalOpinion:
    """A reviewer agrees, in words. With the second, another person than the first and than the compiler, the list is carried out.

    `seen`: the round that the person has read; Conflict when another has taken its place.
    """
    opinion = _decide(disposal, actor, "agree", Appraisal.AGREED, words, seen)
    if disposal.state == "executing":
        put("cases.destroy", {"list": disposal.pk, "part": 1}, dedupe_key=f"destroy:{disposal.pk}:1")
    return opinion


@transaction.atomic
def send_back(*, disposal: DisposalList, actor: User, words: str, seen: int) -> DisposalOpinion:
    """Return a list to its compiler, in words; both reviews begin anew."""
    return _decide(disposal, actor, "return", Appraisal.RETURNED, words, seen)


def _decide(disposal: DisposalList, actor: User, action: str, decision: Appraisal, words: str, seen: int) -> DisposalOpinion:
    held = DisposalList.objects.select_for_update().only("round").get(pk=disposal.pk)
    if held.round != seen:
        raise Conflict("清单在您阅读期间已退回并重新报送。请刷新后重新鉴定。")
    step, told = disposal.state, _needed(words, "意见")
    apply(DISPOSAL, disposal, action, actor=actor, payload={"round": held.round})
    grant = actor.scope.grant_for(_REVIEW, disposal) or actor.scope.with_permission(_REVIEW)[0]
    opinion: DisposalOpinion = DisposalOpinion.objects.create(
        list=disposal,
        round=held.round,
        step=step,
        decision=decision,
        words=told,
        actor=actor,
        actor_for_id=grant.principal.pk if grant.principal else None,
        actor_name=f"{actor} 代 {grant.principal.name}"[:40] if grant.principal else actor.display_name,
        actor_title=f"{grant.agency_short_name}{grant.title}"[:80],
    )
    return opinion


@transaction.atomic
def strike(*, item: DisposalItem, actor: User, words: str) -> None:
    """A reviewer takes one record off the list, with a reason; it is kept, and may stand on a later list. PermissionDenied for who may not
    review, NotAllowed for who may not review this list now, Conflict when it is no longer listed."""
    disposal = DisposalList.objects.select_for_update(of=("self",)).select_related("agency").get(pk=item.list_id)
    if not actor.has_perm(_REVIEW, disposal):
        raise PermissionDenied(actor.why_not(_REVIEW, disposal) or "您的岗位不能鉴定销毁清单。")
    step = DISPOSAL.find(disposal.state, "agree")
    if step is None or step.guard is None:
        raise NotAllowed("清单不在审核中，不能划去。")
    if refusal := step.guard(disposal, actor):
        raise NotAllowed(refusal.message, refusal.article)
    told = _needed(words, "划去理由")[:200]
    listed = DisposalItem.objects.filter(pk=item.pk, outcome=ItemOutcome.LISTED)
    if not listed.update(outcome=ItemOutcome.STRUCK, words=told, struck_by=actor):
        raise Conflict("这一件已经不在销毁之列。请刷新后再看。")
    record("cases.disposal_struck", actor=actor, target=disposal, payload={"number": item.number, "reason": told})


def _needed(words: str, label: str) -> str:
    if not words.strip():
        raise UserError(f"请写明{label}。", where=label)
    return mask_numbers(words.strip())
