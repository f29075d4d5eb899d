"""监督文书。"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.utils.functional import cached_property

from agencies.access.scope import Grant
from agencies.choices import AgencyKind
from agencies.models import ScopedModel, in_place_of
from notices import instruments
from notices.choices import Verdict
from notices.lifecycles import AWAITING_STATES, INSTRUMENT, SERVED_STATES
from notices.models.response import ItemResponse
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of
from supervision.workdays import DueDate, Period, Unit
from supervision.workflow import State

_OWED = Q(state__in=sorted(AWAITING_STATES))


def deputised(label: str) -> models.ForeignKey:
    """In whose place a step was taken, when a deputy took it."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


class VerdictCounts(NamedTuple):
    """How many answers of a round are not yet verified, accepted, returned."""

    unverified: int
    accepted: int
    returned: int


class ObjectionCounts(NamedTuple):
    """How many objections wait for an answer, and how many problems still stand (were not revoked on one)."""

    pending: int
    standing: int


class Instrument(ScopedModel):
    """One supervision instrument to one agency (`agency`), from draft to closing.

    The Regulation sets no days ("规定时限内"), so the period stands in the instrument itself, with its basis. `due_on` is the
    current due date; how it came about stands in `deadlines`. Number, dates and papers are set at issue and never change after.
    """

    matter = models.ForeignKey("notices.Matter", models.PROTECT, related_name="instruments", verbose_name="监督事项")
    kind = models.CharField("文种", max_length=20)
    issuer = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="制发机关")
    issuer_kind = models.CharField("制发机关性质", max_length=20, choices=AgencyKind.choices)
    state = models.CharField("状态", max_length=12, choices=INSTRUMENT.choices, default="draft")
    title = models.CharField("标题", max_length=200)
    recipient = models.CharField("主送上级主管部门", max_length=100, blank=True)
    opening = models.TextField("正文开头")
    closing = models.TextField("正文结尾", blank=True)
    period_amount = models.PositiveSmallIntegerField("反馈期限")
    period_unit = models.CharField("期限单位", max_length=8, choices=[(Unit.DAY.value, "日"), (Unit.WORKDAY.value, "个工作日")])
    period_basis = models.CharField("期限依据", max_length=200)

    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_for = deputised("代其拟稿")
    drafted_at = models.DateTimeField("拟稿时间", auto_now_add=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提交人")
    submitted_for = deputised("代其提交")
    former_drafters = ArrayField(models.BigIntegerField(), verbose_name="移交前的拟稿人", default=list)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="核稿人")
    checked_for = deputised("代其核稿")
    checked_at = models.DateTimeField("核稿时间", null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签发人")
    signed_for = deputised("代其签发")
    signed_at = models.DateTimeField("签发时间", null=True)
    return_reason = models.TextField("退回理由", blank=True)

    number = models.CharField("发文字号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期", null=True)
    served_on = models.DateField("送达日期", null=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签收人"
    )
    due_on = models.DateField("反馈期限届满日", null=True)
    due_provisional = models.BooleanField("届满日为暂定", default=False)
    closed_at = models.DateTimeField("办结时间", null=True)
    pdf = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="PDF")
    docx = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="DOCX")
    verify_code = models.CharField("核验码", max_length=14, blank=True)
    template_version = models.CharField("版式版本", max_length=20, blank=True)

    view_permission = "notices.view_instrument"
    agency_states = SERVED_STATES

    class Meta:
        verbose_name = "监督文书"
        verbose_name_plural = "监督文书"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="instrument_state_due"),
            models.Index(fields=["agency", "state", "-id"], name="instrument_agency_state"),
            # Holds all that the row policy asks: lists are counted from it alone, of a county or of the city.
            models.Index(
                fields=["county_code", "state", "due_on"], include=["id", "region_code", "agency"], name="instrument_county_due"
            ),
            # What is owed, by due date: of everything, of a county, of an agency. However much is late, a list reads what it shows.
            models.Index(fields=["due_on", "id"], condition=_OWED, name="instrument_owed"),
            models.Index(fields=["county_code", "due_on", "id"], condition=_OWED, name="instrument_owed_county"),
            models.Index(fields=["agency", "due_on", "id"], condition=_OWED, name="instrument_owed_agency"),
            models.Index(fields=["served_on"], name="instrument_served"),
            models.Index(fields=["drafted_by", "-id"], condition=Q(state="draft"), name="instrument_drafts"),
            models.Index(
                fields=["issuer", "due_on", "id"],
                condition=Q(state="responded"),
                include=["region_code", "agency"],
                name="instrument_to_verify",
            ),
        ]
        constraints = [
            # Per issuer: two bureaus may have the same mark (长沙市, 长沙县).
            models.UniqueConstraint(
                fields=["issuer", "number"], condition=~Q(number=""), name="instrument_number_once_per_issuer"
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in INSTRUMENT.states]), name="instrument_state_known"),
            # 条例 §6, §26: a 司法所 or an enforcement agency issues nothing, whatever the code above thinks.
            models.CheckConstraint(
                condition=Q(issuer_kind__in=[AgencyKind.SUPERVISION_BODY, AgencyKind.GOVERNMENT]),
                name="instrument_issued_by_a_supervision_body",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "checking", "signing", "voided"])
                | (~Q(number="") & Q(issued_on__isnull=False) & Q(signed_by__isnull=False)),
                name="instrument_signed_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(SERVED_STATES))
                | (Q(served_on__isnull=False) & Q(pdf__isnull=False) & Q(docx__isnull=False))
                & (Q(due_on__isnull=False) | Q(state="told")),
                name="instrument_served_has_due_date_and_papers",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gt=models.F("served_on")), name="instrument_due_after_service"
            ),
            # 条例 §42 二款: what the superior department is told asks for no answer, and only that names another recipient.
            models.CheckConstraint(
                condition=Q(period_amount__gt=0, recipient="") | (Q(period_amount=0) & ~Q(recipient="")),
                name="instrument_has_a_period_or_tells_the_superior",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    def get_absolute_url(self) -> str:
        return page_of("notices:instrument", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """An instrument is its bureau's."""
        return grant.agency_id == self.issuer_id

    @property
    def tells_superior(self) -> bool:
        """Whether it tells a superior department (§42 二款) rather than asking the agency for something."""
        return instruments.get(self.kind).tells_superior

    @property
    def drafters(self) -> set[int]:
        """Everybody whose draft this is: who wrote it or handed it on, in whose place, and from whom it was taken over."""
        hands = (self.drafted_by_id, self.drafted_for_id, self.submitted_by_id, self.submitted_for_id, *self.former_drafters)
        return {pk for pk in hands if pk is not None}

    @property
    def checkers(self) -> set[int]:
        """Who checked it and in whose place."""
        return {pk for pk in (self.checked_by_id, self.checked_for_id) if pk is not None}

    @property
    def drafter(self) -> str:
        """Who drafted it, as it is printed: 某某, or 某某 代 某某."""
        return in_place_of(self.drafted_by, self.drafted_for)

    @property
    def checker(self) -> str:
        """Who checked it, as it is printed."""
        return in_place_of(self.checked_by, self.checked_for)

    @property
    def signatory(self) -> str:
        """Who signed it, as it is printed."""
        return in_place_of(self.signed_by, self.signed_for)

    @property
    def kind_name(self) -> str:
        """行政执法监督督办函, 行政执法监督意见书 …"""
        return instruments.get(self.kind).name

    @property
    def status(self) -> State:
        """The state with its words."""
        return INSTRUMENT.state(self.state)

    @property
    def period(self) -> Period:
        """The period that the instrument itself states."""
        return Period(self.period_amount, Unit(self.period_unit))

    @property
    def due(self) -> DueDate | None:
        """The due date in force; None before service."""
        return DueDate(self.due_on, self.due_provisional, self.due_on) if self.due_on else None

    @cached_property
    def verdict_counts(self) -> VerdictCounts:
        """The bureau's verdicts on the answers in hand (the latest sent round), in one statement."""
        latest = self.responses.filter(sent_at__isnull=False).order_by("-round").values("pk")[:1]
        verdicts = Counter(ItemResponse.objects.filter(response__in=latest).values_list("verdict", flat=True))
        return VerdictCounts(verdicts[""], verdicts[Verdict.ACCEPTED], verdicts[Verdict.RETURNED])

    @cached_property
    def objection_counts(self) -> ObjectionCounts:
        """Objections to its problems, in one statement."""
        outcomes = Q(objections__outcome="", objections__isnull=False)
        told = self.items.aggregate(
            pending=Count("objections", filter=outcomes),
            standing=Count("pk", distinct=True) - Count("pk", filter=Q(objections__outcome="revoked"), distinct=True),
        )
        return ObjectionCounts(**told)

    @property
    def is_awaited(self) -> bool:
        """Whether the agency owes an answer now."""
        return self.state in AWAITING_STATES


class InstrumentItem(models.Model):
    """One problem as the instrument states it: what we found, on which basis, what is asked. Frozen at issue."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="items", verbose_name="文书")
    order = models.PositiveSmallIntegerField("序号")
    matter_item = models.ForeignKey(
        "notices.MatterItem", models.SET_NULL, null=True, related_name="instrument_items", verbose_name="事项问题"
    )
    title = models.CharField("问题名称", max_length=200)
    problem = models.TextField("问题")
    basis = models.CharField("依据", max_length=300)
    demand = models.TextField("整改要求")

    row_policy = ThroughParent("instrument")
    changed_demand = ""
    """What an answer to an objection asks in the place of `demand`; filled in by the page's selector."""

    class Meta:
        verbose_name = "文书所列问题"
        verbose_name_plural = "文书所列问题"
        ordering = ["instrument", "order"]
        constraints = [models.UniqueConstraint(fields=["instrument", "order"], name="instrument_item_order_once")]
