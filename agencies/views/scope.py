"""范围：市级监督人员看一个县。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from agencies.access.person import person
from agencies.selectors import SCOPE_SESSION_KEY, scope_choices
from supervision.web.permissions import SIGNED_IN


class ChooseScope(View):
    """Keeps the chosen region in the session and goes back; a region outside one's scope is ignored."""

    permission = SIGNED_IN

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("scope", "")
        if chosen in {code for code, _name in scope_choices(person(request))}:
            request.session[SCOPE_SESSION_KEY] = chosen
        back = request.POST.get("next", "/")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
            back = "/"
        return HttpResponseRedirect(back)
