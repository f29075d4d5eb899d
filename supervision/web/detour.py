"""绕行：先去登录、验证，再回到原来的页面。"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def page_of(request: HttpRequest) -> str:
    """The page to come back to: this address, or for a form or fragment the page that it stands on."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not _is_ours(request, page):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    there = urlsplit(page)
    return f"{there.path}?{there.query}" if there.query else there.path


def detour(request: HttpRequest, url_name: str) -> HttpResponse:
    """Send the person to another page that leads back here; a fragment sends the whole page."""
    url = f"{resolve_url(url_name)}?{urlencode({'next': page_of(request)}, safe='/')}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def way_back(request: HttpRequest) -> str:
    """Where `next` of the form or the address leads; the home page when that is missing or not ours."""
    back = request.POST.get("next") or request.GET.get("next", "")
    return back if back and _is_ours(request, back) else resolve_url(settings.LOGIN_REDIRECT_URL)


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
