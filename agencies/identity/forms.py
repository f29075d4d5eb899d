"""登录与账号安全的表单。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from agencies.identity.lockout import ONE_ANSWER
from agencies.identity.passwords import LONGEST


def _secret(label: str, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget, **more)


def _code(label: str, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=40, widget=widget, **more)


class SignInForm(AuthenticationForm):
    """User name and password; one answer to everything that is wrong with them."""

    error_messages = {"invalid_login": ONE_ANSWER, "inactive": ONE_ANSWER}
    password = _secret("密码", "current-password")


class ChangePasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old = _secret("现在的密码", "current-password")
    new = _secret("新密码", "new-password")
    again = _secret("再输一遍新密码", "new-password")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("new") and found.get("again") and found["new"] != found["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return found


class CodeForm(forms.Form):
    """A code of the authenticator app, or a recovery code."""

    code = _code("动态码或恢复码")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"].widget.attrs["inputmode"]  # a recovery code has letters


class EnrolForm(forms.Form):
    """The first code of a new app."""

    code = _code("应用里显示的 6 位动态码")


class ConfirmForm(forms.Form):
    """Either proof is enough; what the account does not have is not asked for."""

    password = _secret("登录密码", "current-password", required=False)
    code = _code("或者：两步验证的 6 位动态码", required=False)

    def __init__(self, *args: Any, has_password: bool, has_factor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["password"]
            self.fields["code"].label = "两步验证的 6 位动态码"
        if not has_factor:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not any(found.values()) and not self.errors:
            raise forms.ValidationError("请填写其中一项。")
        return found
