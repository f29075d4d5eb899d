"""再次验证：签发、批示这类事，要在十五分钟内证明过是本人。

A view says `fresh = True` (every request) or `fresh = {"sign": "签发"}` (a POST whose `action` is one of these; the word is the button's).
A sign-in counts as proof, and so does the page of settings.CONFIRM_URL, which calls `prove`. Source: ASVS 5.0 V7.5.3.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from supervision.web.detour import detour

Fresh = bool | Mapping[str, str]
PROVED_AT = "proved_at"
INTERRUPTED = "interrupted"
"""In the session: what was about to be done, [button, words written], to be told after the proof."""


def prove(session: Any) -> None:
    """The person has just proved who they are."""
    session[PROVED_AT] = int(time.time())


def is_fresh(session: Any) -> bool:
    """Whether the last proof is young enough."""
    return bool(time.time() - session.get(PROVED_AT, 0) < settings.FRESH_SECONDS)


def asked(view: Callable[..., Any], request: HttpRequest) -> str | None:
    """The button whose deed needs a fresh proof ("" when the whole view does); None when this request needs none."""
    wanted: Fresh = getattr(getattr(view, "view_class", None) or getattr(view, "cls", view), "fresh", False)
    if isinstance(wanted, Mapping):
        return wanted.get(request.POST.get("action", "")) if request.method == "POST" else None
    return "" if wanted else None


def step_up(view: Callable[..., Any], request: HttpRequest) -> HttpResponse | None:
    """None when the request may go on; otherwise the way to 再次验证 and back. What was written is kept for the page after."""
    button = asked(view, request)
    if button is None or is_fresh(request.session):
        return None
    return ask_proof(request, button)


def ask_proof(request: HttpRequest, button: str) -> HttpResponse:
    """The way to 再次验证 and back, for a view that knows only when it runs that its deed needs it."""
    if request.method == "POST":
        request.session[INTERRUPTED] = [button, request.POST.get("words", "")[:2000]]
    return detour(request, settings.CONFIRM_URL)


def resume(session: Any) -> str:
    """After the proof: what to press again, with the words that had been written; "" when only a page had been opened."""
    button, words = session.pop(INTERRUPTED, ("", "")) if INTERRUPTED in session else (None, "")
    if button is None:
        return ""
    again = f"请再按一次“{button}”。" if button else "请再办理一次刚才的事项。"
    return f"身份已验证，刚才的操作还没有办理，{again}" + (f"您刚才写的是：{words}" if words else "")
