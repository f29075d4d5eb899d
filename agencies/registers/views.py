"""登记簿的页面：模板、导入、登记一行、修改一行。每个登记簿都是这四页，加上它自己的列表。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from agencies.access.person import person
from agencies.registers import services
from agencies.registers.comparing import LIMITS, State
from agencies.registers.declaration import Entry, Register
from agencies.registers.forms import ImportForm, RowForm
from agencies.registers.history import history
from agencies.selectors import editable_agency_names
from supervision.tabular import write_template
from supervision.web.edge import ORDINARY_BODY
from supervision.web.errors import UserError
from supervision.web.export_views import export_of
from supervision.web.throttling import EXPORT, UPLOAD
from supervision.web.views import ListPage, Page, TakesForm
from supervision.workflow import Conflict

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "agencies.registers"
LOOK_LASTS = 3600
"""Seconds for which a preview may be confirmed."""
SHOWN = 200
"""How many rows of each kind a preview shows."""


class RegisterPage(Page):
    """A page of one register, for who keeps it."""

    register: Register

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if why := self.register.why_not(person(request)):
            raise PermissionDenied(why)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = ((self.register.name, reverse(self.register.list_url)),)
        return super().get_context_data(register=self.register, breadcrumb=crumbs, **kwargs)


class Template(RegisterPage):
    """下载模板。"""

    throttle = EXPORT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The workbook to fill in."""
        table = self.register.table
        return FileResponse(write_template(table), as_attachment=True, filename=f"{table.name}登记模板.xlsx", content_type=XLSX)


class Import(RegisterPage):
    """导入: a file is looked at, then confirmed. Nothing is written before; then all of it or nothing."""

    throttle = UPLOAD
    largest_body = LIMITS.max_bytes + ORDINARY_BODY
    template_name = "registers/import.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The preview of a file, or the deed."""
        if "look" in request.POST:
            return self._take(request)
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                look = services.look(register=self.register, file=file, name=file.name, actor=person(request))
            except UserError as refusal:
                form.add_error("file", str(refusal))
            else:
                return self.render_to_response(self.get_context_data(form=ImportForm(), look=look))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _take(self, request: HttpRequest) -> HttpResponse:
        try:
            kept = signing.loads(request.POST["look"], salt=SALT, max_age=LOOK_LASTS)
            if (kept.pop("register"), kept.pop("person")) != (self.register.key, person(request).pk):
                raise signing.BadSignature
        except signing.BadSignature:
            messages.error(request, "预览已经过期，没有写入。请重新上传文件。")
            return HttpResponseRedirect(request.path)
        try:
            counts = services.take(register=self.register, actor=person(request), **kept)
        except (Conflict, UserError) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        unit = self.register.unit
        messages.success(request, f"已登记：新增 {counts['added']:,} {unit}，变更 {counts['changed']:,} {unit}。")
        return HttpResponseRedirect(reverse(self.register.list_url))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", ImportForm())
        look = kwargs.get("look")
        told = self._told(look) if look else {}
        return super().get_context_data(
            title=f"导入{self.register.name}",
            template_url=reverse(f"{self.register.list_url.removesuffix('_list')}_template"),
            **told,
            **kwargs,
        )

    def _told(self, look: services.Look) -> dict[str, Any]:
        """What a file would change, for the page."""
        found, register = look.comparison, self.register
        counts = found.counts
        kept = {
            "register": register.key,
            "person": person(self.request).pk,
            "sha256": look.sha256,
            "name": look.name,
            "digest": found.digest,
        }
        return {
            "figures": [
                {"label": label, "value": f"{counts[state]:,}"}
                for state, label in zip(State, ("新增", "变更", "未变", "不能登记"), strict=True)
            ],
            "refused": [problem for line in found.of(State.REFUSED) for problem in line.problems][:SHOWN],
            "changed": [
                (line.number, register.title(line.values), line.differences(register)) for line in found.of(State.CHANGED)[:SHOWN]
            ],
            "added": [(line.number, register.title(line.values)) for line in found.of(State.ADDED)[:SHOWN]],
            "shown": SHOWN,
            "token": ""
            if counts[State.REFUSED] or not counts[State.ADDED] + counts[State.CHANGED]
            else signing.dumps(kept, salt=SALT),
        }


