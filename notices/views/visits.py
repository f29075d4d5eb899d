"""监督检查（暗访）记录的登记页面。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from notices.forms import VisitForm
from notices.models import Matter
from notices.selectors.matters import matter_rows
from notices.services import visits
from notices.services.acting import acting_body
from supervision.web.errors import UserError
from supervision.web.views import ObjectPage
from supervision.workflow import NotAllowed


class WriteVisit(ObjectPage):
    """记录监督检查: who was there, where, and what they saw."""

    permission = visits.PERMISSION
    model = Matter
    title = "记录监督检查"
    template_name = "notices/visit_new.html"
    breadcrumb = (("监督事项", "/matters/"),)
    http_method_names = ["get", "post", "head", "options"]

    def get_queryset(self) -> QuerySet[Matter]:
        return matter_rows(self.request.user)  # type: ignore[arg-type]

    def _form(self, data: Any = None) -> VisitForm:
        actor: Any = self.request.user
        colleagues = visits.colleagues_of(acting_body(actor, self.permission, self.object), timezone.localdate())
        open_to = [one for one in colleagues if self.object.agency_id not in one.barred]
        return VisitForm(open_to, data, initial={"members": [actor.pk]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self._form()
        return super().get_context_data(form=form, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Any = request.user
        form, error = self._form(request.POST), None
        if form.is_valid():
            try:
                visits.write_visit(matter=self.object, text=form.text(), actor=actor)
            except NotAllowed as refusal:
                error = UserError(refusal.message)
            except UserError as problem:
                error = problem
            else:
                messages.success(request, "已记录。")
                return HttpResponseRedirect(self.object.get_absolute_url())
        return self.render_to_response(self.get_context_data(form=form, error=error), status=422)
