"""上报：送往省平台的数据包，以及每一案报到了哪一步。"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel
from supervision.exchange.outgoing import Outgoing, message_constraints
from supervision.web.addresses import page_of


class UpwardPackage(Outgoing, ScopedModel):
    """One package on its way to the provincial system, sent by the supervision body that runs the platform (`agency`).

    One at a time: the next is made when this one is acknowledged, of what has changed by then, so order needs no further care and a
    receiver that is away for a week gets the newest, not the week's history. What it holds stands in its `kind` and `schema`.
    """

    view_permission = "cases.view_package"
    agency_states = frozenset()

    class Meta:
        verbose_name = "上报数据包"
        verbose_name_plural = "上报数据包"
        ordering = ["-id"]
        constraints = message_constraints("upward_package", "agency")

    def get_absolute_url(self) -> str:
        return page_of("cases:package", self.pk)


class UpwardCase(ScopedModel):
    """How far the reporting of one case is. `version` counts the times it was packed; `package` is the last that held it.

    `waiting`: new or corrected since then. `outcome` is empty until the receipt of that very version says what became of it
    (`told_at`: when); a refusal stands until a corrected version is packed. The time stands here too, because the package is not the agency's
    to see.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "已接受"
        REFUSED = "refused", "退回"

    case = models.OneToOneField(
        "cases.EnforcementCase", models.CASCADE, related_name="upward", verbose_name="案件", db_constraint=False
    )
    waiting = models.BooleanField("等待上报")
    version = models.PositiveIntegerField("版本", default=0)
    package = models.ForeignKey(
        UpwardPackage, models.PROTECT, null=True, related_name="cases", verbose_name="数据包", db_constraint=False
    )
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True)
    told_at = models.DateTimeField("答复时间", null=True)
    reason = models.CharField("退回理由", max_length=300, blank=True)

    view_permission = "cases.view_batch"

    class Meta:
        verbose_name = "案件上报情况"
        verbose_name_plural = "案件上报情况"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(waiting=True), name="upward_case_waiting"),
            models.Index(
                fields=["agency", "-id"],
                include=["region_code"],
                condition=Q(outcome="refused"),
                name="upward_case_refused_agency",
            ),
            models.Index(
                fields=["county_code", "-id"],
                include=["region_code", "agency"],
                condition=Q(outcome="refused"),
                name="upward_case_refused_county",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="refused") | Q(reason=""), name="upward_case_reason_of_a_refusal"),
            models.CheckConstraint(condition=Q(waiting=True) | Q(version__gt=0), name="upward_case_waits_or_was_packed"),
        ]

    def __str__(self) -> str:
        return f"案件{self.case_id} 第 {self.version} 版"
