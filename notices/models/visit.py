"""监督检查（暗访）记录：什么时间、到哪里、谁去的、看到什么。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.rowscope.policies import ThroughParent


class SupervisionVisit(models.Model):
    """What supervisors saw on the spot (条例 §22 二项), openly or covertly. Written once; what was wrong is put right by another record."""

    matter = models.ForeignKey("notices.Matter", models.CASCADE, related_name="visits", verbose_name="监督事项")
    visited_on = models.DateField("日期")
    place = models.CharField("地点", max_length=200)
    covert = models.BooleanField("暗访", default=False)
    observed = models.TextField("检查情况")
    invited = models.CharField("受邀人员", max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人")
    written_at = models.DateTimeField("记录时间", auto_now_add=True)

    row_policy = ThroughParent("matter")

    class Meta:
        verbose_name = "监督检查记录"
        verbose_name_plural = "监督检查记录"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(observed="") & ~Q(place=""), name="visit_says_where_and_what")]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.place}"


class VisitMember(models.Model):
    """One supervisor of a visit, with the number of the 行政执法监督证 that was shown; empty when there was none."""

    visit = models.ForeignKey(SupervisionVisit, models.CASCADE, related_name="members", verbose_name="记录")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="监督人员")
    certificate_number = models.CharField("行政执法监督证号", max_length=40, blank=True)

    row_policy = ThroughParent("visit")

    class Meta:
        verbose_name = "参加监督检查的人员"
        verbose_name_plural = "参加监督检查的人员"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="visit_member_once")]
