"""表头映射：管理员在网页上绘制的、外来表头到数据标准的对应。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.choices import CaseKind, ProfileState
from cases.columns.drawing import Drawing
from supervision.crypto.fields import EncryptedField
from supervision.rowscope.policies import BY_AGENCY, BY_PREFIX
from supervision.web.addresses import page_of

CODE = "drawn."
"""How the code of a drawn profile begins, as a batch keeps it."""


@dataclass(frozen=True)
class DrawnRows:
    """A profile for every agency is open; one for a single agency to that agency, its supervisors and the system administrators. A draft
    holds values out of somebody's file: it is there for who uploaded that file, for as long as the agency is within their reach, and for
    nobody else."""

    def using(self, model: type[models.Model]) -> str:
        """Read, change, remove."""
        words = {"table": model._meta.db_table, "region": "region_code", "agency": "agency_id"}
        administers = (
            "(SELECT EXISTS (SELECT FROM agencies_post post WHERE post.user_id = row_scope.person() AND post.role = 'system_admin'"
            " AND post.starts_on <= current_date AND coalesce(post.ends_on >= current_date, true)))"
        )
        return (
            "CASE WHEN (SELECT row_scope.sees_all()) THEN true"
            f" WHEN {{table}}.state = '{ProfileState.DRAFT}' AND {{table}}.drawn_by_id <> (SELECT row_scope.person()) THEN false"
            " WHEN {table}.agency_id IS NULL THEN true"
            f" WHEN {BY_PREFIX} THEN true WHEN {BY_AGENCY} THEN true ELSE {administers} END"
        ).format(**words)

    def writing(self, model: type[models.Model]) -> str:
        """Nobody writes a profile that they could not read afterwards."""
        return self.using(model)


class ProfileQuerySet(models.QuerySet["DrawnProfile"]):
    """Profiles by who may see them, and by which files they read."""

    def visible_to(self, user: Any, permission: str = "cases.view_profile") -> Self:
        """Those for every agency and those of agencies within reach; drafts of one's own only."""
        reach = Q(agency=None)
        grants = user.scope.with_permission(permission)
        for grant in grants:
            reach |= Q(agency=grant.agency_id) if grant.by_agency else Q(region_code__startswith=grant.scope_prefix)
        if not grants:
            return self.none()
        return self.filter(reach & (~Q(state=ProfileState.DRAFT) | Q(drawn_by=user)))

    def reading_for(self, agency_id: int, kind: CaseKind | None) -> Self:
        """The active ones by which a file of this agency may be read."""
        found = self.filter(Q(agency=agency_id) | Q(agency=None), state=ProfileState.ACTIVE)
        return found.filter(kind=kind) if kind else found


class DrawnProfile(models.Model):
    """One version of a mapping of foreign headings to the data standard (`cases.columns.drawing`).

    `agency` null: for every agency. A change is a new version (`replaces`), since the batches read by the old one keep saying so. `headings`
    digests what a file must have; two active profiles never wait for the same. `sample`: the first rows of a file, masked and sealed, while
    the profile is a draft; gone afterwards, which the database holds.
    """

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("记录种类", max_length=12, choices=CaseKind.choices)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="适用单位"
    )
    region_code = models.CharField("区划代码", max_length=12, blank=True)
    mapping = models.JSONField("映射")
    headings = models.CharField("表头摘要", max_length=64, blank=True)
    sample = EncryptedField("样例", blank=True, default="")
    state = models.CharField("状态", max_length=10, choices=ProfileState.choices, default=ProfileState.DRAFT)
    version = models.PositiveSmallIntegerField("版本", default=1)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="前一版本"
    )
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="绘制人")
    drawn_at = models.DateTimeField("绘制时间", auto_now_add=True)
    activated_at = models.DateTimeField("启用时间", null=True, blank=True)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    objects = ProfileQuerySet.as_manager()
    row_policy = DrawnRows()

    class Meta:
        verbose_name = "表头映射"
        verbose_name_plural = "表头映射"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mapping__has_keys=["columns", "words", "fixed", "number", "ignored"]), name="profile_mapping_whole"
            ),
            models.CheckConstraint(condition=Q(state=ProfileState.DRAFT) | Q(sample=""), name="profile_sample_only_in_a_draft"),
            models.CheckConstraint(
                condition=Q(state=ProfileState.DRAFT) | (Q(activated_at__isnull=False) & ~Q(headings="")),
                name="profile_activated_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProfileState.RETIRED) | Q(retired_at__gte=F("activated_at")), name="profile_retired_afterwards"
            ),
            models.UniqueConstraint(
                fields=["kind", "agency", "headings"],
                condition=Q(state=ProfileState.ACTIVE),
                nulls_distinct=False,
                name="profile_headings_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第 {self.version} 版）"

    def get_absolute_url(self) -> str:
        return page_of("cases:profile", self.pk)

    @property
    def code(self) -> str:
        """What a batch keeps."""
        return f"{CODE}{self.pk}"

    @property
    def drawing(self) -> Drawing:
        """The mapping, to be read by."""
        return Drawing.from_json(self.mapping)
