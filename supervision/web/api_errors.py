"""接口的错误答复：与页面同一种说法——什么问题、哪里、怎么办，写成 JSON。

{"error": what, "where": field or place, "remedy": what to do, "problems": [...]} with the status that says whose turn it is.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from supervision.web.errors import ALREADY_THERE, UserError, was_faster
from supervision.web.middleware import trace_denial
from supervision.web.refusals import note_refusal
from supervision.workflow import Conflict, NotAllowed

UNSAID = "none"
"""Why nobody was let in, where whoever reads tokens (`request.token_refused`) did not say."""

_WORDS: dict[type[Exception], tuple[int, str, str]] = {
    exceptions.NotAuthenticated: (401, "没有令牌，或者令牌无效、已作废、已到期。", "请在请求头写 Authorization: Bearer 令牌；令牌由系统管理员发放。"),
    exceptions.AuthenticationFailed: (401, "没有令牌，或者令牌无效、已作废、已到期。", "请在请求头写 Authorization: Bearer 令牌；令牌由系统管理员发放。"),
    exceptions.PermissionDenied: (403, "系统账号没有此项权限。", "请由安全管理员授予“报送系统”岗位。"),
    exceptions.MethodNotAllowed: (405, "这个地址不接受这种请求方法。", "请看接口说明。"),
    exceptions.NotAcceptable: (406, "只能以 JSON 答复。", "请把请求头 Accept 写成 application/json。"),
    exceptions.UnsupportedMediaType: (415, "只接受 JSON。", "请把请求头 Content-Type 写成 application/json，内容用 UTF-8。"),
    exceptions.ParseError: (400, "内容不是 JSON。", "请检查括号、引号和逗号，用 UTF-8 编码。"),
    Http404: (404, "没有找到。", "请核对地址和编号。"),
}  # fmt: skip


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error that an API view raised; None for one that nobody foresaw (500)."""
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        trace_denial(context["request"]._request, "接口：没有此项权限")
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        why = getattr(context["request"]._request, "token_refused", UNSAID)
        note_refusal(context["request"]._request, "web.token_refused", kind=why, payload={"token_refused": why})
    if isinstance(error, UserError):
        return _said(error.status, error.what, error.where, error.remedy, error.problems)
    if isinstance(error, Conflict | NotAllowed):
        return _said(409, error.message)
    if was_faster(error):
        return _said(409, ALREADY_THERE.what, "", ALREADY_THERE.remedy)
    if isinstance(error, PermissionDenied):
        return _said(403, str(error) or _WORDS[exceptions.PermissionDenied][1])
    for kind, (status, what, remedy) in _WORDS.items():
        if isinstance(error, kind):
            response = _said(status, what, "", remedy)
            if status == 401:
                response["WWW-Authenticate"] = "Bearer"
            return response
    return None


def _said(status: int, what: str, where: str = "", remedy: str = "", problems: Any = ()) -> Response:
    said: dict[str, Any] = {"error": what, "where": where, "remedy": remedy}
    return Response(said | ({"problems": list(problems)} if problems else {}), status=status)
