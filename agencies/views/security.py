"""他人账号的登录安全（三员）：重置密码、解除锁定、重置两步验证、结束登录。"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.access.person import person
from agencies.services import passwords, second_factor, sessions
from agencies.views.people import ACCOUNTS, AccountAct, AccountObject
from supervision.web.errors import UserError

SECURE = "agencies.secure_accounts"


class ResetPassword(AccountObject):
    """重置密码: the one-time password is shown once, on the page that answers."""

    permission = ACCOUNTS
    fresh = True
    template_name = "agencies/password_reset.html"
    title = "重置密码"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A reason gives a password; without one the page says so."""
        reason = request.POST.get("reason", "")
        try:
            password = passwords.reset_password(account=self.object, actor=person(request), reason=reason)
        except UserError as refusal:
            return self.render_to_response(self.get_context_data(error=refusal), status=422)
        response = self.render_to_response(self.get_context_data(password=password))
        response["Cache-Control"] = "no-store, private"
        return response


class Unlock(AccountAct):
    """解除锁定."""

    permission = SECURE

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        sessions.unlock(account=self.object, actor=person(request), reason=request.POST.get("reason", ""))
        return f"已解除 {self.object} 的登录锁定。"


class ResetSecondFactor(AccountAct):
    """重置两步验证."""

    permission = SECURE
    fresh = True

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        second_factor.reset_second_factor(account=self.object, actor=person(request), reason=request.POST.get("reason", ""))
        return f"已重置 {self.object} 的两步验证，其全部登录已结束。下次登录时重新绑定。"


class EndSessions(AccountAct):
    """结束全部登录."""

    permission = SECURE

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        ended = sessions.end_sessions(account=self.object, actor=person(request), reason=request.POST.get("reason", ""))
        return f"已结束 {self.object} 的 {ended} 个登录。" if ended else f"{self.object} 现在没有登录。"
