"""表头映射：列表、上传样例、绘制与预览、启用、停用。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agencies.access.person import person
from cases.choices import CaseKind, ProfileState
from cases.columns import TEMPLATES
from cases.columns.drawing import Drawing, faults
from cases.drawing_forms import DrawingForm, SampleForm, VersionForm
from cases.intake.sampling import LIMITS, Sample, preview
from cases.models import DrawnProfile
from cases.selectors import profiles as selectors
from cases.services import profiles as services
from supervision.web.edge import ORDINARY_BODY
from supervision.web.errors import UserError
from supervision.web.throttling import UPLOAD
from supervision.web.views import ActionView, ListPage, ObjectPage, Page, TakesForm

VIEW, DRAW = "cases.view_profile", selectors.DRAW
HOME = ("表头映射", "/profiles/")


class ProfileFilter(forms.Form):
    """Filters of the list; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *ProfileState.choices])
    kind = forms.ChoiceField(label="种类", required=False, choices=[("", "全部"), *CaseKind.choices])


class ProfileList(ListPage):
    """The profiles within reach, newest first, and one's own drafts."""

    permission = VIEW
    model = DrawnProfile
    template_name = "cases/profiles.html"
    title = "表头映射"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "drawn_by").defer("sample")

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = ProfileFilter(self.request.GET)
        self.form.is_valid()
        return rows.filter(**{name: value for name, value in self.form.cleaned_data.items() if value})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form, "may_draw": self.request.user.has_perm(DRAW)}


class TakesSample(TakesForm):
    """A form with a sample in it."""

    request: HttpRequest
    throttle = UPLOAD
    largest_body = LIMITS.max_bytes + ORDINARY_BODY

    def begun(self, file: Any, **facts: Any) -> HttpResponse:
        """A draft, and on to drawing it."""
        draft = services.begin(file=file, file_name=file.name, actor=person(self.request), **facts)
        return HttpResponseRedirect(reverse("cases:profile_draw", args=[draft.pk]))


class NewProfile(TakesSample, Page):
    """Upload a sample."""

    permission = DRAW
    template_name = "cases/profile_new.html"
    title = "绘制表头映射"
    breadcrumb = (HOME,)

    def form_of(self, data: Any = None) -> SampleForm:
        user = person(self.request)
        agencies, for_all = selectors.agencies_to_draw_for(user), selectors.draws_for_all(user)
        return SampleForm(data, None if data is None else self.request.FILES, agencies=agencies, for_all=for_all)

    def act(self, form: SampleForm) -> HttpResponse:
        wanted = form.cleaned_data
        return self.begun(wanted["file"], name=wanted["name"], kind=CaseKind(wanted["kind"]), agency=wanted["agency"])


class NewVersion(TakesSample, ObjectPage):
    """The next version of a profile, from a sample of today."""

    permission = DRAW
    model = DrawnProfile
    template_name = "cases/profile_new.html"
    breadcrumb = (HOME,)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(state=ProfileState.ACTIVE).select_related("agency")

    def admit(self) -> None:
        if not selectors.may_draw(self.request.user, self.object):
            raise PermissionDenied("这份映射不在您的管理范围内。")

    def form_of(self, data: Any = None) -> VersionForm:
        return VersionForm(data, None if data is None else self.request.FILES)

    def act(self, form: VersionForm) -> HttpResponse:
        old = self.object
        return self.begun(form.cleaned_data["file"], name=old.name, kind=CaseKind(old.kind), agency=old.agency, replaces=old)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "title": f"{self.object.name}：新版本"}


