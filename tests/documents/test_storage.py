"""文件存放：同样的内容只存一份，读出来先验摘要。"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from django.db import transaction

from supervision.documents.models import DamagedFile, StoredFile
from supervision.documents.storage import reseal, store

pytestmark = pytest.mark.django_db

CONTENT = "行政执法监督督办函".encode()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_what_was_stored_is_read_back() -> None:
    row = store(CONTENT, media_type="application/pdf")
    assert (row.size, row.media_type, row.sha256) == (len(CONTENT), "application/pdf", sha256(CONTENT).hexdigest())
    assert row.read() == CONTENT
    with row.open() as file:
        assert file.read(6) == CONTENT[:6]


def test_the_file_lies_under_its_own_hash_and_nothing_else_is_left(settings) -> None:
    row = store(CONTENT, media_type="application/pdf")
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert files == [settings.MEDIA_ROOT / row.sha256[:2] / row.sha256]


def test_the_same_content_is_one_row_and_one_file() -> None:
    first = store(CONTENT, media_type="application/pdf")
    again = store(CONTENT, media_type="text/plain")
    assert again.pk == first.pk
    assert again.media_type == "application/pdf"
    assert StoredFile.objects.count() == 1
    assert store(b"", media_type="text/plain").read() == b""


def test_a_changed_byte_is_noticed_when_read() -> None:
    row = store(CONTENT, media_type="application/pdf")
    row.path.write_bytes(CONTENT[:-1] + b"x")
    with pytest.raises(DamagedFile, match="与摘要不符"):
        row.read()


def test_a_lost_file_says_so() -> None:
    row = store(CONTENT, media_type="application/pdf")
    row.path.unlink()
    with pytest.raises(DamagedFile, match="不在存放处"):
        row.open()


def test_storing_the_same_content_again_heals_a_damaged_file() -> None:
    row = store(CONTENT, media_type="application/pdf")
    row.path.write_bytes(b"broken")
    store(CONTENT, media_type="application/pdf")
    assert row.read() == CONTENT


def test_a_rolled_back_store_leaves_no_row_and_the_next_one_succeeds() -> None:
    with transaction.atomic():
        store(CONTENT, media_type="application/pdf")
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    assert store(CONTENT, media_type="application/pdf").read() == CONTENT


def test_a_full_disk_leaves_neither_row_nor_half_a_file(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "a-file-where-a-folder-should-be"
    settings.MEDIA_ROOT.write_text("")
    with pytest.raises(OSError, match="a-file-where"):
        store(CONTENT, media_type="application/pdf")
    assert not StoredFile.objects.exists()


def test_j1_the_content_does_not_lie_on_the_disk() -> None:
    row = store(b"430102199001011234" * 10, media_type="text/csv")
    assert b"430102199001011234" not in row.path.read_bytes()
    with row.in_memory() as file:
        assert file.read() == b"430102199001011234" * 10
        assert file.fileno() > 0


def test_j1_a_damaged_file_is_not_read_into_memory() -> None:
    row = store(CONTENT, media_type="text/csv")
    raw = bytearray(row.path.read_bytes())
    raw[-1] ^= 1
    row.path.write_bytes(raw)
    with pytest.raises(DamagedFile, match="与摘要不符"):
        row.in_memory()


def test_j5_a_file_kept_before_files_were_sealed_reads_and_is_sealed_by_the_rotation() -> None:
    row = store(CONTENT, media_type="text/csv")
    row.path.write_bytes(CONTENT)
    assert row.read() == CONTENT
    assert reseal(row) is True
    assert CONTENT not in row.path.read_bytes()
    assert row.read() == CONTENT
    assert reseal(row) is False
