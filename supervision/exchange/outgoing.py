"""待发的数据包：一包一行，编号和内容从不改变，变的只有送到哪一步。"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q

from supervision.exchange.envelope import Head

STUCK_AFTER = 5
"""Attempts that failed one after another; from then on a message counts as stuck and a person is told. It is tried again all the same."""
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=30)
LONGEST_ASKED = timedelta(hours=2)
"""The longest Retry-After that we heed."""


class Delivery(models.TextChoices):
    """How far a message is."""

    READY = "ready", "待送达"
    HELD = "held", "对方拒收"
    ACKNOWLEDGED = "acknowledged", "已签收"


class Outgoing(models.Model):
    """Base of a table of messages. A subclass adds whose they are, and allows one unacknowledged message at a time (`one_open`).

    `tries` counts every attempt; `failures` those that failed since the message was made or a person sent it again; `turn`
    changes with each attempt and each resend, so that a job for an earlier one knows that it is late.
    """

    message = models.UUIDField("数据包编号", default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField("序号")
    kind = models.CharField("内容", max_length=20)
    schema = models.CharField("格式版本", max_length=20)
    body = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="数据包")
    records = models.PositiveIntegerField("记录数")
    made_at = models.DateTimeField("编制时间")
    state = models.CharField("状态", max_length=12, choices=Delivery.choices, default=Delivery.READY)
    tries = models.PositiveIntegerField("发送次数", default=0)
    turn = models.PositiveIntegerField("轮次", default=0)
    failures = models.PositiveIntegerField("连续未成次数", default=0)
    last_try_at = models.DateTimeField("最近一次发送", null=True)
    next_try_at = models.DateTimeField("下一次发送", null=True)
    problem = models.CharField("问题", max_length=400, blank=True)
    receipt = models.TextField("回执", blank=True)
    receipt_signature = models.CharField("回执签名", max_length=200, blank=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True)
    accepted = models.PositiveIntegerField("接受", default=0)
    refused = models.PositiveIntegerField("退回", default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"第 {self.sequence} 包"

    @property
    def head(self) -> Head:
        """What it says of itself."""
        return Head(str(self.message), self.sequence, self.kind, self.schema, self.made_at)

    @property
    def is_stuck(self) -> bool:
        """Whether a person should look."""
        return self.state == Delivery.HELD or (self.state == Delivery.READY and self.failures >= STUCK_AFTER)


def message_constraints(name: str, *owner: str) -> list[models.BaseConstraint]:
    """The constraints of a table of messages: numbered without doubles, one open at a time for each owner, acknowledged by a receipt only."""
    acknowledged = Q(state=Delivery.ACKNOWLEDGED)
    answered = ~Q(receipt="") & Q(acknowledged_at__isnull=False) & Q(accepted=models.F("records") - models.F("refused"))
    return [
        models.UniqueConstraint(fields=[*owner, "sequence"], name=f"{name}_numbered"),
        models.UniqueConstraint(fields=list(owner), condition=~acknowledged, name=f"{name}_one_open"),
        models.CheckConstraint(condition=Q(state__in=Delivery.values), name=f"{name}_state_known"),
        models.CheckConstraint(
            condition=(acknowledged & answered) | (~acknowledged & Q(receipt="", acknowledged_at=None)), name=f"{name}_by_receipt"
        ),
    ]


def pause_after(failures: int, asked: timedelta | None = None) -> timedelta:
    """How long to wait after so many failures; at least as long as the receiver asked for, within reason."""
    own = min(FIRST_PAUSE * 2 ** min(failures - 1, 12), LONGEST_PAUSE)
    return max(own, min(asked, LONGEST_ASKED)) if asked else own


def retry_after(text: str) -> timedelta | None:
    """A Retry-After header in seconds; None for anything else (a date is not heeded: whose clock is right nobody knows)."""
    return timedelta(seconds=int(text)) if text.isascii() and text.isdecimal() and len(text) < 8 else None
