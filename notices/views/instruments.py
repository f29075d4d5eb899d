"""监督文书的页面：列表、文书、下一步、延期决定、逐项核验、待核验与逾期。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from agencies.access.pages import KnownObjectPage
from notices import instruments as kinds
from notices.choices import Verdict
from notices.exports import INSTRUMENTS, OVERDUE, TO_VERIFY
from notices.forms import UNITS, ExtensionDecisionForm, InstrumentFilter, SendBackForm, VerdictForm
from notices.lifecycles import AWAITING_STATES, INSTRUMENT, of_the_verifiers, of_those_who_answer
from notices.models import ExtensionRequest, Instrument, Objection
from notices.selectors.instruments import instrument_rows, instrument_view, state_line
from notices.selectors.objected import OBJECTED
from notices.selectors.queues import objections_to_answer, overdue_rows
from notices.selectors.trail import trail
from notices.services import extensions, issuing, revisions, verification
from supervision.web.errors import UserError
from supervision.web.views import ActionView, ListPage
from supervision.workdays import Period, Unit, calendar, remaining
from supervision.workflow import NotAllowed

SUPERVISING = "notices.view_matter"
"""Who works on the bureau's side; the agency reads its instruments in 收件."""


class InstrumentList(ListPage):
    """监督文书."""

    permission = "notices.view_instrument"
    model = Instrument
    title = "监督文书"
    template_name = "notices/instrument_list.html"
    exported = INSTRUMENTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(SUPERVISING) and request.user.has_perm("notices.respond"):
            return HttpResponseRedirect(reverse("notices:inbox"))
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Instrument]:
        return instrument_rows(self.request.user)  # type: ignore[arg-type]

    def filter_rows(self, rows: QuerySet[Instrument]) -> QuerySet[Instrument]:
        self.form = InstrumentFilter(self.request.GET)
        self.form.is_valid()
        data = self.form.cleaned_data
        if data.get("q"):
            q = data["q"].strip()
            rows = rows.filter(Q(number__icontains=q) | Q(title__icontains=q) | Q(agency__name__icontains=q))
        for name in ("kind", "state"):
            if data.get(name):
                rows = rows.filter(**{name: data[name]})
        if data.get("late"):
            rows = rows.filter(~OBJECTED, state__in=AWAITING_STATES, due_on__lt=timezone.localdate())
        if data.get("objected") == "on":
            rows = rows.filter(pk__in=Objection.objects.filter(outcome="").values("instrument"))
        elif data.get("objected") == "mine":
            rows = rows.filter(pk__in=objections_to_answer(self.request.user).order_by().values("instrument"))  # type: ignore[arg-type]
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["filter_form"] = self.form
        today, days = timezone.localdate(), calendar.current()
        context["lines"] = [(one, remaining(today, one.due_on, days) if one.due_on else None) for one in context["rows"]]
        context["today"] = today
        return context


class ToVerifyList(InstrumentList):
    """核验: what agencies have sent, those due first on top."""

    permission = "notices.verify_response"
    title = "待核验"
    template_name = "notices/to_verify.html"
    exported = TO_VERIFY
    keyset_by = "due_on"
    ascending = True

    def get_queryset(self) -> QuerySet[Instrument]:
        return super().get_queryset().filter(state="responded")


class OverdueList(InstrumentList):
    """逾期: what is owed and past its due date, the longest first."""

    title = "逾期未反馈"
    template_name = "notices/overdue.html"
    exported = OVERDUE
    keyset_by = "due_on"
    ascending = True

    def get_queryset(self) -> QuerySet[Instrument]:
        rows = overdue_rows(self.request.user, today=timezone.localdate())  # type: ignore[arg-type]
        return rows.select_related("agency", "issuer")


