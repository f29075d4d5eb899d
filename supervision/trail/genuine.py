"""公文真伪核验：任何人凭核验码核对，不需要账号。

Tells whether a code is on the register: kind, number, issuer, date, and nothing else. A code with a wrong check character is a slip of
the pen, which anyone could work out alone; a code that is not on the register is answered the same whatever else exists. A file is
hashed and compared, never kept.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from supervision.documents import genuineness
from supervision.documents.models import IssuedPaper
from supervision.web.permissions import PUBLIC
from supervision.web.throttling import PUBLIC_PAGE
from supervision.web.views import Page

LARGEST = 20 * 1024 * 1024


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
    throttle = PUBLIC_PAGE
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
