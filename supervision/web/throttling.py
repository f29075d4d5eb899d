"""限流：一个人、一个地址在一段时间里能做多少次。页面类上写 `throttle = UPLOAD`，别处不用改。

What is counted where: see counters.py; the database stays the truth (a person's lock-out after wrong passwords stands there). What a limit
refuses is a page that says when to come back, and an event (see refusals.py).
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from supervision.web import counters
from supervision.web.failures import refused
from supervision.web.refusals import note_refusal

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
READS = frozenset({"GET", "HEAD"})
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Throttle:
    """At most so many requests in a window of `seconds`: of one signed-in person, and of one address (an office has one for all).

    `methods`: which requests count. 0 is no limit.
    """

    name: str
    methods: frozenset[str]
    person: int
    address: int
    seconds: int = 60


SIGN_IN = Throttle("sign_in", UNSAFE, person=0, address=60)
SEARCH = Throttle("search", READS, person=600, address=6_000)
UPLOAD = Throttle("upload", UNSAFE, person=60, address=600)
PUSH = Throttle("push", UNSAFE, person=120, address=1_200)
EXPORT = Throttle("export", READS | UNSAFE, person=60, address=600)
PRINT = Throttle("print", READS | UNSAFE, person=300, address=3_000)
PUBLIC_PAGE = Throttle("public", READS | UNSAFE, person=120, address=120)


class ThrottleMiddleware:
    """Asks the view's declared throttle before it runs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """429 with when to try again."""
        holder = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
        throttle: Throttle | None = getattr(holder, "throttle", None)
        if throttle is None or not settings.RATE_LIMITS or request.method not in throttle.methods:
            return None
        now = time.time()
        wait = int(throttle.seconds - now % throttle.seconds) + 1
        if not _exceeded(throttle, request, int(now // throttle.seconds)):
            return None
        logger.warning("throttled %s: person %s", throttle.name, request.user.pk)
        note_refusal(request, "web.throttled", kind=throttle.name, payload={"throttle": throttle.name})
        until = timezone.localtime(timezone.now() + timedelta(seconds=wait))
        return refused(
            request,
            429,
            "操作太频繁，请稍后再试。",
            f"请在 {until:%H:%M:%S} 之后再试（约 {wait} 秒）。已经提交的内容不受影响。",
            **{"Retry-After": str(wait)},
        )


def _exceeded(throttle: Throttle, request: HttpRequest, window: int) -> bool:
    limits = {}
    if throttle.person and request.user.is_authenticated:
        limits[f"limit:{throttle.name}:{window}:p{request.user.pk}"] = throttle.person
    if throttle.address:
        address = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:16]
        limits[f"limit:{throttle.name}:{window}:a{address}"] = throttle.address
    counts = counters.COUNTERS.add(list(limits), throttle.seconds)
    return any(count > limit for count, limit in zip(counts, limits.values(), strict=True))
