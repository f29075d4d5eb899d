"""请单位说明与单位申辩：列表、一件申辩、申辩、证据、答复。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View

from agencies.access.pages import KnownObjectPage
from agencies.access.person import person
from agencies.selectors import narrowed
from cases.contest_exports import CONTESTS
from cases.contest_lifecycles import CONTEST
from cases.models import ContestEvidence, Finding, FindingContest
from cases.models.finding import STANDING_STATES
from cases.rules import RULESET
from cases.selectors.contests import contest_rows
from cases.selectors.findings import finding_in_full
from cases.services import contests as services
from supervision.audit.reads import note_read
from supervision.uploads import MOST_BYTES, serve
from supervision.web.edge import ORDINARY_BODY
from supervision.web.errors import UserError
from supervision.web.throttling import EXPORT, UPLOAD
from supervision.web.views import ActionView, ListPage
from supervision.workflow import NotAllowed

ALL: list[tuple[Any, str]] = [("", "全部")]
CRUMBS = (("单位申辩", "/contests/"),)


class ContestFilter(forms.Form):
    """Filters of the list; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=ALL + CONTEST.choices)
    rule = forms.ChoiceField(label="规则", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        rules = [(code, f"{code} {RULESET.rule(code).title}") for code in RULESET.codes]
        self.fields["rule"].choices = ALL + rules  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """What does not parse does not narrow."""
        self.is_valid()
        found = self.cleaned_data
        names = {"state": "state", "finding__rule_code": "rule"}
        return rows.filter(**{column: found[name] for column, name in names.items() if found.get(name)})


class ContestList(ListPage):
    """Findings put to agencies and what came of them, newest first: an agency's own, or those of a bureau's region."""

    permission = "cases.view_contest"
    model = FindingContest
    template_name = "cases/contest_list.html"
    title = "单位申辩"
    exported = CONTESTS

    def get_queryset(self) -> QuerySet[Any]:
        return contest_rows(self.request.user)

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = ContestFilter(self.request.GET)
        return self.form.narrow(narrowed(rows, self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form}


class ContestPage(KnownObjectPage):
    """One round: the finding as it was found, what the bureau asks, what the agency says, what it is told."""

    permission = "cases.view_contest"
    model = FindingContest
    template_name = "cases/contest.html"

    def get_queryset(self) -> QuerySet[Any]:
        return contest_rows(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user = self.object, person(self.request)
        full = finding_in_full(one.finding)
        may_say = user.has_perm("cases.contest_finding", one) and one.state == "put"
        steps = CONTEST.available(one, user)
        return super().get_context_data(
            title=full.title,
            breadcrumb=CRUMBS,
            full=full,
            may_say=may_say and one.finding.state in STANDING_STATES,
            answers=[step for step in steps if step.transition.action in {"adopt", "reject"}],
            sees_finding=user.has_perm("cases.view_finding", one.finding),
            over=one.finding.state not in STANDING_STATES,
            files=list(one.evidence.select_related("file")) if may_say or one.state != "put" else [],
            **kwargs,
        )


class PutToAgency(ActionView):
    """请单位说明."""

    permission = "cases.triage_finding"
    model = Finding

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        made = services.put_to_agency(finding=self.object, question=request.POST.get("words", ""), actor=person(request))
        return f"已请{made.agency.short_name}说明，单位现在可以看到这条线索。"


class Say(ActionView):
    """申辩, or 没有异议."""

    permission = "cases.contest_finding"
    model = FindingContest

    def get_queryset(self) -> QuerySet[Any]:
        return contest_rows(self.request.user)

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        match request.POST.get("action", ""):
            case "contest":
                services.contest(contest=self.object, statement=request.POST.get("words", ""), actor=person(request))
                return "申辩已提交，等待监督机构答复。"
            case "concede":
                services.concede(contest=self.object, actor=person(request))
                return "已回复没有异议。"
        raise UserError("没有这种处理方式。", remedy="请从页面上的按钮办理。")


class Answer(ActionView):
    """采纳, or 不采纳, with a reason."""

    permission = "cases.triage_finding"
    model = FindingContest

    def get_queryset(self) -> QuerySet[Any]:
        return contest_rows(self.request.user)

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        action, words = request.POST.get("action", ""), request.POST.get("words", "")
        if action not in {"adopt", "reject"}:
            raise UserError("没有这种处理方式。", remedy="请从页面上的按钮办理。")
        services.answer(contest=self.object, adopt=action == "adopt", reason=words, actor=person(request))
        return "已采纳单位申辩。" if action == "adopt" else "已答复不采纳，理由已告知单位。"

    def done_url(self) -> str:
        back = self.request.POST.get("back", "")
        own = reverse("cases:finding", args=[self.object.finding_id])
        return own if back == "finding" else str(self.object.get_absolute_url())


class Attach(ActionView):
    """上传证据: answers with the list of files."""

    permission = "cases.contest_finding"
    throttle = UPLOAD
    largest_body = 5 * MOST_BYTES + ORDINARY_BODY
    model = FindingContest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        error = None
        for upload in request.FILES.getlist("file"):
            name = upload.name or ""
            try:
                if (upload.size or 0) > MOST_BYTES:
                    raise UserError("文件超过 20 MB。", where=name, remedy="请压缩或者拆分后再上传。")
                services.attach(contest=self.object, name=name, content=upload.read(), actor=person(request))
            except NotAllowed as refusal:
                error = UserError(refusal.message)
            except UserError as problem:
                error = problem
        return _files(request, self.object, error)


class Detach(ActionView):
    """移除证据."""

    permission = "cases.contest_finding"
    model = FindingContest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        error = None
        try:
            services.detach(contest=self.object, evidence_id=kwargs["evidence"], actor=person(request))
        except NotAllowed as refusal:
            error = UserError(refusal.message)
        except UserError as problem:
            error = problem
        return _files(request, self.object, error)


class EvidenceFile(View):
    """A piece of evidence. The agency reads its own; the bureau what has been sent."""

    throttle = EXPORT
    permission = "cases.view_contest"

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        user = person(request)
        rows = ContestEvidence.objects.select_related("file", "contest")
        kept = get_object_or_404(rows, pk=pk, contest__in=FindingContest.objects.visible_to(user).order_by().values("pk"))
        if kept.contest.state == "put" and not user.has_perm("cases.contest_finding", kept.contest):
            raise Http404
        payload = {"name": kept.name, "sha256": kept.file.sha256}
        note_read("cases.contest_file_read", actor=user, target=kept.contest, part=kept.pk, payload=payload)
        return serve(kept.file, kept.name)


def _files(request: HttpRequest, contest: FindingContest, error: UserError | None) -> HttpResponse:
    """The files of a contest that is being written, as a fragment."""
    held = FindingContest.objects.get(pk=contest.pk)
    context = {
        "object": held,
        "files": list(held.evidence.select_related("file")),
        "editable": held.state == "put",
        "error": error,
    }
    return render(request, "cases/_contest_evidence.html", context, status=422 if error else 200)
