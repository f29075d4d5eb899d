"""接口之门：与页面同一套许可、同一种错误。"""

from __future__ import annotations

from typing import Any

from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from supervision.web.errors import UserError
from supervision.workflow import Conflict, NotAllowed


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """One error body: {"error": {"what", "where", "remedy", "article"}}; field errors of a serializer under "fields"."""
    if isinstance(exc, NotAllowed):
        return _body(status.HTTP_409_CONFLICT, exc.message, article=exc.article)
    if isinstance(exc, Conflict):
        return _body(status.HTTP_409_CONFLICT, exc.message)
    if isinstance(exc, UserError):
        return _body(status.HTTP_400_BAD_REQUEST, exc.what, where=exc.where, remedy=exc.remedy)
    response = drf_exception_handler(exc, context)
    if response is None:
        return None
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    fields = response.data if detail is None else None
    response.data = {
        "error": {"what": str(detail or "提交的内容有误"), "where": "", "remedy": "", "article": "", "fields": fields}
    }
    return response


def _body(code: int, what: str, *, where: str = "", remedy: str = "", article: str = "") -> Response:
    found = {"what": what, "where": where, "remedy": remedy, "article": article, "fields": None}
    return Response({"error": found}, status=code)
