"""敏感查阅留痕：看了谁的什么，一小时记一次。

A sensitive read (a case with a natural person in it, a paper, evidence, an export) is an event too. Whoever turns back and forth
between two pages would drown the trail, so the same person, deed and object is written once an hour: enough to answer who saw what
when, to the hour. That it was written is noted in Redis after the commit; without Redis every read is written, never none.
"""

from __future__ import annotations

from typing import Any

import redis
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from supervision.audit.record import record

HOUR = 3600


def note_read(verb: str, *, actor: Any, target: models.Model, part: Any = "", payload: dict[str, Any] | None = None) -> None:
    """Record that somebody read something, unless that stands in the trail of this hour already. `part` tells parts of one object apart."""
    key = f"read:{verb}:{actor.pk}:{target._meta.label_lower}:{target.pk}:{part}:{timezone.now():%Y%m%d%H}"
    if _known(key):
        return
    with transaction.atomic(savepoint=False):
        record(verb, actor=actor, target=target, payload=payload)
        transaction.on_commit(lambda: _remember(key))


def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def _known(key: str) -> bool:
    try:
        return bool(_redis().exists(key))
    except (redis.RedisError, OSError):
        return False


def _remember(key: str) -> None:
    try:
        _redis().set(key, 1, ex=HOUR)
    except (redis.RedisError, OSError):
        return  # then the next read is written once more
