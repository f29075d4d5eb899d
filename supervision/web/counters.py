"""计数器：一段时间里发生了几次。

Counters live in Redis, which may be away: then each process counts for itself, with the same limits, so that nothing opens and nobody is shut
out.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache
from threading import Lock

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

REDIS_PATIENCE = 0.25
REST_AFTER_FAILURE = 5.0
"""Seconds without asking a Redis that did not answer."""
MOST_COUNTERS = 50_000


class Counters:
    """Counts in Redis; in this process while Redis does not answer."""

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url
        self._resting_until = 0.0
        self._own: dict[str, tuple[float, int]] = {}
        self._lock = Lock()

    def add(self, keys: list[str], seconds: int) -> list[int]:
        """Each counter one higher; the new values. A counter lives for `seconds`."""
        if time.monotonic() >= self._resting_until:
            try:
                pipe = _client(self._url()).pipeline(transaction=False)
                for key in keys:
                    pipe.incr(key)
                    pipe.expire(key, seconds + 1)
                return [int(count) for count in pipe.execute()[::2]]
            except (redis.RedisError, OSError) as problem:
                self._resting_until = time.monotonic() + REST_AFTER_FAILURE
                logger.warning("redis does not answer, this process counts for itself: %s", problem)
        return [self._add_here(key, seconds) for key in keys]

    def _add_here(self, key: str, seconds: int) -> int:
        now = time.monotonic()
        with self._lock:
            if len(self._own) >= MOST_COUNTERS:
                self._own = {name: kept for name, kept in self._own.items() if kept[0] > now}
            if len(self._own) >= MOST_COUNTERS and key not in self._own:
                return MOST_COUNTERS  # somebody fills the table: better to refuse newcomers than to forget everybody
            until, count = self._own.get(key, (now + seconds, 0))
            self._own[key] = (until, count + 1)
            return count + 1


@cache
def _client(url: str) -> redis.Redis:
    once = Retry(NoBackoff(), 0)  # a page does not wait for a second try
    return redis.Redis.from_url(url, socket_timeout=REDIS_PATIENCE, socket_connect_timeout=REDIS_PATIENCE, retry=once)


COUNTERS = Counters(lambda: str(settings.REDIS_URL))
