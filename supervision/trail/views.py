"""审计管理员的页面：留痕列表、一条留痕、封存与核验。"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.generic import View

from supervision.audit.models import AuditEvent, Checkpoint, SigningKey
from supervision.trail import selectors, services
from supervision.trail.forms import EventFilter
from supervision.trail.models import Verification
from supervision.web.list_tables import filter_words
from supervision.web.views import ListPage, Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class EventList(ListPage):
    """All events, newest first; what, never a case's content."""

    permission = "audit.view_event"
    model = AuditEvent
    template_name = "trail/events.html"
    title = "操作留痕"

    def get_queryset(self) -> QuerySet[Any]:
        self.form = EventFilter(self.request.GET)
        return selectors.find_events(self.form.wanted())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        told = [(event, selectors.about(event)) for event in found["rows"]]
        query = self.request.GET.copy()
        for name in ("after", "before"):
            query.pop(name, None)
        exports = [(form.upper(), f"{reverse('trail:export', args=[form])}?{query.urlencode()}") for form in services.FORMS]
        return {**found, "form": self.form, "told": told, "exports": exports, "alarm": selectors.health().alarm}


class Export(View):
    """The list as a file."""

    permission = "audit.view_event"

    def get(self, request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
        if form not in services.FORMS:
            raise Http404
        asked = EventFilter(request.GET)
        made: Any = services.export(wanted=asked.wanted(), words=filter_words(asked), form=form, actor=request.user)
        name = f"操作留痕 {timezone.localtime():%Y-%m-%d %H%M}.{form}"
        if form == "xlsx":
            return FileResponse(made, as_attachment=True, filename=name, content_type=XLSX)
        response = HttpResponse(b"".join(made), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response


class EventPage(Page):
    """One event with its proof."""

    permission = "audit.view_event"
    template_name = "trail/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event = get_object_or_404(AuditEvent, pk=self.kwargs["pk"])
        return super().get_context_data(
            event=event,
            facts=_facts(event),
            details=selectors.payload_lines(event),
            proof=selectors.proof_of(event),
            breadcrumb=(("操作留痕", reverse("trail:events")),),
            **kwargs,
        )


def _facts(event: AuditEvent) -> list[dict[str, str]]:
    same_object = f"{reverse('trail:events')}?kind={event.target_type}&number={event.target_id}" if event.target_type else ""
    return [
        {"label": "时间", "value": f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S.%f}"},
        {"label": "操作人", "value": event.actor_name},
        {"label": "动作", "value": event.words, "note": event.verb},
        {"label": "结果", "value": event.get_result_display()},
        {
            "label": "对象",
            "value": selectors.about(event),
            "url": same_object,
        },
        {"label": "相关区划", "value": event.region_code},
        {"label": "来源地址", "value": event.client_ip or ""},
        {"label": "途径", "value": selectors.CHANNELS.get(event.channel, event.channel)},
        {"label": "请求编号", "value": str(event.request_id)},
    ]


class SealPage(Page):
    """How the sealer is, the checkpoints, the keys, the verifications."""

    permission = "audit.view_event"
    template_name = "trail/seal.html"
    title = "封存与核验"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        health = selectors.health()
        runs = list(Verification.objects.select_related("asked_by")[:5])
        checkpoints, older = selectors.checkpoints_below(self.request.GET.get("below", ""))
        return super().get_context_data(
            health=health,
            facts=_health_facts(health),
            checkpoints=checkpoints,
            older=older,
            keys=list(SigningKey.objects.all()),
            runs=runs,
            progress=shown_progress(runs[0]) if runs and runs[0].done_at is None else None,
            **kwargs,
        )


def _health_facts(health: selectors.Health) -> list[dict[str, str]]:
    last, state = health.last, health.state
    beat = state.beat_at if state else None
    return [
        {"label": "已封存", "value": f"{last.size:,} 条" if last else "0 条"},
        {"label": "等待封存", "value": f"{health.waiting_text} 条"},
        {"label": "最近一次封存", "value": _moment(last.sealed_at) if last else "—"},
        {"label": "封存程序最近运行", "value": _moment(beat) if beat else "从未运行"},
        {"label": "状态", "value": "报警" if health.alarm else "正常"},
    ]


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M:%S}"


class CheckpointText(View):
    """A signed checkpoint as the text that was signed."""

    permission = "audit.view_event"

    def get(self, request: HttpRequest, size: int) -> HttpResponse:
        checkpoint = get_object_or_404(Checkpoint, pk=size)
        response = HttpResponse(checkpoint.note, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, f"检查点 {size}.txt") or "attachment"
        return response


class Verify(View):
    """Order a verification."""

    permission = "audit.view_event"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        services.ask_verification(actor=request.user)
        return HttpResponseRedirect(reverse("trail:seal"))


@method_decorator(never_cache, name="dispatch")
class VerifyProgress(View):
    """The progress bar; the page is asked to load itself again when the verification is done."""

    permission = "audit.view_event"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        asked = get_object_or_404(Verification, pk=pk)
        if asked.done_at is not None:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return render(request, "web/progress.html", {"progress": shown_progress(asked)})


def shown_progress(asked: Verification) -> dict[str, Any]:
    """What the bar shows."""
    done, total = services.progress(asked.pk)
    url = reverse("trail:verify_progress", args=[asked.pk])
    return {"title": "正在核验全部留痕" if total else "等待后台核验", "done": done, "total": total, "unit": "条", "url": url}
