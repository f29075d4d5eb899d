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


class SealedLeaf(models.Model):
    """The place of an event in the tree. Append-only by trigger, like the events; the sealer (`seal.py`) is the only writer."""

    leaf_index = models.BigIntegerField("叶序号", primary_key=True)
    event_id = models.BigIntegerField("留痕编号", unique=True)
    leaf_hash = models.BinaryField("叶哈希", max_length=32)

    append_only = True

    class Meta:
        verbose_name = "封存的叶"
        verbose_name_plural = "封存的叶"


class SealedNode(models.Model):
    """The root of a complete subtree of 256^level leaves, kept so that a proof reads a few hundred hashes, not all."""

    level = models.PositiveSmallIntegerField("层")
    number = models.BigIntegerField("第几棵")
    hash = models.BinaryField("哈希", max_length=32)

    append_only = True

    class Meta:
        verbose_name = "封存的子树"
        verbose_name_plural = "封存的子树"
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="audit_sealed_node_once")]


class Checkpoint(models.Model):
    """The signed size and root after a batch. `frontier`: the roots of the complete subtrees, from which the next batch goes on.

    `drained`: nothing waited any more when it was made. An event that appears later with a much earlier time was slipped in.
    """

    size = models.BigIntegerField("条数", primary_key=True)
    root = models.BinaryField("树根", max_length=32)
    frontier = models.BinaryField("右缘")
    note = models.TextField("签名的检查点")
    sealed_at = models.DateTimeField("封存时间")
    drained = models.BooleanField("已全部封存")

    append_only = True

    class Meta:
        verbose_name = "检查点"
        verbose_name_plural = "检查点"
        ordering = ["size"]

    @property
    def root_text(self) -> str:
        """The root as a person compares it."""
        return bytes(self.root).hex()


class SigningKey(models.Model):
    """A public key that signs checkpoints, vouched for by the one before it."""

    key_id = models.CharField("密钥编号", max_length=8, unique=True)
    text = models.CharField("公钥", max_length=400)
    endorsed_by = models.CharField("背书密钥", max_length=8, blank=True)
    endorsement = models.CharField("背书签名", max_length=400, blank=True)
    created_at = models.DateTimeField("启用时间", auto_now_add=True)

    append_only = True

    class Meta:
        verbose_name = "签名公钥"
        verbose_name_plural = "签名公钥"
        ordering = ["id"]


class SealerState(models.Model):
    """One row: how the sealer is. Not evidence, only where it goes on; `verify_audit` trusts none of it.

    Every event up to `floor` is sealed or never committed. `next_floor` becomes the floor once every transaction that ran when it was
    noted (`horizon`, a transaction number) has ended.
    """

    floor = models.BigIntegerField("已清下限", default=0)
    next_floor = models.BigIntegerField("待定下限", default=0)
    horizon = models.BigIntegerField("待定下限的事务界", default=0)
    noted_at = models.DateTimeField("待定下限记录时间", null=True)
    beat_at = models.DateTimeField("最近一次运行", null=True)
    error = models.TextField("最近一次错误", blank=True)

    class Meta:
        verbose_name = "封存状态"
        verbose_name_plural = "封存状态"
