"""公文真伪核验：任何人凭核验码核对，不需要账号。

Tells whether a code is on the register: kind, number, issuer, date, and nothing else. A code with a wrong check character is a slip of
the pen, which anyone could work out alone; a code that is not on the register is answered the same whatever else exists. A file is
hashed and compared, never kept.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any

import redis
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from supervision.documents import genuineness
from supervision.documents.models import IssuedPaper
from supervision.web.permissions import PUBLIC
from supervision.web.views import Page

logger = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024
A_MINUTE = 20
"""Questions that one address may ask a minute."""


class CodeForm(forms.Form):
    """The code, and the file if there is one."""

    code = forms.CharField(label="核验码", max_length=40, help_text="印在公文每一页左下角，共十二位")
    file = forms.FileField(label="文件", required=False, help_text="可选：PDF 或 DOCX 原件，只计算摘要，不保存")

    def clean_code(self) -> str:
        code = genuineness.normalised(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError("核验码抄写有误，请对照公文再输入一次。")
        return code

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("文件超过 20 MB，不会是本平台发出的公文。")
        return file


class GenuinePage(Page):
    """Anyone enters a code."""

    permission = PUBLIC
    template_name = "trail/genuine.html"
    title = "公文真伪核验"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form; a code in the address (from the square code) only fills it in."""
        return self._answer(CodeForm(initial={"code": request.GET.get("code", "")[:40]}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer."""
        form = CodeForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._answer(form, status=422)
        if too_many(request.META.get("REMOTE_ADDR", "")):
            return self._answer(form, status=429, busy=True)
        paper = genuineness.look_up(form.cleaned_data["code"])
        file = form.cleaned_data["file"]
        return self._answer(form, asked=True, paper=paper, same=same_file(paper, file) if paper and file else None)

    def _answer(self, form: CodeForm, *, status: int = 200, **told: Any) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(form=form, **told), status=status)
        response["Cache-Control"] = "no-store"
        return response


def same_file(paper: IssuedPaper, file: Any) -> str:
    """ "PDF" or "DOCX" when the file is, byte for byte, the one that was sent out; "" otherwise."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return {paper.pdf.sha256: "PDF", paper.docx.sha256: "DOCX"}.get(digest.hexdigest(), "")


def too_many(address: str) -> bool:
    """Whether this address has asked too often this minute. Without Redis nobody is refused: a code cannot be guessed anyway."""
    key = f"genuine:{address}:{timezone.now():%H%M}"
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
        count = client.incr(key)
        client.expire(key, 120)
    except (redis.RedisError, OSError) as problem:
        logger.warning("questions about papers are not counted (%s)", problem)
        return False
    return int(count) > A_MINUTE
