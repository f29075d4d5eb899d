"""出错页：请求有误、无权、没有找到、系统故障。

The four pages Django asks for. None of them touches the database: it may be what failed.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from supervision.audit import context
from supervision.web.errors import UserError


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page("errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; a refusal inside our own pages is answered by the middleware before it comes here."""
    return _page("errors/403.html", 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of Django's CSRF check: the page is older than the sign-in, or cookies are off."""
    return _page("errors/expired.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same bytes for what does not exist and for what one may not see."""
    return _in_json(404, "没有找到。", "请核对地址和编号。") if _by_a_program(request) else _page("errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with the number under which the log has it."""
    number = context.current().request_id
    if _by_a_program(request):
        return _in_json(500, f"平台发生故障，编号 {number}。", "已经提交的内容没有生效；请用同一个幂等键稍后原样重发。")
    return _page("errors/500.html", 500, request_id=number)


def refused(request: HttpRequest, status: int, what: str, remedy: str, **headers: str) -> HttpResponse:
    """A request that was not let in (too large, too often, not text): what is wrong and what to do, without a menu; in JSON to a program."""
    words = {"error": UserError(what, remedy=remedy), "status": status}
    response = _in_json(status, what, remedy) if _by_a_program(request) else _page("errors/refused.html", status, **words)
    for name, value in headers.items():
        response[name] = value
    return response


def too_slow(request: HttpRequest) -> HttpResponse:
    """503: the database was told to give up this question."""
    return refused(
        request, 503, "这次查询用时太长，已经停止。", "已有的数据不受影响。请缩小范围（例如选一个县、一个月份或一个单位）后再试。"
    )


def _by_a_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _in_json(status: int, what: str, remedy: str) -> HttpResponse:
    said = {"error": what, "where": "", "remedy": remedy}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def _page(template: str, status: int, /, **more: Any) -> HttpResponse:
    return HttpResponse(render_to_string(template, {"PLATFORM_NAME": settings.PLATFORM_NAME, **more}), status=status)
