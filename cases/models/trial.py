"""参数试算：改一个数字之前，先对历史案件试算，另一人批准后自某日起施行。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.scope import Grant
from agencies.choices import Sector
from agencies.models import ScopedModel
from cases.lifecycles import PARAMETER_TRIAL
from cases.models.parameter import SectorParameter
from cases.rules.parameters import UNITS, key_label
from supervision.web.addresses import page_of
from supervision.workflow import State


class ParameterTrial(ScopedModel):
    """A proposed row of the sector parameters, in force from `valid_from`, with what it would have changed in the cases on record.

    `replaces`: the row whose last day is to be the day before. `outcome`: agencies and rules with findings that come and go, as
    `cases.services.trying` found them on `tried_on`. Whoever proposed does not adopt.
    """

    key = models.CharField("参数", max_length=60)
    sector = models.CharField("领域", max_length=20, choices=Sector.choices, blank=True)
    place = models.CharField("适用地区（区划代码）", max_length=12, blank=True)
    value = models.DecimalField("数值", max_digits=12, decimal_places=2)
    unit = models.CharField("单位", max_length=10, choices=UNITS)
    source = models.CharField("来源", max_length=200)
    status = models.CharField("核对", max_length=12, choices=SectorParameter.Status.choices)
    valid_from = models.DateField("施行日期")
    replaces = models.ForeignKey(
        SectorParameter, models.PROTECT, null=True, related_name="+", verbose_name="替换的一行", blank=True
    )

    state = models.CharField("状态", max_length=12, choices=PARAMETER_TRIAL.choices, default="trying")
    tried_on = models.DateField("试算日期", null=True)
    cases_tried = models.PositiveIntegerField("试算案件数", default=0)
    added = models.PositiveIntegerField("多出的问题", default=0)
    dropped = models.PositiveIntegerField("少掉的问题", default=0)
    outcome = models.JSONField("试算结果", default=list)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人")
    decided_at = models.DateTimeField("批准时间", null=True)
    words = models.CharField("意见", max_length=300, blank=True)
    adopted = models.ForeignKey(SectorParameter, models.PROTECT, null=True, related_name="+", verbose_name="施行的一行")

    view_permission = "cases.view_trial"
    agency_states = frozenset[str]()
    no_deleting = True

    class Meta:
        verbose_name = "参数试算"
        verbose_name_plural = "参数试算"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="trial_names_its_source"),
            models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="trial_two_people"),
            models.CheckConstraint(condition=Q(state="adopted") ^ Q(adopted=None), name="trial_adopted_has_its_row"),
        ]

    def __str__(self) -> str:
        return f"{self.label}：{self.amount}"

    def get_absolute_url(self) -> str:
        return page_of("cases:trial", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """The body that proposed it."""
        return grant.agency_id == self.agency_id

    @property
    def label(self) -> str:
        """What the parameter is called."""
        return key_label(self.key)

    @property
    def status_now(self) -> State:
        """The state with its words."""
        return PARAMETER_TRIAL.state(self.state)

    @property
    def row(self) -> SectorParameter:
        """The proposed row, unsaved."""
        return SectorParameter(**self.values)

    @property
    def values(self) -> dict[str, Any]:
        """What the row would say."""
        return {
            "key": self.key,
            "sector": self.sector,
            "region_code": self.place,
            "value": self.value,
            "unit": self.unit,
            "source": self.source,
            "status": self.status,
            "valid_from": self.valid_from,
        }

    @property
    def amount(self) -> str:
        """90日, 5个工作日, 是."""
        return self.row.amount

    @property
    def where(self) -> str:
        """Whom it binds."""
        words = self.get_sector_display() if self.sector else "各领域"
        return f"{words}（区划代码 {self.place} 开头的地区）" if self.place else str(words)

    def is_past(self, today: date) -> bool:
        """Whether its day has come before anybody adopted it."""
        return self.valid_from < today
