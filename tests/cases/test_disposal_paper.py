"""鉴定销毁清单的核验码：销毁完成的清单有，草稿没有；任何人可以核验，看不到清单上有什么。"""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from supervision.documents import genuineness
from supervision.documents.models import IssuedPaper
from tests.cases import keeping


def words_of(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.django_db(transaction=True)
def test_the_carried_out_list_has_a_code_by_which_anyone_checks_it_and_its_draft_has_none(cast, sign_in):
    keeping.verified_periods()
    keeping.old_cases(cast.county_housing, 2)
    keeping.archive_all()
    made = keeping.approved(cast, keeping.legal_reviewer(cast.county_bureau))
    supervisor = sign_in(cast.county_supervisor)
    draft = supervisor.get(f"/disposals/{made.pk}/paper.pdf").content
    assert not any("核验码" in page for page in words_of(draft))
    assert not IssuedPaper.objects.exists()
    with keeping.as_worker():
        keeping.work()
    made.refresh_from_db()
    paper = IssuedPaper.objects.get()
    assert (paper.kind, paper.number, paper.issuer) == ("鉴定销毁清单", made.number, cast.county_bureau.name)
    assert (paper.pdf_id, paper.docx_id, paper.issued_on) == (made.pdf_id, made.docx_id, timezone.localdate(made.finished_at))
    served = b"".join(supervisor.get(f"/disposals/{made.pk}/paper.pdf").streaming_content)
    assert all(f"核验码：{paper.code}" in page and genuineness.address() in page for page in words_of(served))
    with zipfile.ZipFile(io.BytesIO(made.docx.read())) as docx:
        assert paper.code in "".join(docx.read(name).decode() for name in docx.namelist() if "footer" in name)
    # Anyone may ask; told is what is told of every paper, and nothing of what is on the list.
    asked = Client().post("/verify/", {"code": paper.code, "file": SimpleUploadedFile("清单.pdf", served)}).content.decode()
    for told in ("属实", "文件未经改动", made.number, cast.county_bureau.name):
        assert told in asked
    untold = [made.title, cast.county_housing.name, "孙法审", *made.items.values_list("number", flat=True)]
    assert not [words for words in untold if words in asked]
    altered = served[:-200] + bytes([served[-200] ^ 1]) + served[-199:]
    asked = Client().post("/verify/", {"code": paper.code, "file": SimpleUploadedFile("清单.pdf", altered)}).content.decode()
    assert "核验码属实，但文件不同" in asked
