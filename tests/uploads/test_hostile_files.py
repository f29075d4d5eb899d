"""敌意文件：四百多个，两扇门，每个都有写明的下场。

C5, C6. Through the pages, as a person would send them; what passes the door of records is then read by the worker's own code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from cases.choices import BatchState
from cases.models import ImportBatch
from cases.services import batches
from notices.models import ResponseAttachment
from supervision.documents.models import StoredFile
from tests.cast import build_cast
from tests.notices import builders
from tests.uploads.fates import TAKEN, Hostile
from tests.uploads.hostile import everything
from tests.web.walking import taken_back

pytestmark = pytest.mark.django_db
FILES = everything()


@dataclass(frozen=True)
class Doors:
    """A person who may send both, and where to."""

    client: Client
    agency: int
    evidence: str


@pytest.fixture(scope="module")
def doors(django_db_setup: None, django_db_blocker: Any) -> Iterator[Doors]:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        instrument = builders.handling(cast)
        answer = builders.open_answers(instrument)[0]
        client = Client()
        client.force_login(cast.housing_officer)
        yield Doors(client, cast.county_housing.pk, reverse("notices:attach_evidence", args=[instrument.pk, answer.pk]))
        transaction.set_rollback(True)


def upload(one: Hostile) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", one.content)
    file._name = one.name
    return file


def said(response: Any) -> str:
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


def test_C5_there_are_at_least_three_hundred_and_no_two_are_the_same() -> None:
    assert len(FILES) >= 300
    assert (
        len({(one.name, one.content, one.what) for one in FILES}) == len(FILES)
        or len({(one.name, one.content) for one in FILES}) >= 300
    )


@pytest.mark.parametrize("one", [one for one in FILES if one.evidence is not None], ids=lambda one: one.what)
def test_C5_C6_evidence_is_taken_or_refused_in_words(one: Hostile, doors: Doors) -> None:
    with taken_back():
        before = ResponseAttachment.objects.count(), StoredFile.objects.count()
        response = doors.client.post(doors.evidence, {"file": upload(one)})
        now = ResponseAttachment.objects.count(), StoredFile.objects.count()
        if one.evidence == TAKEN:
            assert response.status_code == 200, said(response)
            assert now[0] == before[0] + 1
        else:
            assert response.status_code == 422
            assert re.search(str(one.evidence), said(response)), said(response)
            assert "请" in said(response)
            assert now == before


@pytest.mark.parametrize("one", [one for one in FILES if one.table is not None], ids=lambda one: one.what)
def test_C5_C6_a_record_file_is_taken_or_refused_in_words(one: Hostile, doors: Doors) -> None:
    with taken_back():
        form = {"kind": "penalty", "agency": doors.agency, "file": upload(one)}
        response = doors.client.post(reverse("cases:upload"), form)
        if response.status_code == 422:  # at the door
            assert one.table != TAKEN, said(response)
            assert not ImportBatch.objects.exists()
            words = said(response)
        else:  # by the worker
            assert response.status_code == 302
            batch = batches.run(batch_id=ImportBatch.objects.get().pk, today=timezone.localdate())
            words = batch.error
            assert (batch.state == BatchState.DONE) == (one.table == TAKEN), words
        if one.table != TAKEN:
            assert re.search(str(one.table), words), words
            assert "请" in words
