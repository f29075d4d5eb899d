"""企业登记簿：从执法记录归并出的企业，每个范围一本账。"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q

from agencies.models import ScopedModel
from supervision.web.addresses import page_of


class Enterprise(ScopedModel):
    """What the records of one holder say of one enterprise. Nobody writes it by hand (`cases/services/enterprises.py` counts it).

    `holder`: whose records: an agency ("a12") or a place with everything in it ("430181", "430100"). One row each, because whoever sees
    a county must read its counts and names and nobody else's: no row mixes what two people may see. `agency` is None in a place's row.

    Only organisations, known by a unified social credit code whose check character is right (GB 32100). Natural persons have none. The
    self-employed (个体工商户, category 92) are left out whatever a record calls them: their name is mostly a person's (个人信息保护法 §6).
    """

    agency = models.ForeignKey(  # type: ignore[assignment]
        "agencies.Agency", models.PROTECT, null=True, related_name="+", verbose_name="单位", db_index=False
    )
    holder = models.CharField("范围", max_length=24)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("最近使用的名称", max_length=200)
    names = ArrayField(models.CharField(max_length=200), verbose_name="用过的名称")
    penalties = models.PositiveIntegerField("行政处罚")
    licences = models.PositiveIntegerField("行政许可")
    coercions = models.PositiveIntegerField("行政强制")
    inspections = models.PositiveIntegerField("行政检查")
    first_on = models.DateField("最早")
    last_on = models.DateField("最近")
    search = SearchVectorField("检索")

    view_permission = "cases.view_enterprise"

    class Meta:
        verbose_name = "企业"
        verbose_name_plural = "企业"
        ordering = ["-last_on", "-id"]
        indexes = [
            models.Index(fields=["holder", "-last_on", "-id"], include=["region_code", "agency"], name="enterprise_holder"),
            models.Index(fields=["credit_code"], name="enterprise_code"),
            GinIndex(fields=["search"], name="enterprise_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["holder", "credit_code"], name="enterprise_once_per_holder"),
            models.CheckConstraint(
                condition=Q(Func(F("credit_code"), function="credit_code_right", output_field=models.BooleanField())),
                name="enterprise_credit_code_right",
            ),
            models.CheckConstraint(condition=~Q(credit_code__startswith="92"), name="enterprise_not_self_employed"),
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="enterprise_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("cases:enterprise", self.pk)

    @property
    def total(self) -> int:
        """All its cases."""
        return self.penalties + self.licences + self.coercions + self.inspections
