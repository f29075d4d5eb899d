"""鉴定销毁清单：列表、编制、鉴定、划去、文面。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from agencies.access.person import person
from cases import documents
from cases.choices import CaseKind
from cases.exports import DISPOSALS
from cases.lifecycles import DISPOSAL
from cases.models import DisposalItem, DisposalList
from cases.selectors import disposal as selectors
from cases.services import disposing as services
from supervision.audit.reads import note_read
from supervision.web.inputs import whole
from supervision.web.keyset import paginate
from supervision.web.throttling import PRINT
from supervision.web.views import ActionView, ListPage, ObjectPage, Page, TakesForm, View

ALL: list[tuple[Any, str]] = [("", "全部")]
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class DisposalFilter(forms.Form):
    """Filters of the list; they live in the address."""

    kind = forms.ChoiceField(label="记录种类", required=False, choices=ALL + CaseKind.choices)
    state = forms.ChoiceField(label="状态", required=False, choices=ALL + DISPOSAL.choices)


class Disposals(ListPage):
    """All disposal lists that a person may see, newest first."""

    permission = "cases.view_disposal"
    model = DisposalList
    template_name = "cases/disposal_list.html"
    title = "鉴定销毁"
    exported = DISPOSALS

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.lists_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = DisposalFilter(self.request.GET)
        self.form.is_valid()
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        return rows.filter(**given)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = services.body_of(person(self.request)) is not None
        return {**super().get_context_data(**kwargs), "form": self.form, "may_compile": may}


class RequestForm(forms.Form):
    """Which kind of record to look through."""

    kind = forms.ChoiceField(label="记录种类", choices=CaseKind.choices, widget=forms.RadioSelect)


class DisposalRequest(TakesForm, Page):
    """Have a list compiled."""

    permission = "cases.compile_disposal"
    template_name = "cases/disposal_request.html"
    title = "编制鉴定销毁清单"
    breadcrumb = (("鉴定销毁", "/disposals/"),)

    def form_of(self, data: Any = None) -> RequestForm:
        return RequestForm(data)

    def act(self, form: RequestForm) -> HttpResponse:
        made = services.request_list(kind=form.cleaned_data["kind"], actor=person(self.request), today=timezone.localdate())
        messages.success(self.request, "已开始编制，编好后在这里核对、报送审核。")
        return HttpResponseRedirect(made.get_absolute_url())


class DisposalPage(ObjectPage):
    """One list: what it is, what is on it, who said what, and what comes next."""

    permission = "cases.view_disposal"
    model = DisposalList
    template_name = "cases/disposal.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "compiled_by", "compiled_for")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made, user = self.object, person(self.request)
        options = selectors.options(made, user)
        items = selectors.items_of(made, self.request.GET.get("outcome", ""))
        page = paginate(items, self.request, by="due_on", size=100, ascending=True)
        return super().get_context_data(
            breadcrumb=(("鉴定销毁", reverse("cases:disposals")),),
            counts=selectors.counts_of(made),
            chain=selectors.chain_of(made),
            options=options,
            may_strike=any(option.transition.action == "agree" and option.allowed for option in options),
            page=page,
            rows=page.rows,
            kept=documents.KEPT,
            **kwargs,
        )


class DisposalAct(ActionView):
    """A step of the list: submit, withdraw, agree, return."""

    permission = "cases.view_disposal"
    fresh = {"agree": "同意销毁"}
    model = DisposalList

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        action, words = request.POST.get("action", ""), request.POST.get("words", "")
        made, actor, seen = self.object, person(request), whole(request.POST.get("seen", "")) or 0
        match action:
            case "submit":
                services.submit(disposal=made, actor=actor)
                return f"已报送审核，清单编号 {made.number}。"
            case "withdraw":
                services.withdraw(disposal=made, actor=actor, words=words)
                return "清单已撤销，没有销毁任何记录。"
            case "agree":
                services.agree(disposal=made, actor=actor, words=words, seen=seen)
                return "已同意，转第二审核人。" if made.state == "second" else "两名审核人都已同意，正在后台销毁。"
            case "return":
                services.send_back(disposal=made, actor=actor, words=words, seen=seen)
                return "已退回编制人。"
        raise PermissionDenied("没有这一步。")


class DisposalStrike(ActionView):
    """Take one record off a list that is being reviewed."""

    permission = "cases.review_disposal"
    model = DisposalList

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        item = get_object_or_404(DisposalItem, list=self.object, pk=kwargs["item"])
        services.strike(item=item, actor=person(request), words=request.POST.get("words", ""))
        return f"{item.number} 已划去，不销毁。"


class DisposalPaper(View):
    """The list as a paper: a draft until it has been carried out."""

    permission = "cases.view_disposal"
    throttle = PRINT

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        rows = DisposalList.objects.visible_to(request.user)
        made = get_object_or_404(rows.select_related("agency", "pdf", "docx", "compiled_by", "compiled_for"), pk=pk)
        if form not in FORMS or made.state == "compiling":
            raise Http404
        note_read("cases.disposal_read", actor=person(request), target=made, part=form, payload={"form": form})
        stored = made.pdf if form == "pdf" else made.docx
        if stored is not None:
            response: HttpResponse = FileResponse(stored.open(), content_type=FORMS[form])  # type: ignore[assignment]
        else:
            printed = documents.print_list(made)
            response = HttpResponse(printed.pdf if form == "pdf" else printed.docx, content_type=FORMS[form])
        name = f"{made.title}{made.number or '（草稿）'}.{form}"
        response["Content-Disposition"] = content_disposition_header(form == "docx", name) or "attachment"
        return response
