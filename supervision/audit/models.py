"""操作留痕表。"""

from __future__ import annotations

from django.db import models

from supervision.audit.verbs import label
from supervision.rowscope.policies import Trail


class AuditEvent(models.Model):
    """One thing that was done (or refused). Rows are only ever added: a database trigger refuses every change and removal.

    `leaf_hash` commits to all other fields (see `leaf.py`); a later sealer puts the leaves into a signed tree.
    The actor's name is kept as text, so that the sentence survives the account.
    """

    at = models.DateTimeField("时间")
    verb = models.CharField("动作", max_length=80)
    result = models.CharField(
        "结果", max_length=10, default="ok", choices=[("ok", "成功"), ("denied", "拒绝"), ("failed", "失败")]
    )
    actor_id = models.BigIntegerField("操作人编号", null=True)
    actor_name = models.CharField("操作人", max_length=60)
    target_type = models.CharField("对象类型", max_length=60, blank=True)
    target_id = models.CharField("对象编号", max_length=40, blank=True)
    target_label = models.CharField("对象", max_length=200, blank=True)
    agency_id = models.BigIntegerField("相关单位编号", null=True)
    region_code = models.CharField("相关区划", max_length=12, blank=True)
    payload = models.JSONField("详情", default=dict)
    request_id = models.UUIDField("请求编号")
    client_ip = models.GenericIPAddressField("来源地址", null=True)
    channel = models.CharField("途径", max_length=20)
    leaf_hash = models.BinaryField("叶哈希", max_length=32)

    row_policy = Trail()
    append_only = True

    class Meta:
        verbose_name = "操作留痕"
        verbose_name_plural = "操作留痕"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "id"], name="audit_target"),
            models.Index(fields=["actor_id", "-id"], name="audit_actor"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(result__in=["ok", "denied", "failed"]), name="audit_result_known"),
        ]

    @property
    def words(self) -> str:
        """What was done, for a reader."""
        return label(self.verb)
