"""线索与转办。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import MD5

from agencies.choices import AgencyKind
from agencies.models import ScopedModel, in_place_of
from leads.choices import FROM_THE_PUBLIC, DeclineKind, LeadOutcome, LeadSource
from leads.lifecycles import DECIDED_STATES, LEAD
from leads.limits import Facts
from supervision.crypto.fields import EncryptedField
from supervision.rowscope.policies import OwnedRows, ThroughParent
from supervision.web.addresses import page_of
from supervision.workflow import State

if TYPE_CHECKING:
    from agencies.access.scope import Grant


PRESSING_SOME_DAY = Q(state__in=("registered", "accepted")) | Q(state__in=DECIDED_STATES, anonymous=False, informed_on=None)
"""What a body still has to do something about, now or later (`leads.selectors.pressing` asks for less)."""


def _kind(kind: AgencyKind, label: str) -> models.GeneratedField:
    """A constant beside a link: the database's foreign key (link, kind) → (id, kind) lets the link lead to such an agency only (0001)."""
    return models.GeneratedField(
        expression=Value(str(kind), output_field=models.CharField()),
        output_field=models.CharField(label, max_length=20),
        db_persist=True,
        verbose_name=label,
    )


def _by(label: str) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


class Lead(ScopedModel):
    """What somebody told us about an enforcement agency, and what a supervision body makes of it.

    `agency` is the one it is about, and never sees it: not in a state of its own (`agency_states`), not in the database (no branch of the
    row policy opens it), not in the trail (`trail_agency_id`). `handler` is a supervision body whose region holds that agency, never
    the agency itself. The informant is sealed, and absent when anonymous. 条例 §20, §33; 湘程序规定 §156.

    `reporter`: the account of a social supervisor who reported it themselves. It is theirs by person, wherever it is passed: they see the lead
    and nothing of what the bodies write to each other. On no page does it stand as a name.
    """

    number = models.CharField("线索编号", max_length=40)
    numbered_by = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="编号机构")
    source = models.CharField("来源", max_length=32, choices=LeadSource.choices)
    received_on = models.DateField("收到日期")
    text = models.TextField("反映内容")
    anonymous = models.BooleanField("匿名", default=False)
    informant_name = EncryptedField("投诉人、举报人姓名", blank=True, default="")
    informant_contact = EncryptedField("投诉人、举报人联系方式", blank=True, default="")
    handler = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="办理机构")
    handler_kind = _kind(AgencyKind.SUPERVISION_BODY, "办理机构性质")
    agency_kind = _kind(AgencyKind.ENFORCEMENT, "所涉单位性质")
    state = models.CharField("状态", max_length=12, choices=LEAD.choices, default="registered")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    registered_for = _by("代其登记")
    reporter = _by("反映人账号")
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    accepted_on = models.DateField("受理日期", null=True)
    declined_on = models.DateField("不予受理日期", null=True)
    decline_kind = models.CharField("不予受理情形", max_length=20, choices=DeclineKind.choices, blank=True)
    decline_reason = models.TextField("不予受理理由", blank=True)
    decided_by = _by("决定是否受理的人")
    decided_for = _by("代其决定")
    handled_on = models.DateField("办结日期", null=True)
    outcome = models.CharField("结论", max_length=10, choices=LeadOutcome.choices, blank=True)
    result = models.TextField("处理结果", blank=True)
    handled_by = _by("办结人")
    handled_for = _by("代其办结")
    informed_on = models.DateField("告知日期", null=True)

    view_permission = "leads.view_lead"
    agency_states: frozenset[str] = frozenset()
    scope_person_attr = "reporter_id"
    row_policy = OwnedRows(person="reporter_id", person_adds="{table}.state = 'registered'")
    no_deleting = True

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = "线索"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["county_code", "state", "-id"], name="lead_county_state"),
            models.Index(fields=["handler", "received_on", "id"], condition=PRESSING_SOME_DAY, name="lead_pressing"),
            models.Index(fields=["reporter", "-id"], condition=Q(reporter__isnull=False), name="lead_of_a_reporter"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in LEAD.states]), name="lead_state_known"),
            models.CheckConstraint(condition=Q(source__in=LeadSource.values), name="lead_source_known"),
            models.CheckConstraint(condition=~Q(text=""), name="lead_says_something"),
            models.CheckConstraint(condition=~Q(handler=F("agency")), name="lead_never_handled_by_whom_it_is_about"),
            models.UniqueConstraint(fields=["numbered_by", "number"], name="lead_number_once_per_bureau"),
            # What somebody else reported must not be told by a refusal: each reporter's words are once theirs.
            models.UniqueConstraint(
                "agency", "source", "received_on", MD5("text"), condition=Q(reporter=None), name="lead_registered_once"
            ),
            models.UniqueConstraint(
                "reporter", "agency", "received_on", MD5("text"), condition=Q(reporter__isnull=False), name="lead_reported_once"
            ),
            models.CheckConstraint(
                condition=Q(reporter=None)
                | Q(
                    source=LeadSource.SOCIAL_SUPERVISOR,
                    reporter=F("registered_by"),
                    registered_for=None,
                    anonymous=False,
                ),
                name="lead_reported_by_a_social_supervisor_in_person",
            ),
            models.CheckConstraint(
                condition=(Q(anonymous=True, informant_name="", informant_contact="", informed_on=None))
                | (Q(anonymous=False) & (~Q(informant_name="") | ~Q(informant_contact=""))),
                name="lead_informant_named_or_anonymous",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("accepted", "handled"), accepted_on__isnull=False, accepted_on__gte=F("received_on"))
                | Q(state__in=("registered", "declined"), accepted_on=None),
                name="lead_accepted_on_a_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="declined", declined_on__isnull=False, declined_on__gte=F("received_on"), decline_kind__in=DeclineKind.values)
                    & ~Q(decline_reason="")
                )
                | (~Q(state="declined") & Q(declined_on=None, decline_kind="", decline_reason="")),
                name="lead_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="handled", handled_on__isnull=False, handled_on__gte=F("accepted_on"), outcome__in=LeadOutcome.values)
                    & ~Q(result="")
                )
                | (~Q(state="handled") & Q(handled_on=None, outcome="", result="")),
                name="lead_handled_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(informed_on=None)
                | Q(state="declined", informed_on__gte=F("declined_on"))
                | Q(state="handled", informed_on__gte=F("handled_on")),
                name="lead_informed_of_something",
            ),
            models.CheckConstraint(
                condition=Q(state="registered") | Q(decided_by__isnull=False), name="lead_decided_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(state="handled") | Q(handled_by__isnull=False), name="lead_handled_by_somebody"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return page_of("leads:lead", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """Whether a post is one at the body that handles it."""
        return grant.agency_id == self.handler_id

    @property
    def trail_agency_id(self) -> int:
        """Whose the trail of a lead is: the handler's. The agency it is about reads no row of it either."""
        return self.handler_id

    @property
    def status(self) -> State:
        """The state with its words."""
        return LEAD.state(self.state)

    @property
    def facts(self) -> Facts:
        """Its days, for the clock."""
        return Facts(
            self.received_on,
            self.accepted_on,
            self.declined_on,
            self.handled_on,
            self.informed_on,
            anonymous=self.anonymous,
            from_the_public=self.source in FROM_THE_PUBLIC,
        )

    @property
    def is_told(self) -> bool:
        """Whether nothing is left to tell: decided, and told or anonymous."""
        return self.state in DECIDED_STATES and (self.anonymous or self.informed_on is not None)

    @property
    def registrar(self) -> str:
        """Who registered it; of one who reported it themselves the name is the informant's, and is not said."""
        if self.reporter_id is not None:
            return "反映人本人"
        return in_place_of(self.registered_by, self.registered_for)

    @property
    def decider(self) -> str:
        """Who accepted or declined it."""
        return in_place_of(self.decided_by, self.decided_for)

    @property
    def closer(self) -> str:
        """Who decided it in the end."""
        return in_place_of(self.handled_by, self.handled_for)


class LeadTransfer(models.Model):
    """转办: a lead goes from one supervision body to another, up (上报) or down (交办), with a reason. The sixty days run on.

    Among the bodies: whoever sees a lead only because they reported it sees none of these."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="transfers", verbose_name="线索")
    from_body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="转出机构")
    to_body = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="转入机构")
    reason = models.TextField("转办理由")
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="转办人")
    passed_for = _by("代其转办")
    passed_at = models.DateTimeField("转办时间", auto_now_add=True)

    row_policy = ThroughParent("lead", within=OwnedRows())
    append_only = True

    class Meta:
        verbose_name = "线索转办"
        verbose_name_plural = "线索转办"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="lead_transfer_with_a_reason"),
            models.CheckConstraint(condition=~Q(from_body=F("to_body")), name="lead_transfer_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.from_body} → {self.to_body}"

    @property
    def passer(self) -> str:
        """Who passed it on."""
        return in_place_of(self.passed_by, self.passed_for)
