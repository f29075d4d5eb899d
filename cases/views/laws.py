"""法规库的页面：法规列表、一部法规的条文、条文列表、依据已失效的规则、导入法规文本。"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from agencies.forms import DayInput
from agencies.registers.views import RegisterList
from cases.laws.texts import MOST_BYTES
from cases.models import Law, LawArticle
from cases.registers.laws import ARTICLES, EXPORTED_ARTICLES, EXPORTED_LAWS, LAWS
from cases.selectors.laws import SOON, alarms, cited, law_sheet, resting_on
from cases.services import law_texts
from cases.services.law_texts import Head
from supervision.web.edge import ORDINARY_BODY
from supervision.web.errors import UserError
from supervision.web.throttling import UPLOAD
from supervision.web.views import ObjectPage, Page
from supervision.workflow import Conflict

ALL = [("", "全部")]
FORCE = [("yes", "现行有效"), ("no", "已失效"), ("soon", f"{SOON} 日内失效")]
SALT = "cases.law_text"
LOOK_LASTS = 3600
"""Seconds for which a preview may be confirmed."""


def _in_force(rows: QuerySet[Any], wanted: str, today: datetime.date) -> QuerySet[Any]:
    """The rows in force, ended, or about to end."""
    if wanted == "yes":
        return rows.filter(Q(effective_to=None) | Q(effective_to__gte=today))
    if wanted == "no":
        return rows.filter(effective_to__lt=today)
    if wanted == "soon":
        return rows.filter(effective_to__range=(today, today + datetime.timedelta(days=SOON)))
    return rows


class LawFilter(forms.Form):
    """Filters of the list of laws; they live in the address."""

    q = forms.CharField(label="简称、全称或文号", required=False, max_length=80)
    level = forms.ChoiceField(label="效力位阶", required=False, choices=ALL + Law.Level.choices)
    status = forms.ChoiceField(label="核对", required=False, choices=ALL + Law.Status.choices)
    force = forms.ChoiceField(label="效力", required=False, choices=ALL + FORCE)


class LawList(RegisterList):
    """All laws that rules and instruments rest on."""

    permission = "cases.view_rule"
    model = Law
    template_name = "cases/law_list.html"
    title = "法规库"
    exported = EXPORTED_LAWS
    register = LAWS

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = LawFilter(self.request.GET)
        self.form.is_valid()
        found = self.form.cleaned_data
        if text := found.get("q"):
            rows = rows.filter(Q(code__icontains=text) | Q(title__icontains=text) | Q(document_number__icontains=text))
        rows = rows.filter(**{name: found[name] for name in ("level", "status") if found.get(name)})
        return _in_force(rows, found.get("force", ""), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        found = super().get_context_data(today=today, **kwargs)
        figures = cited(today)
        return found | {
            "lines": [(law, figures[law.pk]) for law in found["rows"]],
            "alarms": sum(one.alarms for one in figures.values()),
        }


class LawPage(ObjectPage):
    """One law: its articles, and what rests on each."""

    permission = "cases.view_rule"
    model = Law
    template_name = "cases/law.html"

    @property
    def breadcrumb(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        return (("法规库", reverse("cases:law_list")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = person(self.request), timezone.localdate()
        sheet = law_sheet(self.object, today)
        looked_for = self.request.GET.get("only") == "cited"
        return super().get_context_data(
            law=self.object,
            lines=[line for line in sheet.lines if line.mine] if looked_for else sheet.lines,
            only_cited=looked_for,
            whole=sheet.whole,
            alarms=sheet.alarms,
            today=today,
            ended=bool(self.object.effective_to and self.object.effective_to < today),
            keeps=user.has_perm(LAWS.edit) and not LAWS.why_not(user),
            title=self.object.title,
            **kwargs,
        )


class ArticleFilter(forms.Form):
    """Filters of the list of articles; they live in the address."""

    q = forms.CharField(label="条号、要旨或原文", required=False, max_length=80)
    law = forms.CharField(label="法规", required=False, max_length=80)
    verified = forms.ChoiceField(label="核对", required=False, choices=[*ALL, ("yes", "已核对"), ("no", "待核")])
    force = forms.ChoiceField(label="效力", required=False, choices=ALL + FORCE)


class ArticleList(RegisterList):
    """All articles of all laws, one row a version."""

    permission = "cases.view_rule"
    model = LawArticle
    template_name = "cases/law_article_list.html"
    title = "法规条文"
    exported = EXPORTED_ARTICLES
    register = ARTICLES

    @property
    def breadcrumb(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        return (("法规库", reverse("cases:law_list")),)

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = ArticleFilter(self.request.GET)
        self.form.is_valid()
        found = self.form.cleaned_data
        rows = rows.select_related("law")
        if text := found.get("q"):
            rows = rows.filter(Q(number=text) | Q(summary__contains=text) | Q(wording__contains=text))
        if law := found.get("law"):
            rows = rows.filter(Q(law__code__icontains=law) | Q(law__title__icontains=law))
        if found.get("verified"):
            rows = rows.filter(verified=found["verified"] == "yes")
        return _in_force(rows, found.get("force", ""), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class EndedPage(Page):
    """The rules and instruments whose articles have ended, are amended, or are about to."""

    permission = "cases.view_rule"
    template_name = "cases/law_ended.html"
    title = "依据已失效或修改的规则"

    @property
    def breadcrumb(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        return (("法规库", reverse("cases:law_list")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(alarms=alarms(timezone.localdate()), soon=SOON, **kwargs)


class TextForm(forms.Form):
    """An official text and what the library has to know of it."""

    law = forms.ChoiceField(label="法规", required=False, help_text="新的法规选“库里没有的法规”，并填写简称、全称和效力位阶")
    code = forms.CharField(label="简称", required=False, max_length=40)
    title = forms.CharField(label="全称", required=False, max_length=200)
    level = forms.ChoiceField(label="效力位阶", required=False, choices=[("", "请选择"), *Law.Level.choices])
    issuer = forms.CharField(label="制定机关", required=False, max_length=100)
    document_number = forms.CharField(label="文号", required=False, max_length=100, help_text="本文本的文号")
    effective_from = forms.DateField(label="施行日期", widget=DayInput(), help_text="本文本开始施行的日期")
    source = forms.CharField(label="来源", max_length=300, help_text="例如国家法律法规数据库")
    checked_on = forms.DateField(label="核对日期", widget=DayInput())
    same = forms.BooleanField(
        label="只补录条文", required=False, help_text="文本就是库里现行的版本：只补上原文，不另立版本，不改日期"
    )
    file = forms.FileField(
        label="文本",
        help_text=f"纯文本（.txt），UTF-8 或者 GBK，不超过 {MOST_BYTES // 2**20} MB；每条以“第…条”另起一行",
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.md"}),
        error_messages={"empty": "文件是空的（0 字节）。请核对后重新选择。", "required": "请选择法规文本。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        laws = Law.objects.order_by("code").values_list("code", "title")
        known = [(code, f"{title}（{code}）" if code != title else title) for code, title in laws]
        self.fields["law"].choices = [("", "库里没有的法规"), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("law") and "law" not in self.errors:
            for name in ("code", "title", "level"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, "新的法规必须填写。")
            if found.get("code") and Law.objects.filter(code=found["code"]).exists():
                self.add_error("code", "法规库里已经有这个简称，请在“法规”里选择它。")
            if found.get("title") and Law.objects.filter(title=found["title"].strip("《》 ")).exists():
                self.add_error("title", "法规库里已经有这部法规，请在“法规”里选择它。")
        if found.get("checked_on") and found["checked_on"] > timezone.localdate():
            self.add_error("checked_on", "核对日期在今天以后。")
        return found

    def head(self) -> Head:
        """What the form says, for the service."""
        found = {key: value for key, value in self.cleaned_data.items() if key not in ("law", "file")}
        found["title"] = found["title"].strip("《》 ")
        return Head(**found | {"code": self.cleaned_data["law"] or found["code"]})


class LawText(Page):
    """Import of an official text: looked at, then confirmed; all of it or nothing."""

    permission = LAWS.edit
    throttle = UPLOAD
    largest_body = MOST_BYTES + ORDINARY_BODY
    template_name = "cases/law_text.html"
    title = "导入法规文本"

    @property
    def breadcrumb(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        return (("法规库", reverse("cases:law_list")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if why := ARTICLES.why_not(person(request)):
            raise PermissionDenied(why)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The preview of a text, or the deed."""
        if "look" in request.POST:
            return self._take(request)
        form = TextForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                look = law_texts.look(head=form.head(), content=file.read(), name=file.name, actor=person(request))
            except UserError as refusal:
                form.add_error(None, str(refusal))
            else:
                return self.render_to_response(self.get_context_data(form=form, look=look))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _take(self, request: HttpRequest) -> HttpResponse:
        try:
            kept = signing.loads(request.POST["look"], salt=SALT, max_age=LOOK_LASTS)
            if kept.pop("person") != person(request).pk:
                raise signing.BadSignature
        except signing.BadSignature:
            messages.error(request, "预览已经过期，没有写入。请重新上传文本。")
            return HttpResponseRedirect(request.path)
        try:
            done = law_texts.take(head=law_texts.head_from(kept.pop("head")), actor=person(request), **kept)
        except (Conflict, UserError) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        words = {"added": "新增", "changed": "修改", "filled": "补录原文", "ended": "失效"}
        told = "，".join(f"{label} {done[name]:,} 条" for name, label in words.items() if done[name])
        messages.success(request, f"法规文本已导入：{told or '没有变化'}。")
        return HttpResponseRedirect(reverse("cases:law_page", args=[done["law"]]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initial = {"checked_on": timezone.localdate(), "law": self.request.GET.get("law", "")}
        kwargs.setdefault("form", TextForm(initial=initial))
        look = kwargs.get("look")
        return super().get_context_data(**(self._told(look) if look else {}), **kwargs)

    def _told(self, look: law_texts.Look) -> dict[str, Any]:
        plan = look.plan
        kept = {
            "person": person(self.request).pk,
            "head": law_texts.head_as_kept(look.head),
            "sha256": look.sha256,
            "name": look.name,
            "digest": plan.digest,
        }
        words = (("added", "新增"), ("changed", "修改"), ("filled", "补录原文"), ("unchanged", "未变"), ("ended", "失效"))
        last = look.head.effective_from - datetime.timedelta(days=1)
        touched = [row.number for row, _one in plan.changed] + [row.number for row in plan.ended]
        return {
            "affected": resting_on(plan.law.pk, touched, timezone.localdate()) if plan.law and touched else [],
            "figures": [{"label": label, "value": f"{plan.counts[name]:,}"} for name, label in words],
            "plan": plan,
            "last_day": last,
            "token": signing.dumps(kept, salt=SALT) if plan.does_something else "",
        }
