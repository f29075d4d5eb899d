"""证明材料。"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import ResponseAttachment
from notices.services import evidence, responding
from supervision.audit.models import AuditEvent
from supervision.uploads import MOST_BYTES, check_evidence
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders
from tests.uploads import files

GOOD = {
    "整改报告.pdf": builders.PDF_BYTES,
    "现场.JPG": files.jpeg(),
    "现场.jpeg": files.jpeg(comment=b"camera"),
    "截图.png": files.png(),
    "说明.docx": builders.office_bytes("word/document.xml"),
    "台账.xlsx": builders.office_bytes("xl/workbook.xml"),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_allowed_kinds_are_kept_under_their_hash(cast: Cast, name: str) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    kept = evidence.attach_evidence(
        instrument=instrument, answer_id=answer.pk, name=name, content=GOOD[name], actor=cast.housing_officer
    )
    assert kept.file.read() == GOOD[name]
    assert AuditEvent.objects.get(verb="notices.attachment.added").payload["sha256"] == kept.file.sha256


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("病毒.exe", b"MZ"),
        ("网页.html", b"<html>"),
        ("图.svg", b"<svg/>"),
        ("没有扩展名", builders.PDF_BYTES),
        ("假.pdf", b"<html>%PDF-"),
        ("假.png", builders.PDF_BYTES),
        ("假.docx", builders.office_bytes("xl/workbook.xml")),
        ("假.xlsx", b"PK\x03\x04 not a zip"),
        ("空.pdf", b""),
    ],
)
def test_other_kinds_and_disguises_are_refused(cast: Cast, name: str, content: bytes) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    with pytest.raises(UserError):
        evidence.attach_evidence(
            instrument=instrument, answer_id=answer.pk, name=name, content=content, actor=cast.housing_officer
        )
    assert not ResponseAttachment.objects.exists()


def test_a_file_of_twenty_megabytes_is_taken_and_one_byte_more_is_not() -> None:
    most = builders.PDF_BYTES + b"0" * (MOST_BYTES - len(builders.PDF_BYTES))
    assert check_evidence("大.pdf", most) == "application/pdf"
    with pytest.raises(UserError, match="20 MB"):
        check_evidence("大.pdf", most + b"0")


def test_the_same_file_twice_is_refused(cast: Cast) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    for again in (False, True):
        if again:
            with pytest.raises(UserError, match="已经上传过"):
                evidence.attach_evidence(
                    instrument=instrument,
                    answer_id=answer.pk,
                    name="b.pdf",
                    content=builders.PDF_BYTES,
                    actor=cast.housing_officer,
                )
        else:
            evidence.attach_evidence(
                instrument=instrument, answer_id=answer.pk, name="a.pdf", content=builders.PDF_BYTES, actor=cast.housing_officer
            )
    assert ResponseAttachment.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/报告.pdf", "报告.pdf"),
        ("C:\\桌面\\报告.pdf", "报告.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_lose_folders_and_unseen_characters(given: str, kept: str) -> None:
    assert evidence.clean_name(given) == kept


def test_evidence_is_removed_while_the_round_is_open_and_not_after(cast: Cast) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    kept = [
        evidence.attach_evidence(
            instrument=instrument,
            answer_id=answer.pk,
            name=f"{n}.pdf",
            content=builders.PDF_BYTES + bytes([n]),
            actor=cast.housing_officer,
        )
        for n in (1, 2)
    ]
    evidence.remove_evidence(
        instrument=instrument, answer_id=kept[0].item_response_id, attachment_id=kept[0].pk, actor=cast.housing_officer
    )
    assert ResponseAttachment.objects.get() == kept[1]
    assert AuditEvent.objects.filter(verb="notices.attachment.removed").count() == 1

    builders.answer_all(instrument, cast.housing_officer)

    responding.respond(instrument=instrument, actor=cast.housing_officer)
    with pytest.raises(NotAllowed):
        evidence.remove_evidence(
            instrument=builders.fresh(instrument),
            answer_id=kept[1].item_response_id,
            attachment_id=kept[1].pk,
            actor=cast.housing_officer,
        )


def test_nobody_else_adds_evidence(cast: Cast) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    with pytest.raises(PermissionDenied):
        evidence.attach_evidence(
            instrument=instrument, answer_id=answer.pk, name="a.pdf", content=builders.PDF_BYTES, actor=cast.county_supervisor
        )
