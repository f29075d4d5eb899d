"""监督文书的查询：一件文书的全部经过。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from agencies.access.remembered import ANY, remembered_parts
from agencies.models import User
from notices.choices import ObjectionOutcome, Verdict
from notices.lifecycles import OBJECTIONABLE_STATES
from notices.models import (
    AgencyResponse,
    ExtensionRequest,
    Instrument,
    InstrumentDeadline,
    InstrumentItem,
    ItemResponse,
    Objection,
    Reminder,
)
from notices.models.deadline import longest_extension
from notices.models.instrument import ObjectionCounts, VerdictCounts
from notices.selectors.attached import answers_with_files, objections_with_files
from notices.selectors.contested import BEFORE_IT_IS_SIGNED, contested_words, marked_items
from notices.selectors.objected import OBJECTED
from notices.services.deadlines import BASES
from supervision.workdays import Calendar, Explanation, Period, explain


@dataclass(frozen=True)
class Round:
    """One round of answers, in the order of the problems."""

    response: AgencyResponse
    answers: list[ItemResponse]

    @property
    def is_sent(self) -> bool:
        return self.response.sent_at is not None


@dataclass(frozen=True)
class DueHistory:
    """One due date the instrument has had. `explanation` counts the one in force; an earlier one was counted with the calendar of its day."""

    row: InstrumentDeadline
    period: Period
    explanation: Explanation | None
    reminders: list[Reminder]


@dataclass(frozen=True)
class ExtensionChance:
    """Whether the agency may still ask for more time: until which day, and how much at most (0: no longer)."""

    last_day: date | None
    most: int
    unit: str
    reason: str = ""


@dataclass(frozen=True)
class InstrumentView:
    """An instrument with its problems, rounds of answers (newest first), due dates (newest first), requests for more
    time, and what the agency objects to."""

    instrument: Instrument
    items: list[InstrumentItem]
    rounds: list[Round]
    deadlines: list[DueHistory]
    extensions: list[ExtensionRequest]
    objections: list[Objection] = field(default_factory=list)

    @property
    def pending_objections(self) -> list[Objection]:
        """Those that wait for the bureau's answer, the oldest first."""
        return [one for one in self.objections if one.is_pending]

    @property
    def judged(self) -> bool:
        """Whether a day past the due day is called late: no objection raised before it waits for its answer (S-03)."""
        due = self.instrument.due_on
        return not any(due and timezone.localdate(one.raised_at) <= due for one in self.pending_objections)

    @property
    def answered_objections(self) -> list[Objection]:
        return [one for one in self.objections if not one.is_pending]

    @property
    def changed_on_objection(self) -> list[Objection]:
        """For each problem that is asked otherwise, or not at all any more, the answer that holds: the latest."""
        latest = {
            one.item_id: one for one in self.objections if one.outcome in {ObjectionOutcome.CHANGED, ObjectionOutcome.REVOKED}
        }
        return sorted(latest.values(), key=lambda one: one.item.order)

    @property
    def objectionable(self) -> list[InstrumentItem]:
        """Problems that the agency may object to now: neither revoked, nor waiting for an answer already."""
        if self.instrument.state not in OBJECTIONABLE_STATES:
            return []
        settled = {one.item_id for one in self.objections if one.outcome in {"", ObjectionOutcome.REVOKED}}
        return [item for item in self.items if item.pk not in settled]

    @property
    def contested(self) -> str:
        """Which problems the agency contests without having been answered, as long as the paper can still be changed."""
        return contested_words(self.items) if self.instrument.state in BEFORE_IT_IS_SIGNED else ""

    @property
    def latest_sent(self) -> Round | None:
        return next((one for one in self.rounds if one.is_sent), None)

    @property
    def open_round(self) -> Round | None:
        return next((one for one in self.rounds if not one.is_sent), None)

    @property
    def in_force(self) -> DueHistory | None:
        return self.deadlines[0] if self.deadlines else None

    @property
    def reminders(self) -> list[Reminder]:
        """Those given of the date in force, while the answer is owed."""
        return self.in_force.reminders if self.in_force and self.instrument.is_awaited else []

    @property
    def printed_due(self) -> InstrumentDeadline | None:
        """The due date that stands in the paper: the one of its service."""
        return self.deadlines[-1].row if self.deadlines else None


@dataclass(frozen=True)
class Step:
    """One station of the state line."""

    label: str
    who: str
    at: datetime | date | None
    state: str


def instrument_rows(user: User, permission: str = "") -> QuerySet[Instrument]:
    """Instruments this person may see, with what a list shows; ordered by the caller."""
    rows: QuerySet[Instrument] = Instrument.objects.visible_to(user, permission)
    return rows.select_related("agency", "issuer").annotate(objected=OBJECTED)


def instrument_view(instrument: Instrument, days: Calendar, *, hide_unsent: bool) -> InstrumentView:
    """The parts of one instrument in at most six statements; before service only its problems. `hide_unsent`: the bureau does not read what
    is not sent yet."""
    items = _parts(instrument, "items", lambda: marked_items(InstrumentItem.objects.filter(instrument=ANY)))
    if instrument.served_on is None:
        return InstrumentView(instrument, items, [], [], [])
    rounds: dict[int, Round] = {}
    answers = remembered_parts(("an instrument's answers", hide_unsent), partial(_answers, hide_unsent), pk=instrument.pk)
    for answer in answers:
        rounds.setdefault(answer.response_id, Round(answer.response, [])).answers.append(answer)
    view = InstrumentView(
        instrument=instrument,
        items=items,
        rounds=list(rounds.values()),
        deadlines=_deadlines(instrument, days),
        extensions=_parts(instrument, "extensions", _extensions),
        objections=_parts(instrument, "objections", lambda: objections_with_files().filter(instrument=ANY).order_by("id")),
    )
    # The guards of the lifecycle read this; what is loaded already need not be asked again.
    instrument.verdict_counts = _counts(view.latest_sent)
    _tell_what_is_asked(view)
    revoked = {one.item_id for one in view.objections if one.outcome == ObjectionOutcome.REVOKED}
    instrument.objection_counts = ObjectionCounts(len(view.pending_objections), len(items) - len(revoked))
    return view


