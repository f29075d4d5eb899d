"""公文真伪核验：任何人可问，只答该答的。"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
import redis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from notices.models import Instrument
from supervision.documents import genuineness
from supervision.documents.models import IssuedPaper
from tests.cast import Cast
from tests.notices import builders


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(settings: Any) -> None:
    client = redis.Redis.from_url(settings.REDIS_URL)
    for key in client.scan_iter("genuine:*"):
        client.delete(key)


@pytest.fixture
def issued(cast: Cast) -> Instrument:
    return builders.delivered(cast)


def ask(code: str, file: bytes | None = None) -> str:
    form: dict[str, Any] = {"code": code}
    if file is not None:
        form["file"] = SimpleUploadedFile("公文.pdf", file)
    return str(Client().post(reverse("trail:genuine"), form).content.decode())


def test_the_code_is_on_the_paper_and_finds_it_without_an_account(issued: Instrument):
    page = ask(issued.verify_code)
    assert "属实：本平台发出过这份公文" in page
    for told in (issued.number, issued.issuer.name):
        assert told in page
    for untold in (issued.title, issued.agency.name, issued.matter.number):
        assert untold not in page


def test_pdf_and_docx_carry_code_and_address(issued: Instrument):
    for page in PdfReader(io.BytesIO(issued.pdf.read())).pages:
        words = "".join(page.extract_text().split())
        assert f"核验码：{issued.verify_code}" in words
        assert genuineness.address() in words
    with zipfile.ZipFile(io.BytesIO(issued.docx.read())) as docx:
        feet = "".join(docx.read(name).decode() for name in docx.namelist() if "footer" in name)
    assert issued.verify_code in feet
    assert genuineness.address() in feet


def test_a_file_is_compared_byte_by_byte(issued: Instrument):
    pdf, docx = issued.pdf.read(), issued.docx.read()
    assert "文件未经改动" in ask(issued.verify_code, pdf)
    assert "文件未经改动" in ask(issued.verify_code, docx)
    changed = pdf[:-200] + bytes([pdf[-200] ^ 1]) + pdf[-199:]
    assert "核验码属实，但文件不同" in ask(issued.verify_code, changed)


def test_a_slip_of_the_pen_is_told_and_an_unknown_code_tells_nothing(issued: Instrument):
    slip = issued.verify_code[:-1] + ("0" if issued.verify_code[-1] != "0" else "1")
    assert "核验码抄写有误" in ask(slip)
    pages = {re.sub(r'value="[^"]*"', "", ask(genuineness.new_code())) for _ in range(3)}
    assert len(pages) == 1
    assert "没有查到" in pages.pop()


def test_a_code_is_read_as_people_write_it(issued: Instrument):
    code = issued.verify_code
    for written in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", code.replace("0", "O").replace("1", "l")):
        assert genuineness.normalised(written) == code


def test_every_single_wrong_character_and_neighbouring_swap_is_a_slip():
    code = genuineness.new_code().replace("-", "")
    for at in range(len(code)):
        for char in genuineness.ALPHABET:
            if char != code[at]:
                assert genuineness.normalised(code[:at] + char + code[at + 1 :]) == ""
        if at and code[at] != code[at - 1] and {code[at], code[at - 1]} != {"0", "Z"}:
            assert genuineness.normalised(code[: at - 1] + code[at] + code[at - 1] + code[at + 1 :]) == ""


def test_the_square_code_only_fills_in_the_form(issued: Instrument):
    page = Client().get(reverse("trail:genuine"), {"code": issued.verify_code}).content.decode()
    assert f'value="{issued.verify_code}"' in page
    assert issued.number not in page


def test_each_issued_paper_is_registered_once_with_its_files(issued: Instrument):
    paper = IssuedPaper.objects.get()
    assert (paper.code, paper.number, paper.pdf_id, paper.docx_id) == (
        issued.verify_code,
        issued.number,
        issued.pdf_id,
        issued.docx_id,
    )
