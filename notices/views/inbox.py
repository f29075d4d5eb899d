"""单位收件：期限、签收、逐项填写、证明材料、报送、延期申请。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from agencies.access.pages import KnownObjectPage
from agencies.access.person import person
from notices.choices import Verdict
from notices.exports import INBOX
from notices.forms import AnswersForm, ExtensionForm
from notices.lifecycles import AWAITING_STATES, INSTRUMENT
from notices.models import Instrument, ItemResponse
from notices.selectors.attached import answers_with_files
from notices.selectors.instruments import InstrumentView, extension_chance, instrument_rows, instrument_view
from notices.services import evidence, extensions, responding, revisions
from supervision.uploads import MOST_BYTES
from supervision.web.edge import ORDINARY_BODY
from supervision.web.errors import UserError
from supervision.web.throttling import UPLOAD
from supervision.web.views import ActionView, ListPage
from supervision.workdays import calendar, remaining
from supervision.workflow import Conflict, NotAllowed

FOLDERS = {
    "owed": ("待反馈", sorted(AWAITING_STATES)),
    "sent": ("已报送", ["responded"]),
    "closed": ("已办结", ["closed", "revoked"]),
    "copies": ("抄送知悉", ["told"]),
}


class Inbox(ListPage):
    """收件: what the agency has to answer, by due date."""

    permission = "notices.respond"
    model = Instrument
    title = "收件"
    template_name = "notices/inbox.html"
    exported = INBOX

    @property
    def folder(self) -> str:
        return self.request.GET.get("in", "owed") if self.request.GET.get("in") in FOLDERS else "owed"

    def get_queryset(self) -> QuerySet[Instrument]:
        rows = instrument_rows(self.request.user, "notices.respond")  # type: ignore[arg-type]
        return rows.filter(state__in=FOLDERS[self.folder][1])

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """What is owed stands by due date; the rest newest first."""
        super().setup(request, *args, **kwargs)
        if self.folder == "owed":
            self.keyset_by, self.ascending = "due_on", True

    def wanted(self) -> dict[str, str]:
        return {"分类": FOLDERS[self.folder][0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today, days = timezone.localdate(), calendar.current()
        context["today"] = today
        context["folder"] = self.folder
        context["lines"] = [(one, remaining(today, one.due_on, days) if one.due_on else None) for one in context["rows"]]
        context["tabs"] = [
            {"label": label, "url": f"?in={code}", "current": code == self.folder, "count": ""}
            for code, (label, _) in FOLDERS.items()
        ]
        return context


class InboxInstrument(KnownObjectPage):
    """一件收到的监督文书（单位一侧）."""

    permission = "notices.respond"
    model = Instrument
    template_name = "notices/inbox_instrument.html"
    breadcrumb = (("收件", "/inbox/"),)

    def get_queryset(self) -> QuerySet[Instrument]:
        return instrument_rows(self.request.user).select_related("agency", "issuer", "acknowledged_by")  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today, days = self.object, timezone.localdate(), calendar.current()
        view: InstrumentView = instrument_view(one, days, hide_unsent=False)
        opened = view.open_round
        earlier = [one for one in view.rounds if one.is_sent]
        form = kwargs.pop("form", None) or AnswersForm(_to_write(opened.answers) if opened else [])
        return super().get_context_data(
            view=view,
            form=form,
            groups=_with_history(form, earlier),
            earlier=earlier,
            may_acknowledge=INSTRUMENT.find(one.state, "acknowledge") is not None,
            chance=extension_chance(view, today),
            extension_form=ExtensionForm(),
            may_object=self.request.user.has_perm("notices.raise_objection", one),
            remaining=remaining(today, one.due_on, days) if one.due_on else None,
            today=today,
            **kwargs,
        )


class Acknowledge(ActionView):
    """签收."""

    permission = "notices.respond"
    model = Instrument

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        responding.acknowledge(instrument=self.object, actor=request.user)  # type: ignore[arg-type]
        return "已签收，可以逐项填写整改情况。"

    def done_url(self) -> str:
        return reverse("notices:inbox_instrument", args=[self.object.pk])


class SaveAnswers(ActionView):
    """自动保存: keeps the form as it stands; nothing is sent."""

    permission = "notices.respond"
    model = Instrument

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        actor: Any = request.user
        form = AnswersForm(_open_answers(self.object), request.POST)
        if not form.is_valid():
            return JsonResponse({"error": form.errors.get_json_data()}, status=422)
        try:
            now = responding.save_answers(
                instrument=self.object, answers=form.answers(), seen=form.cleaned_data["seen"], actor=actor
            )
        except Conflict as conflict:
            return JsonResponse({"error": conflict.message}, status=409)
        return HttpResponse(status=204, headers={"X-Seen": now})


class SendAnswers(InboxInstrument):
    """报送: keep the form, then send the round; what is missing is listed on the page."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody came back to the address of a page that listed what was missing."""
        return HttpResponseRedirect(reverse("notices:inbox_instrument", args=[self.object.pk]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Any = request.user
        form = AnswersForm(_open_answers(self.object), request.POST)
        try:
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form), status=422)
            responding.save_answers(instrument=self.object, answers=form.answers(), seen=form.cleaned_data["seen"], actor=actor)
            responding.respond(instrument=self.object, actor=actor)
        except Conflict as conflict:
            form.show_as_of(revisions.of_answers(_open_answers(self.object)))
            error = UserError(conflict.message, remedy="您写的还在下面，没有报送。")
            return self.render_to_response(self.get_context_data(form=form, error=error), status=409)
        except NotAllowed as refusal:
            return self.render_to_response(self.get_context_data(form=form, error=UserError(refusal.message)), status=409)
        except UserError as error:
            return self.render_to_response(self.get_context_data(form=form, error=error), status=422)
        return HttpResponseRedirect(reverse("notices:inbox_instrument", args=[self.object.pk]))


