"""导出的网址：每个可以导出的列表一个，按列表本身的筛选和范围。"""

from __future__ import annotations

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from supervision.web import menu
from supervision.web.errors import UserError
from supervision.web.exporting import FORMS, counted, export_list
from supervision.web.fresh import ask_proof, is_fresh
from supervision.web.list_tables import Exported
from supervision.web.throttling import EXPORT
from supervision.web.views import ListPage

TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


class ListExport(ListPage):
    """Beside a list page: all the rows that its filters show this person, in its order, as a file.

    Two rights are asked: the list's own, and the right to take it out, which reaches no further than the post that holds it. A POST, because
    an export is a deed: it is numbered and traced.
    """

    throttle = EXPORT
    http_method_names = ["post", "options"]
    exported: Exported
    list_permission: str

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file; 再次验证 first when it is long; UserError when it is too long."""
        actor: Any = request.user
        if not actor.has_perm(self.list_permission) or not actor.has_perm(self.permission):
            raise PermissionDenied("您的岗位没有导出此列表的权限。")
        return hand_out(request, exported=self.exported, rows=self.rows(), wanted=self.in_words())

    def rows(self) -> QuerySet[Any]:
        """What the list shows, as far as the right to export reaches, in the list's order."""
        rows: Any = self.filter_rows(self.get_queryset())
        return rows.visible_to(self.request.user, self.permission).order_by(*self.order())

    def in_words(self) -> dict[str, str]:
        """The filters, and the county to which the frame is narrowed."""
        chip = menu.provided("scope", self.request)
        return ({"范围": chip.label} if chip else {}) | self.wanted()


def hand_out(request: HttpRequest, *, exported: Exported, rows: QuerySet[Any], wanted: dict[str, str]) -> HttpResponseBase:
    """Rows as the file that was asked for; 再次验证 first when they are many. Raises UserError when they are too many, or no form is named."""
    actor: Any = request.user
    form = request.POST.get("form", "")
    if form not in FORMS:
        raise UserError("没有选择导出的格式。", where="导出", remedy="请从列表上方的“导出”选择 Excel 或 CSV。")
    if counted(rows) > settings.EXPORT_FRESH_ROWS and not is_fresh(request.session):
        return ask_proof(request, "导出")
    made = export_list(
        exported=exported, rows=rows, form=form, wanted=wanted, body=actor.bodies(exported.permission), actor=actor
    )
    return downloaded(made.file, f"{exported.name} {made.number}.{form}", TYPES[form])


def downloaded(file: IO[bytes], name: str, media_type: str) -> FileResponse:
    """A file that goes out and is kept nowhere on its way."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response["Cache-Control"] = "no-store, private"
    return response


def export_of(page: type[ListPage]) -> Any:
    """The view that exports a list page."""
    exported = page.exported
    if exported is None:
        raise TypeError(f"{page.__name__} names no `exported`")
    own = {"permission": exported.permission, "list_permission": page.permission, "__doc__": f"{exported.name}导出。"}
    view: type[Any] = type(f"{page.__name__}Export", (ListExport, page), own)
    return view.as_view()
