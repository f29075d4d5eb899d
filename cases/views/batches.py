"""数据报送：上传、批次、未入库的行。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from agencies.access.person import person
from agencies.models import Agency
from agencies.selectors import narrowed
from cases.choices import BatchState, CaseKind
from cases.columns import MUST_HAVE, TEMPLATES
from cases.exports import BATCHES
from cases.intake import progress
from cases.intake.drawn import read_by
from cases.models import ImportBatch
from cases.selectors import batches as selectors
from cases.selectors.profiles import usable_by
from cases.selectors.results import STATUS
from cases.services import batches as services
from cases.services.pushing import MOST_RECORDS
from supervision.tabular import Limits, write_rejected, write_template
from supervision.web.edge import ORDINARY_BODY
from supervision.web.errors import UserError
from supervision.web.inputs import whole
from supervision.web.throttling import EXPORT, UPLOAD
from supervision.web.views import ActionView, ListPage, ObjectPage, Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALL = [("", "全部")]
API_OUTCOMES = [(number, outcome.value, outcome.label) for outcome, number in STATUS.items()]


class UploadForm(forms.Form):
    """What to report, for whom, and the file."""

    kind = forms.ChoiceField(label="记录种类", choices=CaseKind.choices, widget=forms.RadioSelect, initial=CaseKind.PENALTY)
    agency = forms.ModelChoiceField(label="报送单位", queryset=Agency.objects.none(), empty_label="请选择")
    file = forms.FileField(
        label="文件",
        help_text="可以把文件拖到这里。CSV 不超过 200 MB、100 万行，XLSX、XLS 不超过 20 MB；按内容辨认，不看扩展名。",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"}),
        error_messages={"empty": "文件是空的（0 字节）。请核对后重新选择。", "required": "请选择要报送的文件。"},
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        field.queryset = agencies  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = "不在您可以报送的单位之内。请从列表中选择。"
        if len(agencies) == 1:
            field.initial, field.empty_label = agencies[0], None  # type: ignore[attr-defined]
            field.help_text = "您只能报送本单位的数据。"

    def clean_file(self) -> Any:
        """The size is checked before a byte is read."""
        file = self.cleaned_data["file"]
        limit = Limits().max_bytes
        if file.size > limit:
            raise forms.ValidationError(f"文件有 {file.size // 2**20} MB，超过 {limit // 2**20} MB。请拆成几个文件，分别上传。")
        return file


class Upload(Page):
    """Choose kind, agency and file; what will be checked stands beside."""

    permission = "cases.upload"
    throttle = UPLOAD
    largest_body = Limits().max_bytes + ORDINARY_BODY
    template_name = "cases/upload.html"
    title = "数据报送"

    def form(self, *args: Any) -> UploadForm:
        """The form with the agencies this person may report for."""
        return UploadForm(*args, agencies=selectors.reporting_agencies(self.request.user))  # type: ignore[arg-type]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Receive the file; storing and checking is the worker's work."""
        form = self.form(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                batch, created = services.receive(
                    content=file,
                    name=file.name,
                    agency=form.cleaned_data["agency"],
                    kind=CaseKind(form.cleaned_data["kind"]),
                    actor=request.user,
                )
            except UserError as error:
                form.add_error("file", str(error))
            else:
                if not created:
                    messages.info(request, "这份内容此前已经报送过，没有重复入库。以下是那一次的结果。")
                return HttpResponseRedirect(batch.get_absolute_url())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        needed = [(CaseKind(kind).label, [TEMPLATES[kind].column(key).label for key in keys]) for kind, keys in MUST_HAVE.items()]
        return super().get_context_data(
            templates=[(kind.label, reverse("cases:template", args=[kind])) for kind in CaseKind],
            needed=needed,
            profiles=usable_by(kwargs["form"].fields["agency"].queryset, person(self.request)),
            breadcrumb=(("批次", reverse("cases:batches")),),
            **{key: value for key, value in kwargs.items() if key != "breadcrumb"},
        )


class Template(View):
    """The workbook to fill in, with code lists and explanations."""

    permission = "cases.upload"
    throttle = EXPORT

    def get(self, request: HttpRequest, kind: str) -> FileResponse:
        """One kind's template as XLSX."""
        if kind not in CaseKind.values:
            raise Http404
        table = TEMPLATES[CaseKind(kind)]
        return FileResponse(write_template(table), as_attachment=True, filename=f"{table.name}报送模板.xlsx", content_type=XLSX)


class ApiGuide(Page):
    """接口报送: how an agency's own system reports, for those who will connect it."""

    permission = "cases.upload"
    template_name = "cases/api_guide.html"
    title = "接口报送"
    breadcrumb = (("数据报送", "/batches/new/"),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(most=f"{MOST_RECORDS:,}", kinds=CaseKind.choices, outcomes=API_OUTCOMES, **kwargs)


class BatchFilter(forms.Form):
    """Filters of the batch list; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=ALL + BatchState.choices)
    kind = forms.ChoiceField(label="种类", required=False, choices=ALL + CaseKind.choices)


class BatchList(ListPage):
    """All batches in scope, newest first."""

    permission = "cases.view_batch"
    model = ImportBatch
    template_name = "cases/batches.html"
    title = "批次"
    exported = BATCHES

    def get_queryset(self) -> QuerySet[Any]:
        return (
            narrowed(super().get_queryset(), self.request)
            .select_related("agency", "uploaded_by")
            .defer("notes", "header", "source_index")
        )

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = BatchFilter(self.request.GET)
        self.form.is_valid()
        return rows.filter(**{name: value for name, value in self.form.cleaned_data.items() if value})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return {**found, "form": self.form, "may_upload": self.request.user.has_perm("cases.upload")}


class BatchPage(ObjectPage):
    """One batch: how far it is, then what became of every row."""

    permission = "cases.view_batch"
    model = ImportBatch
    template_name = "cases/batch.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "uploaded_by", "file")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        profile, drawn = read_by(batch.profile)
        context: dict[str, Any] = {"breadcrumb": (("批次", reverse("cases:batches")),), "profile": profile, "drawn": drawn}
        context["may_read_again"] = batch.has_refused and self.request.user.has_perm("cases.upload", batch.agency)
        if batch.state in (BatchState.QUEUED, BatchState.RUNNING):
            context["progress"] = shown_progress(batch)
        elif batch.state == BatchState.DONE:
            context |= self._rows(batch)
        elif selectors.header_refused(batch):
            context |= {"header_refused": True, "may_draw": self.request.user.has_perm("cases.draw_profile")}
        found = super().get_context_data(**kwargs)
        return {**found, **context}

    def _rows(self, batch: ImportBatch) -> dict[str, Any]:
        mended = selectors.has_mended(batch)
        wanted = self.request.GET.get("rows", "")
        refused = wanted == "refused" or (wanted != "mended" and (batch.refused > 0 or not mended))
        after, before = (whole(self.request.GET.get(name, "")) or 0 for name in ("after", "before"))
        page = selectors.told_rows(batch, refused=refused, after=after, before=before)
        told = [(row, [selectors.shown_problem(problem) for problem in row.problems]) for row in page.rows]
        tabs = [
            {"label": "未入库的行", "url": "?rows=refused", "current": refused, "count": batch.refused},
            {"label": "修正和说明", "url": "?rows=mended", "current": not refused, "count": None},
        ]
        return {"page": page, "told": told, "refused": refused, "row_tabs": tabs if mended else [], "figures": figures(batch)}


def figures(batch: ImportBatch) -> list[dict[str, Any]]:
    """The five figures that account for every row."""
    return [
        {"label": "新入库", "value": f"{batch.stored:,}", "note": "新的记录"},
        {"label": "修正后入库", "value": f"{batch.repaired:,}", "note": "新的记录，已修正"},
        {"label": "更新", "value": f"{batch.superseded:,}", "note": "更正了原有记录"},
        {"label": "重复未变", "value": f"{batch.unchanged:,}", "note": "与原有记录相同"},
        {"label": "未入库", "value": f"{batch.refused:,}", "note": "请改正后重新报送"},
    ]


def shown_progress(batch: ImportBatch) -> dict[str, Any]:
    """What the progress bar shows: the last hint, or that the batch waits."""
    hint = progress.read(batch.pk)
    if hint is None:
        title, done, total = "排队等待处理", 0, 0
    else:
        title, done, total = f"正在{hint.stage}", hint.done, hint.total
    return {"title": title, "done": done, "total": total, "unit": "行", "url": reverse("cases:batch_progress", args=[batch.pk])}


@method_decorator(never_cache, name="dispatch")
class BatchProgress(View):
    """The progress bar, asked for each second; when the batch is done the page is asked to load itself again."""

    permission = "cases.view_batch"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bar, or the word to reload."""
        batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
        if batch.state in (BatchState.DONE, BatchState.FAILED):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return render(request, "web/progress.html", {"progress": shown_progress(batch)})


class ReadAgain(ActionView):
    """重新核对: have what was not stored decided upon once more."""

    permission = "cases.upload"
    throttle = UPLOAD
    model = ImportBatch

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        services.read_again(batch=self.object, actor=request.user)
        return "已排队重新核对。已经入库的行不受影响。"


class RejectedRows(View):
    """The refused rows as a workbook, the reason beside each; it may be corrected and reported as it is."""

    permission = "cases.view_batch"
    throttle = EXPORT
    fresh = True

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The workbook: the cells as they came for the agency that sent them, masked for others. Who took it is recorded, and stands in
        the file."""
        batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
        own = selectors.may_see_original_cells(batch, request.user)
        services.note_export(batch=batch, actor=request.user, original=own)
        file = write_rejected(batch.header, selectors.refused_rows(batch, original=own), mark=self._mark(own))
        response = FileResponse(file, as_attachment=True, filename=f"批次{batch.pk}未入库的行.xlsx", content_type=XLSX)
        response["Cache-Control"] = "no-store, private"
        return response

    def _mark(self, own: bool) -> str:
        what = "含未脱敏的个人信息，仅供本单位更正后重新报送，用后删除" if own else "个人信息已遮盖；更正须由报送单位取回原文"
        moment = timezone.localtime().strftime("%Y-%m-%d %H:%M")
        return f"{what}。{person(self.request).display_name}（{person(self.request).username}）{moment} 导出，已留痕。"
