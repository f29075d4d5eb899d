"""再次认证：看个人信息、取未入库明细之前，再输一次密码。

A view says `fresh = True`. Where a middleware of `agencies.identity` watches over that, the view need not ask; where there is none, the
form asks for the password itself.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings


def asked_elsewhere() -> bool:
    """Whether a middleware has already made sure that the person is who signed in."""
    return any("identity" in name.lower() for name in settings.MIDDLEWARE)


class FreshForm(forms.Form):
    """A form that asks for the password once more, unless somebody else has."""

    password = forms.CharField(
        label="登录密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), help_text="确认是您本人操作。"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if asked_elsewhere():
            del self.fields["password"]

    def clean_password(self) -> str:
        """The person's own password; the answer is the same for an empty one."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("密码不对，请重新输入。", code="wrong_password")
        return ""
