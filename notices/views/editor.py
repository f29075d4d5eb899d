"""文书编辑：左边表单，右边版式，边写边排；期限旁边是届满日怎样算。"""

from __future__ import annotations

import base64
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from agencies.access.person import person
from notices import instruments as kinds
from notices.documents import letter_of
from notices.forms import DraftForm
from notices.models import Instrument, InstrumentItem
from notices.selectors.contested import contested_words, marked_items
from notices.selectors.instruments import instrument_rows
from notices.services import drafting, issuing, revisions
from supervision.documents.letter import Letter, preview_svg
from supervision.web.errors import UserError
from supervision.web.throttling import PRINT
from supervision.web.views import ObjectPage
from supervision.workdays import Explanation, Period, Unit, calendar, explain
from supervision.workflow import Conflict


class _DraftView(ObjectPage):
    """A page on a draft that this person may write."""

    permission = "notices.draft_instrument"
    model = Instrument

    def get_queryset(self) -> QuerySet[Instrument]:
        return instrument_rows(self.request.user).select_related("agency", "issuer", "matter", "drafted_by")  # type: ignore[arg-type]

    def admit(self) -> None:
        """Only the bureau whose instrument it is writes it, even where others may read it."""
        super().admit()
        drafting.refuse_others(self.object, person(self.request))


class EditInstrument(_DraftView):
    """文书编辑."""

    template_name = "notices/instrument_edit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.state != "draft":
            messages.info(request, f"文书{self.object.status.label}，文稿不能再修改。")
            return HttpResponseRedirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        form = kwargs.pop("form", None) or DraftForm(one, marked_items(one.items.all()))
        counted = {} if one.tells_superior else due_today(one.period)
        contested = contested_words(form.items)
        return super().get_context_data(form=form, kind=kinds.get(one.kind), contested=contested, **counted, **kwargs) | {
            "breadcrumb": (("监督事项", "/matters/"), (one.matter.title, one.matter.get_absolute_url()))
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DraftForm(self.object, marked_items(self.object.items.all()), request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        actor: Any = request.user
        seen = form.cleaned_data["seen"]
        try:
            drafting.edit_instrument(
                instrument=self.object, text=form.draft_text(), drop_items=form.dropped, seen=seen, actor=actor
            )
        except Conflict as conflict:
            return self._told(form, conflict)
        if request.POST.get("then") == "submit":
            issuing.submit(instrument=self.object, actor=actor)
            messages.success(request, "已保存并提交核稿。")
            return HttpResponseRedirect(self.object.get_absolute_url())
        messages.success(request, "已保存。")
        return HttpResponseRedirect(request.path)

    def _told(self, form: DraftForm, conflict: Conflict) -> HttpResponse:
        """The page again with what was written, and the fingerprint of what stands now: a second saving is a decision."""
        fresh = Instrument.objects.get(pk=self.object.pk)
        form.show_as_of(revisions.of_draft(fresh, fresh.items.all()))
        remedy = "您写的还在下面。请另开一个窗口查看最新的文稿，把需要的内容并进来，再保存。"
        context = self.get_context_data(form=form, error=UserError(conflict.message, remedy=remedy))
        return self.render_to_response(context, status=409)


class PreviewInstrument(_DraftView):
    """版式预览: the paper with what stands in the form now, saved or not."""

    throttle = PRINT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.object
        if one.state != "draft":
            raise PermissionDenied("文稿已经提交，不能再改。")
        form = DraftForm(one, one.items.all(), request.POST)
        form.is_valid()
        items = _typed(one, form)
        return paper(request, letter_of(one, items, None))


class DueToday(_DraftView):
    """若今日送达，届满日为…: counted anew while the period is typed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        amount, unit = request.GET.get("period_amount", ""), request.GET.get("period_unit", "")
        sensible = amount.isdecimal() and len(amount) <= 3 and 1 <= int(amount) <= drafting.LONGEST_DAYS
        if not sensible or unit not in drafting.PERIOD_UNITS:
            return render(request, "notices/_due_today.html", {"wrong": True, "longest": drafting.LONGEST_DAYS})
        return render(request, "notices/_due_today.html", due_today(Period(int(amount), Unit(unit))))


class PaperPages(ObjectPage):
    """文书的版式: its pages as pictures, for whoever may see the instrument."""

    throttle = PRINT
    permission = "notices.view_instrument"
    model = Instrument

    def get_queryset(self) -> QuerySet[Instrument]:
        return instrument_rows(self.request.user).select_related("agency", "issuer", "drafted_by")  # type: ignore[arg-type]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.object
        first = one.deadlines.order_by("id").first() if one.served_on else None
        printed = Instrument(due_on=first.due_on, due_provisional=first.provisional).due if first else None
        return paper(request, letter_of(one, list(one.items.all()), printed))


def paper(request: HttpRequest, letter: Letter) -> HttpResponse:
    """The pages of a letter as a fragment; pictures stand in the address itself, so that nothing else has to be fetched."""
    pages = [f"data:image/svg+xml;base64,{base64.b64encode(page.encode()).decode()}" for page in preview_svg(letter)]
    return render(request, "web/paper.html", {"pages": pages, "title": letter.title})


def due_today(period: Period) -> dict[str, Any]:
    """For the template: how the due day would be counted if the instrument were served today."""
    explanation: Explanation = explain(timezone.localdate(), period, calendar.current())
    return {"explanation": explanation, "today": timezone.localdate()}


def _typed(one: Instrument, form: DraftForm) -> list[InstrumentItem]:
    """Put what is typed on the objects in hand (never saved); a wrong field keeps its stored text."""
    data = form.cleaned_data
    for name in ("title", "opening", "closing", "period_amount", "period_unit"):
        if name in data:
            setattr(one, name, data[name])
    kept = [item for item in form.items if item.pk not in form.dropped]
    for item in kept:
        for part in ("title", "problem", "basis", "demand"):
            setattr(item, part, data.get(f"{part}-{item.pk}", getattr(item, part)))
    return kept
