"""进度：放在 Redis 里的提示，丢了也无妨，真相在批次行里。"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass

import redis
from django.conf import settings

logger = logging.getLogger(__name__)

KEPT_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is. `total` is an estimate while the file is being read."""

    stage: str
    done: int
    total: int


def _key(batch_id: int) -> str:
    return f"cases:batch:{batch_id}:progress"


def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def tell(batch_id: int, progress: Progress) -> None:
    """Leave a hint. Redis being away is no reason to stop."""
    try:
        _redis().set(_key(batch_id), json.dumps(asdict(progress)), ex=KEPT_SECONDS)
    except (redis.RedisError, OSError) as problem:
        logger.warning("progress of batch %s not told: %s", batch_id, problem)


def forget(batch_id: int) -> None:
    """Take a hint back, when a batch begins anew."""
    try:
        _redis().delete(_key(batch_id))
    except (redis.RedisError, OSError) as problem:
        logger.warning("progress of batch %s not forgotten: %s", batch_id, problem)


def read(batch_id: int) -> Progress | None:
    """The last hint; None when there is none."""
    try:
        found = _redis().get(_key(batch_id))
    except (redis.RedisError, OSError):
        return None
    return Progress(**json.loads(found)) if isinstance(found, bytes) else None
