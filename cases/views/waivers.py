"""豁免：列表、申请、一件豁免、批准与撤销、材料。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import View

from agencies.access.pages import KnownObjectPage
from agencies.access.person import person
from agencies.models import Agency
from agencies.selectors import narrowed
from cases.contest_exports import WAIVERS
from cases.contest_lifecycles import WAIVER
from cases.models import Finding, Waiver
from cases.rules import RULESET
from cases.selectors.findings import with_case
from cases.selectors.waivers import validity, waived_findings, waiver_rows
from cases.services import waivers as services
from supervision.audit.reads import note_read
from supervision.uploads import ALLOWED, MOST_BYTES, serve
from supervision.web.edge import ORDINARY_BODY
from supervision.web.inputs import whole
from supervision.web.throttling import EXPORT, UPLOAD
from supervision.web.views import ActionView, ListPage, Page, TakesForm

ALL: list[tuple[Any, str]] = [("", "全部")]
CRUMBS = (("豁免", "/waivers/"),)


def rule_choices() -> list[tuple[str, str]]:
    """Every rule in use by code and title."""
    return [(code, f"{code} {RULESET.rule(code).title}") for code in RULESET.codes]


class WaiverFilter(forms.Form):
    """Filters of the list; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=ALL + WAIVER.choices)
    rule = forms.ChoiceField(label="规则", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["rule"].choices = ALL + rule_choices()  # type: ignore[attr-defined]


class WaiverList(ListPage):
    """Waivers that were asked for, newest first."""

    permission = "cases.view_waiver"
    model = Waiver
    template_name = "cases/waiver_list.html"
    title = "豁免"
    exported = WAIVERS

    def get_queryset(self) -> QuerySet[Any]:
        return waiver_rows(self.request.user)

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = WaiverFilter(self.request.GET)
        self.form.is_valid()
        found = self.form.cleaned_data
        names = {"state": "state", "rule_code": "rule"}
        return narrowed(rows, self.request).filter(**{column: found[name] for column, name in names.items() if found.get(name)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, today = super().get_context_data(**kwargs), timezone.localdate()
        return {**found, "form": self.form, "lines": [(row, validity(row, today)) for row in found["rows"]]}


class WaiverForm(forms.Form):
    """What is asked for. With a finding: for its case, or for its agency; without: for an agency."""

    scope = forms.ChoiceField(
        label="适用范围", widget=forms.RadioSelect, choices=[("case", "只限本案"), ("agency", "该单位的同类案件")]
    )
    rule = forms.ChoiceField(label="规则")
    agency = forms.ModelChoiceField(label="单位", queryset=Agency.objects.none(), empty_label="请选择")
    item_code = forms.CharField(
        label="权责事项编码", required=False, max_length=40, help_text="只限某一事项的，填写编码；不填为该单位全部案件。"
    )
    reason = forms.CharField(
        label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="为什么该规则在此不作问题处理。"
    )
    basis = forms.CharField(label="依据", max_length=300, help_text="法律、法规、规章或者文件的名称、文号、条款。")
    file = forms.FileField(label="证明材料", required=False, help_text=f"可不上传。{ALLOWED}，不超过 20 MB。")
    valid_from = forms.DateField(label="有效期自", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    valid_to = forms.DateField(
        label="有效期至", help_text="含当日，最长一年。", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, user: Any, finding: Finding | None, rule: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["rule"].choices = [("", "请选择"), *rule_choices()]  # type: ignore[attr-defined]
        self.initial = {"valid_from": today, "valid_to": services.last_day(today), "rule": rule, "scope": "case"}
        if finding is not None:
            self.initial["item_code"] = finding.case.item_code
        if finding is None:
            del self.fields["scope"]
            rows = Agency.objects.visible_to(user, "cases.request_waiver").filter(kind="enforcement", is_active=True)
            self.fields["agency"].queryset = rows.order_by("region_code", "code")  # type: ignore[attr-defined]
        else:
            del self.fields["rule"], self.fields["agency"]

    def clean_file(self) -> Any:
        """The size is checked before a byte is read."""
        file = self.cleaned_data.get("file")
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过 20 MB。请压缩或者拆分后再上传。")
        return file


class RequestWaiver(TakesForm, Page):
    """申请豁免, from a finding (?finding=) or from a rule (?rule=)."""

    permission = "cases.request_waiver"
    throttle = UPLOAD
    largest_body = MOST_BYTES + ORDINARY_BODY
    template_name = "cases/waiver_request.html"
    title = "申请豁免"
    breadcrumb = CRUMBS
    finding: Finding | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The finding that the address names, if any."""
        super().setup(request, *args, **kwargs)
        self.asked = request.GET.get("finding", "")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.asked:
            rows = with_case(Finding.objects.visible_to(request.user, "cases.request_waiver"))
            self.finding = get_object_or_404(rows, pk=whole(self.asked) or 0)
        return super().dispatch(request, *args, **kwargs)

    def form_of(self, data: Any = None) -> WaiverForm:
        files = None if data is None else self.request.FILES
        rule = self.request.GET.get("rule", "")
        return WaiverForm(data, files, user=self.request.user, finding=self.finding, rule=rule)

    def act(self, form: WaiverForm) -> HttpResponse:
        data, finding = form.cleaned_data, self.finding
        asked = services.Asked(
            rule_code=finding.rule_code if finding else data["rule"],
            reason=data["reason"],
            basis=data["basis"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            item_code=data["item_code"],
        )
        upload = data.get("file")
        made = services.request_waiver(
            asked=asked,
            actor=person(self.request),
            case=finding.case if finding and data["scope"] == "case" else None,
            agency=finding.agency if finding else data["agency"],
            file=(upload.name, upload.read()) if upload else None,
        )
        messages.success(self.request, "已申请，由另一人批准后生效。")
        return HttpResponseRedirect(made.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titles = dict(rule_choices())
        found = self.finding
        return super().get_context_data(
            **kwargs, finding=found, rule_title=titles.get(found.rule_code, found.rule_code) if found else ""
        )


class WaiverPage(KnownObjectPage):
    """One waiver: what it sets aside, for whom, until when; who asked, who decided, and what comes next."""

    permission = "cases.view_waiver"
    model = Waiver
    template_name = "cases/waiver.html"

    def get_queryset(self) -> QuerySet[Any]:
        return waiver_rows(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        steps = WAIVER.available(one, person(self.request))
        return super().get_context_data(
            title=str(one),
            breadcrumb=CRUMBS,
            rule_title=dict(rule_choices()).get(one.rule_code, one.rule_code),
            validity=validity(one, timezone.localdate()),
            options=[step for step in steps if step.allowed or step.transition.action != "withdraw"],
            covered=waived_findings(one),
            **kwargs,
        )


class WaiverAct(ActionView):
    """A step of a waiver: approve, refuse, withdraw, revoke."""

    permission = "cases.view_waiver"
    fresh = {"approve": "批准"}
    model = Waiver

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        action, words = request.POST.get("action", ""), request.POST.get("words", "")
        actor, one = person(request), self.object
        match action:
            case "approve":
                services.approve(waiver=one, words=words, actor=actor)
                return "已批准，有效期内所涉问题不作问题处理。"
            case "refuse":
                services.refuse(waiver=one, words=words, actor=actor)
                return "已不予批准。"
            case "withdraw":
                services.withdraw(waiver=one, actor=actor)
                return "申请已撤回。"
            case "revoke":
                services.revoke(waiver=one, words=words, actor=actor)
                return "已撤销，所涉问题恢复为待研判。"
        raise PermissionDenied("没有这一步。")


class WaiverFile(View):
    """The evidence that came with a request."""

    throttle = EXPORT
    permission = "cases.view_waiver"

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        user = person(request)
        one = get_object_or_404(Waiver.objects.visible_to(user).select_related("file"), pk=pk)
        if one.file is None:
            raise Http404
        payload = {"name": one.file_name, "sha256": one.file.sha256}
        note_read("cases.waiver_file_read", actor=user, target=one, payload=payload)
        return serve(one.file, one.file_name)