class DrawProfile(ObjectPage):
    """Draw: each column of the sample to a column of the standard, and see the first rows as they would be stored."""

    permission = DRAW
    model = DrawnProfile
    template_name = "cases/profile_draw.html"

    def get_queryset(self) -> QuerySet[Any]:
        mine = super().get_queryset().filter(state=ProfileState.DRAFT, drawn_by=self.request.user.pk)
        return mine.select_related("agency", "replaces")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """预览, 启用 or 放弃. What was drawn is kept whatever comes of it."""
        draft, actor = self.object, person(request)
        action = request.POST.get("action", "preview")
        if action == "drop":
            services.throw_away(profile=draft, actor=actor)
            messages.success(request, "草稿和样例已清除。")
            return HttpResponseRedirect(reverse("cases:profiles"))
        try:
            self.object = services.keep(profile=draft, drawing=self._form().read(request.POST), actor=actor)
            if action == "activate":
                done = services.activate(profile=draft, actor=actor)
                messages.success(request, f"“{done}”已启用：今后有这些表头的文件按它读取。样例已清除。")
                return HttpResponseRedirect(done.get_absolute_url())
        except UserError as refusal:
            wrong = self._faults() or [str(refusal)]
            return self.render_to_response(self.get_context_data(wrong=wrong), status=422)
        wrong = self._faults()
        if wrong:
            return self.render_to_response(self.get_context_data(wrong=wrong))
        return self.render_to_response(self.get_context_data(**self._tried()))

    def _form(self) -> DrawingForm:
        kept: Any = self.object.sample
        return DrawingForm(Sample.from_json(kept if isinstance(kept, str) else kept.reveal()), self._kind, self.object.drawing)

    @property
    def _kind(self) -> CaseKind:
        return CaseKind(self.object.kind)

    def _faults(self) -> list[str]:
        return faults(self.object.drawing, self._kind)

    def _tried(self) -> dict[str, Any]:
        try:
            rows = preview(self._form().sample, self.object.drawing, self._kind, name=str(self.object))
        except UserError as refusal:
            return {"wrong": [str(refusal)]}
        return {"tried": rows, "refused": sum(row.refused for row in rows)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self._form()
        return super().get_context_data(
            breadcrumb=(HOME,),
            drawing=form,
            lines=list(form.lines()),
            shown=form.sample.rows[:1],
            file=form.sample.file_name,
            **kwargs,
        ) | {"title": f"绘制：{self.object.name}"}


class ProfilePage(ObjectPage):
    """One version: what is mapped to what, and the batches that were read by it."""

    permission = VIEW
    model = DrawnProfile
    template_name = "cases/profile.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().exclude(state=ProfileState.DRAFT).select_related("agency", "drawn_by", "replaces")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profile: DrawnProfile = self.object
        return super().get_context_data(
            breadcrumb=(HOME,),
            lines=_lines(profile.drawing, CaseKind(profile.kind)),
            fixed=_labelled(profile.drawing.fixed, CaseKind(profile.kind)),
            drawing=profile.drawing,
            batches=selectors.batches_read_by(profile, self.request.user),
            may_draw=selectors.may_draw(self.request.user, profile) and profile.state == ProfileState.ACTIVE,
            **kwargs,
        )


def _lines(drawing: Drawing, kind: CaseKind) -> list[tuple[str, str, dict[str, str]]]:
    """Heading, column, words; those left out last."""
    table = TEMPLATES[kind]
    used = [(heading, table.column(key).label, dict(drawing.words.get(key, {}))) for heading, key in drawing.columns.items()]
    return [*used, *((heading, "", {}) for heading in drawing.ignored)]


def _labelled(fixed: Any, kind: CaseKind) -> list[tuple[str, str]]:
    return [(TEMPLATES[kind].column(key).label, value) for key, value in fixed.items()]


class RetireProfile(ActionView):
    """停用."""

    permission = DRAW
    model = DrawnProfile

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().exclude(state=ProfileState.DRAFT).select_related("agency")

    def admits(self) -> bool:
        return selectors.may_draw(self.request.user, self.object)

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        done = services.retire(profile=self.object, actor=person(request))
        return f"“{done}”已停用：今后的文件不再按它读取，已入库的批次不变。"
