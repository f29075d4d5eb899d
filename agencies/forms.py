"""人员、岗位、代理、例外、移交的表单。"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.access import things
from agencies.choices import Role
from agencies.models import Agency, Post, User
from agencies.selectors import agency_named
from agencies.services.deputising import possible_deputies

AGENCY_LIST = "agency-names"
"""The id of the page's list of names that an agency's field offers."""


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AgencyField(forms.CharField):
    """An agency by its full name, short name or code; the page offers the names while one types."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=100, widget=forms.TextInput(attrs={"list": AGENCY_LIST, "autocomplete": "off"}), **more)

    def clean(self, value: Any) -> Agency | None:
        text = super().clean(value)
        if not text:
            return None
        agency = agency_named(text)
        if agency is None:
            raise ValidationError("没有找到这个单位，或者名称不唯一。请从提示中选择全称。")
        return agency


class UserField(forms.CharField):
    """Another person by user name; the page offers names while one types."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"list": "user-names", "autocomplete": "off"}), **more)

    def clean(self, value: Any) -> User | None:
        text = super().clean(value)
        user = User.objects.filter(username=text.strip()).first()
        if user is None:
            raise ValidationError("没有这个用户名。请从提示中选择。")
        return user


class PeopleFilter(forms.Form):
    """Filters of the list of accounts."""

    q = forms.CharField(label="姓名或用户名", required=False)
    agency = forms.CharField(label="单位", required=False)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Role.choices])
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("active", "在用"), ("disabled", "已停用"), ("idle", "没有岗位")]
    )


class LentFilter(forms.Form):
    """Filters of the lists of exceptions and delegations."""

    q = forms.CharField(label="姓名", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), ("live", "生效中"), ("over", "已结束")])


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(label="用户名", max_length=40, help_text="小写字母开头，3 至 40 位，例如 liuyang-zhangsan")
    display_name = forms.CharField(label="姓名", max_length=40)
    agency = AgencyField(label="所在单位", help_text="输入几个字，从提示中选择全称")
    machine = forms.BooleanField(
        label="系统账号", required=False, help_text="供业务系统用接口报送，没有密码、不能登录；姓名处写系统名称"
    )
    reason = forms.CharField(label="理由", max_length=200, help_text="例如录用、调入文件的文号")


class TokenForm(forms.Form):
    """A token to be issued."""

    expires_on = forms.DateField(label="有效至", widget=DayInput(), help_text="最长一年；到期前请发放新令牌并更换")
    reason = forms.CharField(label="理由", max_length=200, help_text="例如对接申请的文号")


class PostForm(forms.Form):
    """A post to be given."""

    agency = AgencyField(label="单位", help_text="输入几个字，从提示中选择全称")
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    title = forms.CharField(label="职务", max_length=40)
    starts_on = forms.DateField(label="任职起", widget=DayInput())
    ends_on = forms.DateField(label="任职止", required=False, widget=DayInput(), help_text="不填：没有期限")
    seconded_by = AgencyField(label="借调单位", required=False, help_text="借调人员必填：对借出单位只能查看，不能办理（回避）")
    reason = forms.CharField(label="理由", max_length=200, help_text="例如任免文件的文号")


class EndPostForm(forms.Form):
    """The last day of a post."""

    last_day = forms.DateField(label="最后任职日", widget=DayInput(), help_text="填昨天：立即终止")
    reason = forms.CharField(label="理由", max_length=200)


class DelegationForm(forms.Form):
    """A post to be lent."""

    delegate = forms.ChoiceField(label="代理人", help_text="同一单位的在岗人员")
    starts_on = forms.DateField(label="代理起", widget=DayInput())
    ends_on = forms.DateField(label="代理止", widget=DayInput(), help_text="到这一天自动结束")
    reason = forms.CharField(label="事由", max_length=200, help_text="例如出差、病假")

    def __init__(self, post: Post, today: datetime.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deputies = {str(user.pk): user for user in possible_deputies(post, today)}
        deputy: Any = self.fields["delegate"]
        deputy.choices = [("", "请选择"), *((pk, f"{user}（{user.username}）") for pk, user in self.deputies.items())]

    def clean_delegate(self) -> User:
        return self.deputies[self.cleaned_data["delegate"]]


class ExceptionForm(forms.Form):
    """An exception to be granted: one object, one permission, until a day."""

    kind = forms.ChoiceField(label="对象种类")
    number = forms.CharField(label="编号", max_length=120, help_text="文号、案号、事项编号，或者系统内编号（网址末尾的数字）")
    act = forms.ChoiceField(label="开放", choices=[("view", "查看"), ("assist", "查看并记录协助情况")])
    expires_on = forms.DateField(label="到期日", widget=DayInput(), help_text="一年以内；到期自动失效")
    reason = forms.CharField(label="理由", max_length=200, help_text="例如参加联合检查、案件会商")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(thing.key, thing.label) for thing in things.things()]

    def clean_kind(self) -> things.Thing:
        thing = things.get(self.cleaned_data["kind"])
        if thing is None:
            raise ValidationError("没有这一种对象。请从列表中选择。")
        return thing


class HandoverForm(forms.Form):
    """To whom everything goes."""

    successor = UserField(label="接替人用户名", help_text="输入几个字，从提示中选择")
    reason = forms.CharField(label="理由", max_length=200, help_text="例如调令、离职手续的文号")


class ReasonForm(forms.Form):
    """An act that needs only a reason."""

    reason = forms.CharField(label="理由", max_length=200)


class ProbeForm(forms.Form):
    """Which object to ask about."""

    kind = forms.ChoiceField(label="种类")
    number = forms.CharField(label="编号", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(thing.key, thing.label) for thing in things.things()]
