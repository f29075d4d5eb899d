"""导入批次与原始行。"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel
from cases.choices import BatchState, CaseKind, RowOutcome
from supervision.crypto.fields import EncryptedField
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of


class ImportBatch(ScopedModel):
    """One file of records from one agency.

    The same content for the same agency and kind is one batch, whatever the file is called: sending it twice changes nothing.
    Rows that were stored as they came are read back from `source` (`cases.intake.source`): the file itself, or its rows in plain text.
    When its last case has been destroyed (`emptied_on`), the file and its refused rows follow; the counts stay.
    `total` = stored + repaired + unchanged + superseded + refused once the batch is done.
    """

    kind = models.CharField("记录种类", max_length=12, choices=CaseKind.choices)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    file_sha256 = models.CharField("文件摘要", max_length=64)
    file_name = models.CharField("文件名", max_length=200)
    profile = models.CharField("表头格式", max_length=40, blank=True)
    encoding = models.CharField("编码", max_length=20, blank=True)
    source = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="原始行所在文件")
    source_index = models.JSONField("原始行的位置", null=True)
    header = ArrayField(models.TextField(), verbose_name="表头", default=list)
    notes = models.JSONField("说明", default=list)
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.QUEUED)
    error = models.TextField("未入库原因", blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="报送人")
    uploaded_at = models.DateTimeField("报送时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    progress = models.CharField("进度", max_length=60, blank=True)
    total = models.PositiveIntegerField("总行数", default=0)
    stored = models.PositiveIntegerField("新入库", default=0)
    repaired = models.PositiveIntegerField("修正后入库", default=0)
    unchanged = models.PositiveIntegerField("重复未变", default=0)
    superseded = models.PositiveIntegerField("更新", default=0)
    refused = models.PositiveIntegerField("未入库", default=0)
    findings = models.PositiveIntegerField("发现的问题", default=0)
    noted_upward = models.BooleanField("已列入上报", db_default=False)
    emptied_on = models.DateField("最后一件记录销毁日期", null=True)

    view_permission = "cases.view_batch"

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="batch_agency"),
            # Holds all that the row policy asks: a list is counted from it alone.
            models.Index(fields=["county_code", "-id"], include=["region_code", "agency"], name="batch_county"),
            models.Index(fields=["id"], condition=Q(state=BatchState.DONE, noted_upward=False), name="batch_not_noted_upward"),
            models.Index(fields=["profile"], include=["region_code", "agency"], name="batch_profile"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "file_sha256"], name="batch_same_content_once"),
            models.CheckConstraint(
                condition=~Q(state=BatchState.DONE)
                | Q(
                    total=models.F("stored")
                    + models.F("repaired")
                    + models.F("unchanged")
                    + models.F("superseded")
                    + models.F("refused")
                ),
                name="batch_every_row_accounted_for",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return page_of("cases:batch", self.pk)

    @property
    def waits(self) -> bool:
        """Whether it is still to be stored."""
        return self.state in (BatchState.QUEUED, BatchState.RUNNING)

    @property
    def was_stored(self) -> bool:
        """Whether its rows were decided upon before: then each is stored, or lies refused in the quarantine."""
        return self.source_id is not None

    @property
    def has_refused(self) -> bool:
        """Whether something of it is not stored, and could be decided upon again."""
        return self.state == BatchState.FAILED or (self.state == BatchState.DONE and self.refused > 0)

    @property
    def new_rows(self) -> int:
        """Rows that made a new case, mended or not."""
        return self.stored + self.repaired


class PushReceipt(ScopedModel):
    """What an agency's system pushed under which idempotency key: the same key leads to the same batch, and never to another content.

    `digest`: SHA-256 of the kind and the content.
    """

    key = models.CharField("幂等键", max_length=80)
    digest = models.CharField("内容摘要", max_length=64)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="receipts", verbose_name="批次")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)

    view_permission = "cases.view_batch"

    class Meta:
        verbose_name = "接口报送回执"
        verbose_name_plural = "接口报送回执"
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="push_key_once_per_agency")]

    def __str__(self) -> str:
        return self.key


class ImportRow(models.Model):
    """A source row of which there is something to say: refused, mended, repeated, or one of several that a case was made of.

    A row that was stored as it came stands in its file only, and the case says which line it is. `cells` are the file's texts in the order
    of the batch's header, a blank cell None, identity numbers and telephones in them hidden; null where the file is to be asked
    (`cases.intake.source`). `sealed` holds the cells that were changed for that, as they came (`cases.intake.protecting`). `case`: the case
    that it made, corrected or repeated; the rows of a case that was corrected, in the order of their batches, are its history. `problems`:
    of a refused row why, of another what was mended; each {column, value, message, remedy}.

    The two links carry no constraint in the database: both ends are written by the same statement pair of one transaction, and checking them
    again row by row would take a fifth of the import.
    """

    pk = models.CompositePrimaryKey("batch_id", "line_no")
    batch = models.ForeignKey(
        ImportBatch, models.DO_NOTHING, related_name="rows", verbose_name="批次", db_index=False, db_constraint=False
    )
    line_no = models.PositiveIntegerField("行号")
    cells = ArrayField(models.TextField(null=True), verbose_name="原始内容", null=True)
    sealed = EncryptedField("加密的原文", blank=True, default="")
    case = models.ForeignKey(
        "cases.EnforcementCase",
        models.DO_NOTHING,
        null=True,
        related_name="source_rows",
        verbose_name="案件",
        db_constraint=False,
    )
    outcome = models.CharField("结果", max_length=12, choices=RowOutcome.choices)
    problems = models.JSONField("问题", null=True)

    row_policy = ThroughParent("batch")
    no_deleting = True

    class Meta:
        verbose_name = "导入行"
        verbose_name_plural = "导入行"
        indexes = [
            models.Index(fields=["batch", "line_no"], condition=~Q(problems=None), name="import_row_with_problems"),
        ]