class Row(TakesForm, RegisterPage):
    """修改一行，或者登记一行。"""

    template_name = "registers/row.html"
    entry: Entry | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "pk" in kwargs:
            rows = self.register.rows(person(request)).filter(pk=kwargs["pk"])
            self.entry = next(self.register.entries(rows), None)
            if self.entry is None:
                self._refuse()
        return super().dispatch(request, *args, **kwargs)

    def _refuse(self) -> None:
        """403 for a row that this person sees and may not change, 404 for any other."""
        model: Any = self.register.model
        seen = model.objects.visible_to(self.request.user) if hasattr(model.objects, "visible_to") else model.objects
        if seen.filter(pk=self.kwargs["pk"]).exists():
            raise PermissionDenied(f"您的岗位不能修改这一{self.register.unit}。")
        raise Http404

    def form_of(self, data: Any = None) -> RowForm:
        return RowForm(self.register, self.entry, data)

    def act(self, form: RowForm) -> HttpResponse:
        if self.entry is not None and form.cleaned_data["seen"] != self.entry.digest:
            raise UserError("您打开之后别人修改了这一行，没有保存。", remedy="请重新打开，核对后再修改。")
        try:
            services.save(
                register=self.register,
                entry=self.entry,
                values=form.values(),
                reason=form.cleaned_data["reason"],
                actor=person(self.request),
            )
        except Conflict as refusal:
            raise UserError(str(refusal)) from None
        messages.success(self.request, "已保存，变更经过记在本页。" if self.entry else f"已登记一{self.register.unit}。")
        return HttpResponseRedirect(self.request.path if self.entry else reverse(self.register.list_url))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = self.register.name
        names = editable_agency_names(person(self.request), self.register.edit) if self.register.table.has("agency") else []
        return super().get_context_data(
            title=self.register.title(self.entry.values) if self.entry else f"登记{name}",
            entry=self.entry,
            elsewhere=self.register.elsewhere(self.entry) if self.entry else None,
            spans=self.register.spans(self.entry, person(self.request)) if self.entry else [],
            past=history(self.register, self.entry) if self.entry else [],
            agency_names=names,
            **kwargs,
        )


class RegisterList(ListPage):
    """The list of a register: search, filters and export as in every list; for who keeps it, the ways to change it."""

    register: Register
    ascending = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, key = person(self.request), self.register.list_url.removesuffix("_list")
        keeps = user.has_perm(self.register.edit) and not self.register.why_not(user)
        urls = {"new": reverse(f"{key}_new"), "import": reverse(f"{key}_import")} if keeps else {}
        found = super().get_context_data(register_urls=urls, row_url=key if keeps else "", **kwargs)
        return {**found, "form": self.form, "lead": self.register.lead}


def routes_of(register: Register, address: str, page: type[ListPage], *, row: str = "<int:pk>/") -> list[URLPattern]:
    """The routes of one register: list, export, template, import, a new row, one row (at `row`, where a page of its own shows the thing)."""
    key = register.key

    def view(kind: type[RegisterPage]) -> Any:
        own = {
            "register": register,
            "model": register.model,
            "permission": register.edit,
            "__doc__": f"{register.name}：{kind.__doc__}",
        }
        made: type[Any] = type(f"{type(register).__name__}{kind.__name__}", (kind,), own)
        return made.as_view()

    return [
        path(f"{address}/", page.as_view(), name=f"{key}_list"),
        path(f"{address}/export/", export_of(page), name=f"{key}_list_export"),
        path(f"{address}/template.xlsx", view(Template), name=f"{key}_template"),
        path(f"{address}/import/", view(Import), name=f"{key}_import"),
        path(f"{address}/new/", view(Row), name=f"{key}_new"),
        path(f"{address}/{row}", view(Row), name=key),
    ]
