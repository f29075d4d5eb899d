"""网站的边界：先于一切，看请求从哪里来、有多大、写的是不是文字；给每一个回答（静态文件、出错页、跳转都在内）加上安全头。

Outermost of all middleware. What is refused here has touched neither session nor database. `largest_body` on a view says how many bytes a
signed-in person may send there; every other body is small.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from supervision.web.failures import refused

GetResponse = Callable[[HttpRequest], HttpResponse]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MEGABYTE = 1024 * 1024
ORDINARY_BODY = 11 * MEGABYTE
"""A form: Django's own limit for its texts is 10 MB (DATA_UPLOAD_MAX_MEMORY_SIZE)."""
STRANGERS_BODY = MEGABYTE
"""From somebody who is not signed in: a sign-in form, never a file."""

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Control characters and halves of characters: no keyboard writes them, no database text holds all of them."""
PROXY_HEADERS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid",
            "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
        )
    ),
    "Cache-Control": "no-store",
}  # fmt: skip
"""On every answer that does not say otherwise itself. Nothing is kept by a browser or a proxy, save static files, which say so."""


def networks(addresses: Iterable[str]) -> tuple[Network, ...]:
    """The declared proxies: addresses or networks. Raises ImproperlyConfigured for anything else."""
    try:
        return tuple(ipaddress.ip_network(address.strip()) for address in addresses)
    except ValueError as error:
        raise ImproperlyConfigured(f"TRUSTED_PROXIES 应为地址或网段，以逗号分隔：{error}") from None


class EdgeMiddleware:
    """Where a request comes from, what it may be, and what every answer carries."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.proxies = networks(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._settle_address(request)
        response = self._refusal(request) or self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
            )
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The body's size is asked of its header, before anybody reads it; then its texts must be texts."""
        length = _length(request)
        if length > STRANGERS_BODY and length > _largest(request, view):
            return refused(request, 413, "提交的内容太大。", "单个文件或一次提交的内容超过了这里的上限。请拆成几个，分别上传。")
        if request.method in {"GET", "HEAD"} and _unreadable(request.GET):
            return _not_text(request)
        return None

    def _settle_address(self, request: HttpRequest) -> None:
        """REMOTE_ADDR becomes the person's own address: what the nearest address that is no declared proxy says. Anybody may write a header, so
        from anyone but a declared proxy it is taken away."""
        hops = [request.META.get("REMOTE_ADDR", "")]
        if not self._is_proxy(hops[0]):
            for name in PROXY_HEADERS:
                request.META.pop(name, None)
            return
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()] + hops
        while len(hops) > 1 and self._is_proxy(hops[-1]) and _is_address(hops[-2]):
            hops.pop()
        request.META["REMOTE_ADDR"] = hops[-1]

    def _is_proxy(self, address: str) -> bool:
        return bool(self.proxies) and _is_address(address) and any(ipaddress.ip_address(address) in one for one in self.proxies)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if request.method not in METHODS:
            return HttpResponse(status=405, headers={"Allow": ", ".join(sorted(METHODS))})
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            return refused(request, 415, "提交的内容不是 UTF-8 文字。", "请用浏览器打开本页，再次提交。")
        return None


class TextMiddleware:
    """Forms hold text: asked after the token was checked, for that is when a body is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """400 for a form with characters that are none."""
        return _not_text(request) if request.method == "POST" and _unreadable(request.POST) else None


def _unreadable(given: Any) -> bool:
    return any(UNREADABLE.search(name) or any(map(UNREADABLE.search, values)) for name, values in given.lists())


def _not_text(request: HttpRequest) -> HttpResponse:
    return refused(request, 400, "提交的内容里有看不见的控制字符。", "多半是从别处粘贴时带进来的。请删去后重新填写。")


def _is_address(text: str) -> bool:
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _largest(request: HttpRequest, view: Any) -> int:
    if not request.user.is_authenticated:
        return STRANGERS_BODY
    return int(getattr(getattr(view, "view_class", view), "largest_body", ORDINARY_BODY))
