"""中间件：每个请求一次事务，先把凭据交给数据库。"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from agencies.access.rows import claim_of
from supervision.rowscope.holding import holding


class RowScopeMiddleware:
    """Everything a request reads and writes, its page's rendering included, happens in one transaction under the person's claim.

    A refusal keeps what was traced of it; a failure (5xx) takes everything back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with holding(claim_of(request.user), of_page=True):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
