"""拒绝留痕：没有通过防伪校验的提交、没有有效令牌的接口请求、过于频繁的操作，一人（未登录的，一个来源地址）一种一小时记一次。

Such refusals come in floods, and a flood must not drown the trail or the database: the first of an hour is an event, the others are only counted
(as repeated reads are, see supervision/audit/reads.py). The counter goes up before the event is written, so that two at once write one; what
a broken commit swallows is written in the next hour. The event names the page by its pattern, never by its address: no number of anything
stands in it, and nothing that the asker wrote.
"""

from __future__ import annotations

import hashlib
import ipaddress
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from supervision.audit.record import record
from supervision.web import counters, failures

HOUR = 3600
NEIGHBOURHOOD = 64
"""Bits of an IPv6 address that tell one line from another: whoever has a line has all the addresses behind them."""


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of Django's CSRF check, and its event. Django's own reason may quote the Referer header, so it is not kept."""
    note_refusal(request, "web.form_refused")
    return failures.form_expired(request, reason)


def note_refusal(request: HttpRequest, verb: str, *, kind: str = "", payload: dict[str, Any] | None = None) -> None:
    """One event a person (or an address, of somebody unknown), verb, `kind` and hour."""
    key = f"refused:{verb}:{kind}:{_who(request)}:{timezone.now():%Y%m%d%H}"
    if counters.COUNTERS.add([key], HOUR) != [1]:
        return
    place = {"path": f"/{request.resolver_match.route}" if request.resolver_match else "", "method": request.method}
    with transaction.atomic():
        record(verb, actor=request.user, result="denied", payload={**place, **(payload or {})})


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"p{request.user.pk}"
    address = request.META.get("REMOTE_ADDR", "")
    if ":" in address:
        try:
            address = str(ipaddress.IPv6Network((address, NEIGHBOURHOOD), strict=False))
        except ValueError:
            address = "?"
    return f"a{hashlib.sha256(address.encode()).hexdigest()[:16]}"
