"""中间件：留痕背景、默认拒绝、把业务错误变成说得清的页面。"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from psycopg2.errors import QueryCanceled

from supervision.audit import context
from supervision.audit.record import record
from supervision.web.detour import detour
from supervision.web.errors import ALREADY_THERE, UserError, was_faster
from supervision.web.failures import too_slow
from supervision.web.fresh import step_up
from supervision.web.masking import mask_numbers
from supervision.web.permissions import PUBLIC, SIGNED_IN, declared
from supervision.workflow import Conflict, NotAllowed

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class AuditContextMiddleware:
    """Gives every event of one request the same number and source address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here = context.AuditContext(uuid.uuid4(), request.META.get("REMOTE_ADDR") or None, "web")
        with context.use(here):
            response = self.get_response(request)
        response["X-Request-ID"] = str(here.request_id)
        return response


INVISIBLE = "没有此件，或者此件不在本人可见的范围内"
"""What the trail says of a page of ours that answered 404: whoever asks learns nothing, whoever reads the trail sees that they tried."""


class DenyByDefaultMiddleware:
    """Asks the view's declared permission before it runs, and answers business errors with one shape of page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match and declared(request.resolver_match.func) != PUBLIC:
            trace_denial(request, INVISIBLE)
        if response.status_code == 405 and not response.content and request.user.is_authenticated:
            response = _not_a_page(request, response)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None lets the view run; otherwise sign-in, 403, or 再次验证."""
        permission = declared(view)
        if permission == PUBLIC:
            return None
        if request.path.startswith("/api/"):
            return None  # the API asks the same permission and answers in its own words, see api_permission.py
        if not request.user.is_authenticated:
            return detour(request, settings.LOGIN_URL)
        if permission == SIGNED_IN or (permission and request.user.has_perm(permission)):
            return step_up(view, request)
        return self.process_exception(request, PermissionDenied("您的岗位没有打开此页面的权限。"))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turns refusals into pages that say what, where and what to do; a refused act of a signed-in person is traced."""
        if isinstance(exception, PermissionDenied):
            trace_denial(request, str(exception))
            return _page(request, "errors/403.html", 403, UserError(str(exception) or "您的岗位没有此项权限。"))
        if isinstance(exception, NotAllowed):
            return _page(request, "errors/refused.html", 409, UserError(exception.message), exception.article)
        if isinstance(exception, Conflict):
            return _page(request, "errors/refused.html", 409, UserError(exception.message))
        if isinstance(exception, UserError):
            return _page(request, "errors/refused.html", 400, exception)
        if was_faster(exception):
            return _page(request, "errors/refused.html", 409, ALREADY_THERE)
        if isinstance(exception, OperationalError) and isinstance(exception.__cause__, QueryCanceled):
            logger.warning(
                "statement timeout on %s %s", request.method, request.resolver_match and request.resolver_match.view_name
            )
            return too_slow(request)
        return None


def trace_denial(request: HttpRequest, reason: str) -> None:
    """A refused act of somebody known is one event."""
    if request.user.is_authenticated:
        with transaction.atomic():
            record(
                "web.denied",
                actor=request.user,
                result="denied",
                payload={"path": mask_numbers(request.path[:200]), "method": request.method, "reason": reason[:200]},
            )


def _not_a_page(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405 in words: somebody opened the address of a button, usually by reloading after an error."""
    words = UserError(
        "这个地址只供页面上的按钮使用，不能直接打开。", remedy="请从工作台或者列表进入要办理的事项，再按页面上的按钮。"
    )
    page = _page(request, "errors/refused.html", 405, words)
    page["Allow"] = refused["Allow"]
    return page


def _page(request: HttpRequest, template: str, status: int, error: UserError, article: str = "") -> HttpResponse:
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = ""
    found = {"error": error, "article": article, "status": status, "back": back, "request_id": context.current().request_id}
    return render(request, template, found, status=status)