class AttachEvidence(ActionView):
    """上传证明材料: answers with the list of files of that problem."""

    permission = "notices.respond"
    throttle = UPLOAD
    largest_body = 5 * MOST_BYTES + ORDINARY_BODY
    model = Instrument

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        error, actor = None, cast(Any, request.user)
        for upload in request.FILES.getlist("file"):
            name = upload.name or ""
            try:
                if (upload.size or 0) > MOST_BYTES:
                    raise UserError("文件超过 20 MB。", where=name, remedy="请压缩或者拆分后再上传。")
                evidence.attach_evidence(
                    instrument=self.object, answer_id=kwargs["answer"], name=name, content=upload.read(), actor=actor
                )
            except NotAllowed as refusal:
                error = UserError(refusal.message)
            except UserError as problem:
                error = problem
        return evidence_list(request, self.object, kwargs["answer"], error)


class RemoveEvidence(ActionView):
    """移除证明材料."""

    permission = "notices.respond"
    model = Instrument

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        error = None
        try:
            evidence.remove_evidence(
                instrument=self.object, answer_id=kwargs["answer"], attachment_id=kwargs["attachment"], actor=person(request)
            )
        except NotAllowed as refusal:
            error = UserError(refusal.message)
        except UserError as problem:
            error = problem
        return evidence_list(request, self.object, kwargs["answer"], error)


class AskExtension(Acknowledge):
    """延期申请."""

    permission = "notices.request_extension"

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        form = ExtensionForm(request.POST)
        if not form.is_valid():
            raise UserError("延期申请没有写完整。", where="延期申请", remedy="请写明延长多少、为什么。")
        data = form.cleaned_data
        extensions.request_extension(
            instrument=self.object, amount=data["amount"], reason=data["reason"], actor=request.user  # type: ignore[arg-type]
        )  # fmt: skip
        return "延期申请已送达监督机构，决定前原期限照旧。"


def evidence_list(request: HttpRequest, one: Instrument, answer_id: int, error: UserError | None) -> HttpResponse:
    """The files of one problem as a fragment."""
    row = get_object_or_404(
        answers_with_files(),
        pk=answer_id, response__instrument=one,
    )  # fmt: skip
    context = {"row": row, "object": one, "error": error, "editable": True}
    return render(request, "notices/_evidence.html", context, status=422 if error else 200)


def _open_answers(one: Instrument) -> list[ItemResponse]:
    return _to_write(answers_with_files().filter(response__instrument=one, response__sent_at=None).order_by("item__order"))


def _to_write(answers: Iterable[ItemResponse]) -> list[ItemResponse]:
    """Answers that are still asked for: a revoked problem asks for none."""
    return [answer for answer in answers if answer.verdict != Verdict.REVOKED]


def _with_history(form: AnswersForm, earlier: list[Any]) -> list[dict[str, Any]]:
    """Each problem of the open round with what was answered before and why it came back."""
    groups = form.groups
    for group in groups:
        group["before"] = [
            (sent, answer) for sent in earlier for answer in sent.answers if answer.item_id == group["row"].item_id
        ]
    return groups