def _tell_what_is_asked(view: InstrumentView) -> None:
    """Each problem, wherever the page shows it, carries the demand that an answer to an objection put in the place of the printed one."""
    changed = {one.item_id: one.new_demand for one in view.changed_on_objection if one.new_demand}
    answered = [answer.item for one in view.rounds for answer in one.answers]
    for item in (*view.items, *answered, *(one.item for one in view.objections)):
        item.changed_demand = changed.get(item.pk, "")


def extension_chance(view: InstrumentView, today: date) -> ExtensionChance:
    """What the agency may still ask for."""
    instrument = view.instrument
    base = next((one for one in view.deadlines if one.row.cause in BASES), None)
    if base is None or not instrument.is_awaited:
        return ExtensionChance(None, 0, "")
    states = {one.state for one in view.extensions}
    most, unit = longest_extension(base.period), base.period.unit.label
    reason = ""
    if "granted" in states:
        reason = "已经延期一次，不能再次延期"
    elif "pending" in states:
        reason = "延期申请等待决定"
    elif instrument.due_on is not None and today > instrument.due_on:
        reason = "期限已经届满，不能再申请延期"
    elif not most:
        reason = "原期限太短，不能延期"
    return ExtensionChance(instrument.due_on, 0 if reason else most, unit, reason)


def state_line(view: InstrumentView) -> list[Step]:
    """拟稿→核稿→签发→送达→签收→反馈→核验→办结, each with who and when, as far as it has come."""
    one, sent = view.instrument, view.latest_sent
    seen = [a for a in sent.answers if a.verified_by and a.verdict != Verdict.REVOKED] if sent else []
    verifier = str(seen[0].verified_by) if seen else ""
    verified = max((a.verified_at for a in seen if a.verified_at), default=None)
    reached = {
        "draft": 0, "checking": 1, "signing": 2, "issued": 3, "delivered": 4, "handling": 5, "returned": 5, "responded": 6, "closed": 8, "told": 8, "revoked": 8,
    }.get(one.state, 0)  # fmt: skip
    stations = [
        ("拟稿", one.drafter, one.drafted_at),
        ("核稿", one.checker, one.checked_at),
        ("签发", one.signatory, one.signed_at),
        ("送达", "系统送达" if one.served_on else "", one.served_on),
        ("签收", str(one.acknowledged_by or ""), one.acknowledged_at),
        ("反馈", str(sent.response.sent_by or "") if sent else "", sent.response.sent_at if sent else None),
        ("核验", verifier if one.state in {"closed", "responded", "returned"} else "", verified),
        ("撤销" if one.state == "revoked" else "办结", "", one.closed_at),
    ]
    if one.tells_superior:
        stations = [*stations[:3], ("告知", one.recipient if one.served_on else "", one.served_on)]
    return [
        Step(label, who, at, "done" if index < reached else "current" if index == reached else "waiting")
        for index, (label, who, at) in enumerate(stations)
    ]


Part = TypeVar("Part", InstrumentItem, InstrumentDeadline, ExtensionRequest, Objection)


def _parts(instrument: Instrument, name: str, build: Callable[[], QuerySet[Part]]) -> list[Part]:
    """What hangs on the instrument; each knows it, so that nobody fetches it again."""
    parts = list(remembered_parts((f"an instrument's {name}",), build, pk=instrument.pk))
    for part in parts:
        part.instrument = instrument
    return parts


def _answers(hide_unsent: bool) -> QuerySet[ItemResponse]:
    rows = answers_with_files().filter(response__instrument=ANY).select_related("response__sent_by", "verified_by")
    if hide_unsent:
        rows = rows.filter(response__sent_at__isnull=False)
    return rows.order_by("-response__round", "item__order")


def _extensions() -> QuerySet[ExtensionRequest]:
    rows: QuerySet[ExtensionRequest] = ExtensionRequest.objects.filter(instrument=ANY)
    return rows.select_related("requested_by", "decided_by").order_by("-id")


def _with_reminders() -> QuerySet[InstrumentDeadline]:
    given = Reminder.objects.filter(instrument=OuterRef("instrument"), due_on=OuterRef("due_on")).order_by("-pk")
    told = ArraySubquery(given.values(one=JSONObject(stage="stage", sent_at="sent_at")))
    rows: QuerySet[InstrumentDeadline] = InstrumentDeadline.objects.filter(instrument=ANY)
    return rows.select_related("made_by").annotate(told=told).order_by("-id")


def _deadlines(instrument: Instrument, days: Calendar) -> list[DueHistory]:
    found = []
    rows: list[Any] = _parts(instrument, "deadlines", _with_reminders)
    for place, row in enumerate(rows):
        period = Period.from_json(row.period)
        reminders = [Reminder(stage=one["stage"], sent_at=datetime.fromisoformat(one["sent_at"])) for one in row.told]
        found.append(DueHistory(row, period, explain(row.start, period, days) if place == 0 else None, reminders))
    return found


def _counts(sent: Round | None) -> VerdictCounts:
    verdicts = [answer.verdict for answer in sent.answers] if sent else []
    return VerdictCounts(verdicts.count(""), verdicts.count(Verdict.ACCEPTED), verdicts.count(Verdict.RETURNED))