class InstrumentPage(KnownObjectPage):
    """一件监督文书（监督机构一侧）."""

    permission = "notices.view_instrument"
    model = Instrument
    template_name = "notices/instrument.html"
    breadcrumb = (("监督文书", "/instruments/"),)

    def get_queryset(self) -> QuerySet[Instrument]:
        rows = instrument_rows(self.request.user).select_related(  # type: ignore[arg-type]
            "agency",
            "issuer",
            "drafted_by",
            "drafted_for",
            "checked_by",
            "checked_for",
            "signed_by",
            "signed_for",
            "acknowledged_by",
        )
        # An agency knows of no matter: joined, its own instrument would be gone with it.
        return rows.select_related("matter") if self.request.user.has_perm(SUPERVISING) else rows

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(SUPERVISING, self.object) and request.user.has_perm("notices.respond", self.object):
            return HttpResponseRedirect(reverse("notices:inbox_instrument", args=[self.object.pk]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        one, today, days = self.object, timezone.localdate(), calendar.current()
        view = instrument_view(one, days, hide_unsent=True)
        options = INSTRUMENT.available(one, user)
        return super().get_context_data(
            view=view,
            kind=kinds.get(one.kind),
            steps=state_line(view),
            seen=revisions.of_draft(one, view.items),
            options=[option for option in options if option.transition.action != "send_back"],
            send_back=next((option for option in options if option.transition.action == "send_back"), None),
            send_back_form=SendBackForm(),
            may_verify=one.state == "responded" and of_the_verifiers(one, user) is None,
            may_decide=extensions.of_the_deciders(one, user) is None,
            may_answer=of_those_who_answer(one, user) is None,
            may_undo=not user.hands("notices.answer_objection", one) & one.drafters,
            units=UNITS,
            remaining=remaining(today, one.due_on, days) if one.due_on else None,
            trail=trail(instruments=[one]),
            today=today,
            **kwargs,
        )


class InstrumentAct(ActionView):
    """文书的下一步: one service for each action of the lifecycle."""

    permission = "notices.view_instrument"
    fresh = {"sign": "签发"}
    model = Instrument

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        one, words = self.object, request.POST.get("words", "")
        actor: Any = request.user
        revisions.refuse_unread(one, request.POST.get("seen", ""))
        deeds: dict[str, Callable[[], str]] = {
            "submit": lambda: _did(issuing.submit(instrument=one, actor=actor), "已提交核稿。"),
            "void": lambda: _did(issuing.void(instrument=one, actor=actor), "草稿已作废。"),
            "pass_check": lambda: _did(issuing.pass_check(instrument=one, actor=actor), "核稿通过，已送签发。"),
            "return_to_draft": lambda: _did(
                issuing.return_to_draft(instrument=one, reason=words, actor=actor), "已退回拟稿人修改。"
            ),
            "sign": lambda: f"已签发，文号 {issuing.sign(instrument=one, actor=actor).number}。正在生成文书并送达。",
            "close": lambda: _did(verification.close(instrument=one, actor=actor), "核验通过，文书已办结。"),
        }
        deed = deeds.get(request.POST.get("action", ""))
        if deed is None:
            raise UserError("没有这一步。", remedy="请刷新页面查看现在可以办理的事项。")
        return deed()


class SendBack(ActionView):
    """退回补正."""

    permission = "notices.verify_response"
    model = Instrument

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        form = SendBackForm(request.POST)
        if not form.is_valid():
            raise UserError("补正期限没有写对。", where="补正期限", remedy="请写一个数和单位，如 15 日。")
        period = Period(form.cleaned_data["amount"], Unit(form.cleaned_data["unit"]))
        verification.send_back(instrument=self.object, period=period, actor=request.user)  # type: ignore[arg-type]
        return f"已退回补正，期限{period}。"


class VerifyItem(ActionView):
    """逐项核验: answers with the item's card and the closing bar, so that the list stays where it is."""

    permission = "notices.verify_response"
    model = Instrument

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        form = VerdictForm(request.POST)
        error = None
        if form.is_valid():
            try:
                verification.verify_item(
                    instrument=self.object,
                    answer_id=kwargs["answer"],
                    verdict=Verdict(form.cleaned_data["verdict"]),
                    reason=form.cleaned_data["reason"],
                    actor=request.user,  # type: ignore[arg-type]
                )
            except NotAllowed as refusal:
                error = UserError(refusal.message, remedy="请刷新页面。")
            except UserError as problem:
                error = problem
        if not request.headers.get("HX-Request"):
            if error:
                raise error
            return HttpResponseRedirect(self.object.get_absolute_url())
        return self._card(request, kwargs["answer"], error)

    def _card(self, request: HttpRequest, answer_id: int, error: UserError | None) -> HttpResponse:
        one = Instrument.objects.select_related("issuer", "agency", "matter").get(pk=self.object.pk)
        view = instrument_view(one, calendar.current(), hide_unsent=True)
        latest = view.latest_sent
        answer = next((row for row in latest.answers if row.pk == answer_id), None) if latest else None
        if answer is None:
            raise Http404
        options = INSTRUMENT.available(one, request.user)
        context = {
            "object": one, "view": view, "answer": answer, "may_verify": True, "error": error, "fresh": True,
            "options": [option for option in options if option.transition.action != "send_back"],
            "send_back": next((option for option in options if option.transition.action == "send_back"), None),
            "send_back_form": SendBackForm(),
        }  # fmt: skip
        return render(request, "notices/_verified_answer.html", context, status=422 if error else 200)


class DecideExtension(ActionView):
    """延期决定."""

    permission = "notices.decide_extension"
    model = Instrument

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        asked = get_object_or_404(ExtensionRequest, pk=kwargs["extension"], instrument=self.object)
        form = ExtensionDecisionForm(request.POST)
        if not form.is_valid():
            raise UserError("没有选择是否同意。", where="延期决定")
        granted = form.cleaned_data["granted"]
        extensions.decide_extension(request=asked, granted=granted, note=form.cleaned_data["note"], actor=request.user)  # type: ignore[arg-type]
        return "已同意延期，届满日已重新计算。" if granted else "已告知单位不同意延期。"


def _did(_: Any, told: str) -> str:
    return told
