"""待办箱表。"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class OutboxJob(models.Model):
    """One effect to bring about, exactly once.

    `dedupe_key` makes putting idempotent. `due_at` is when it may next be tried (a column, never a queue's timer);
    after `MAX_ATTEMPTS` failures the job is `dead` and waits for a person.
    """

    kind = models.CharField("种类", max_length=60)
    dedupe_key = models.CharField("去重键", max_length=160, unique=True)
    payload = models.JSONField("内容", default=dict)
    created_at = models.DateTimeField("放入时间", auto_now_add=True)
    due_at = models.DateTimeField("可执行时间")
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    last_error = models.TextField("最近一次错误", blank=True)
    done_at = models.DateTimeField("完成时间", null=True)
    dead = models.BooleanField("已搁置", default=False)

    class Meta:
        verbose_name = "后台待办"
        verbose_name_plural = "后台待办"
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at__isnull=True, dead=False), name="outbox_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(dead=True, done_at__isnull=False), name="outbox_dead_is_not_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
