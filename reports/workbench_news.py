"""昨天以来：从昨天零时到现在，新检出的线索、新送达的文书、新报送的反馈各有多少；连同待研判、待核实的条数，一条语句。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from agencies.access.remembered import remembered_around
from agencies.models import User
from appraisals.selectors import to_settle
from cases.choices import Severity
from cases.models import Finding
from cases.selectors.contests import to_answer, to_explain
from cases.selectors.trials import to_adopt, to_submit
from cases.selectors.waivers import to_approve
from leads.selectors import to_do
from notices.lifecycles import AWAITING_STATES
from notices.models import Instrument
from notices.selectors.matters import to_refer
from notices.selectors.queues import objections_to_answer
from notices.selectors.suspensions import to_be_approved
from reports.models import RaisedWarning

FINDING_CAP = 1000
INSTRUMENT_CAP = 99
WARNING_CAP = 999
# Of each mark the first to come, how many, and (of findings, whose number is their severity) how many are critical.
_COUNTED = f"""SELECT "of", (array_agg("nth"))[1], count(*), count(*) FILTER (WHERE "nth" = {Severity.CRITICAL.value})
    FROM ({{rows}}) AS counted GROUP BY 1"""
WAITING = ("lead", "contested", "put", "objected", "suspended", "refer", "waiver", "appraisal", "adopt", "tried")
"""The marks of what waits for a person, beside findings, papers and warnings."""


@dataclass(frozen=True)
class Change:
    """One line of 昨天以来: how many of what, and the list that shows them."""

    text: str
    count: str
    unit: str
    url: str


@dataclass(frozen=True)
class Waiting:
    """Things of one kind that wait for a person: how many, and the key of the first to come."""

    count: str
    first: int
    single: bool


@dataclass(frozen=True)
class News:
    """What changed since yesterday, how many findings wait for triage ("" for a person who sees none), and how many warnings wait to be looked
    into by this person ("" for none). `waiting`: by mark, leads to be accepted or decided soon (lead), contests to be answered (contested),
    findings to be explained (put), waivers to be approved (waiver), objections to be answered (objected), matters with a suspension to be
    approved (suspended), clues to be referred (refer), appraisals whose result is to be settled (appraisal), parameters to be approved (adopt) or put forward (tried)."""

    changes: list[Change]
    open_findings: str = ""
    critical: str = ""
    open_warnings: str = ""
    waiting: dict[str, Waiting] = field(default_factory=dict)


def changes(user: User, *, today: date) -> News:
    """Counts since yesterday's midnight, each up to its cap, the open findings with the critical among them, and the warnings that wait; one
    statement."""
    can = user.scope.permissions
    told = remembered_around(_COUNTED, ("reports.changes", today), user, lambda: _rows(user, today))
    counts = Counter({mark: count for mark, _, count, _ in told})
    lines = (
        ("found", "新检出的线索", "条", "cases:triage", FINDING_CAP),
        ("served", "新收到的文书" if "notices.respond" in can else "新送达的文书", "件", _instruments_url(can), INSTRUMENT_CAP),
        ("answered", "新报送的反馈", "件", "notices:to_verify", INSTRUMENT_CAP),
    )
    found = [Change(text, _capped(counts[mark], cap), unit, reverse(url)) for mark, text, unit, url, cap in lines if counts[mark]]
    firsts = {mark: first for mark, first, _, _ in told}
    waits = {
        mark: Waiting(_capped(counts[mark], INSTRUMENT_CAP), firsts[mark], counts[mark] == 1)
        for mark in WAITING
        if mark in firsts
    }
    if "cases.view_finding" not in can:
        return News(found, waiting=waits)
    critical = next((gravest for mark, _, _, gravest in told if mark == "open"), 0)
    words = f"其中严重 {_capped(critical, FINDING_CAP)} 条" if critical else "没有严重问题"
    warnings = _capped(counts["warned"], WARNING_CAP) if counts["warned"] else ""
    return News(found, _capped(counts["open"], FINDING_CAP), words, warnings, waits)


def _rows(user: User, today: date) -> QuerySet[Any, Any]:
    """What is counted, as (mark, number)."""
    can, since = user.scope.permissions, today - timedelta(days=1)
    parts: list[QuerySet[Any, Any]] = []
    if "cases.view_finding" in can:
        findings = Finding.objects.visible_to(user)
        # The gravest first, so that the critical ones are counted even when all do not fit under the cap.
        parts.append(_marked("open", findings.filter(state="open").order_by("severity", "id"), "severity", FINDING_CAP))
        # The newest first, from an index: where nearly all is new, the database would else look through the table until it has enough.
        parts.append(_marked("found", findings.filter(found_on__gte=since).order_by("-found_on"), "pk", FINDING_CAP))
    if "notices.view_instrument" in can:
        seen = Instrument.objects.visible_to(user, "notices.view_instrument").order_by()
        served = seen.filter(state__in=AWAITING_STATES, served_on__gte=since)
        parts.append(_marked("served", served, "pk", INSTRUMENT_CAP))
        if "notices.respond" not in can:
            answered = seen.filter(state="responded", responses__sent_at__gte=_midnight(since))
            parts.append(_marked("answered", answered, "pk", INSTRUMENT_CAP))
    if "reports.review_warning" in can:
        warned = RaisedWarning.objects.visible_to(user, "reports.review_warning").filter(state="open").order_by()
        parts.append(_marked("warned", warned, "pk", WARNING_CAP))
    parts += _waiting_parts(user, can, today)
    if not parts:
        return Finding.objects.none().values_list("rule_code", "pk")
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _waiting_parts(user: User, can: frozenset[str], today: date) -> list[QuerySet[Any, Any]]:
    """What an agency says and what is asked for, in the same statement."""
    sources: dict[str, tuple[str, Callable[[Any], QuerySet[Any]]]] = {
        "lead": ("leads.handle_lead", lambda person: to_do(person, today)),
        "contested": ("cases.triage_finding", to_answer),
        "put": ("cases.contest_finding", to_explain),
        "objected": ("notices.answer_objection", _objected),
        "refer": ("notices.refer_clue", _to_refer),
        "suspended": ("notices.approve_suspension", to_be_approved),
        "waiver": ("cases.approve_waiver", to_approve),
        "appraisal": ("appraisals.settle_appraisal", to_settle),
        "adopt": ("cases.adopt_parameter", to_adopt),
        "tried": ("cases.edit_parameter", to_submit),
    }
    return [_marked(mark, rows(user), "pk", INSTRUMENT_CAP) for mark, (permission, rows) in sources.items() if permission in can]


def _objected(user: User) -> QuerySet[Any]:
    """Instruments with an objection that this person's bureau has to answer."""
    waiting = objections_to_answer(user).order_by().values("instrument")
    rows: QuerySet[Any] = Instrument.objects.filter(pk__in=waiting).order_by("id")
    return rows


def _to_refer(user: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = to_refer(user).order_by("id")
    return rows


def _marked(mark: str, rows: QuerySet[Any], number: str, cap: int) -> QuerySet[Any, Any]:
    """Up to one beyond `cap` rows as (mark, number), all parts of one shape for the union."""
    shaped = rows.annotate(of=Value(mark, output_field=CharField()), nth=Cast(number, IntegerField()))
    return shaped.values_list("of", "nth")[: cap + 1]


def _midnight(day: date) -> datetime:
    """Where a day begins: compared as a moment, an index finds what came since."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _instruments_url(can: frozenset[str]) -> str:
    return "notices:inbox" if "notices.respond" in can else "notices:instruments"


def _capped(count: int, cap: int) -> str:
    return f"{cap:,}+" if count > cap else f"{count:,}"
