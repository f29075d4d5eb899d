"""查毒：与 clamd 说它自己的话；设了而它不在，就不收；没设就不查。

C6. The daemon here is a stub that speaks the real INSTREAM protocol on a real socket: it judges what arrived, piece by piece.
"""

from __future__ import annotations

import io
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from cases.choices import CaseKind
from cases.models import ImportBatch
from cases.services import batches
from notices.models import ResponseAttachment
from notices.services import evidence
from supervision.documents.models import StoredFile
from supervision.uploads import scan
from supervision.web.errors import UserError
from tests.notices import builders
from tests.uploads import files
from tests.uploads.fates import EICAR


class Daemon:
    """What clamd does with INSTREAM: takes pieces until an empty one, says one line."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.received: list[bytes] = []
        self.answer = b""
        self.most = 1 << 30
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self.listener.accept()
            except OSError:
                return
            with link, link.makefile("rb") as stream:
                self._talk(link, stream)

    def _talk(self, link: socket.socket, stream: Any) -> None:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", stream.read(4))[0]:
            content += stream.read(size)
            if len(content) > self.most:
                link.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.received.append(content)
        link.sendall(self.answer or (b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"))


@pytest.fixture(params=["tcp", "unix"])
def daemon(request: Any, settings: Any, tmp_path: Path) -> Iterator[Daemon]:
    """A daemon on a socket of either kind, and the platform told of it."""
    if request.param == "tcp":
        listener = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    else:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "clamd.sock"))
        listener.listen()
        settings.CLAMD = f"unix://{tmp_path / 'clamd.sock'}"
    yield Daemon(listener)
    listener.close()


def test_C6_a_clean_file_passes_and_every_byte_was_looked_at(daemon: Daemon) -> None:
    content = bytes(range(256)) * 5_000
    scan("文件.pdf", io.BytesIO(content))
    assert daemon.received == [content]


@pytest.mark.parametrize("place", [0, 700_000])
def test_C6_the_test_virus_is_found_wherever_it_stands(daemon: Daemon, place: int) -> None:
    with pytest.raises(UserError, match=r"查出病毒.*请先在本机杀毒"):
        scan("文件.pdf", io.BytesIO(b"0" * place + EICAR))


@pytest.mark.parametrize("answer", [b"stream: something ERROR\0", b"\0", b"what?\0", b"stream: OK, perhaps\0"])
def test_C6_an_answer_that_is_no_clean_bill_is_none(daemon: Daemon, answer: bytes) -> None:
    daemon.answer = answer
    with pytest.raises(UserError, match="暂时无法查毒，文件没有收下"):
        scan("文件.pdf", io.BytesIO(b"0"))


def test_C6_a_file_too_long_for_the_scanner_is_not_taken_unscanned(daemon: Daemon) -> None:
    daemon.most = 100_000
    with pytest.raises(UserError, match="暂时无法查毒"):
        scan("文件.pdf", io.BytesIO(bytes(5_000_000)))


def test_C6_an_absent_scanner_lets_nothing_in(settings: Any, cast: Any, tmp_path: Path) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    kept = StoredFile.objects.count()
    for address in (f"unix://{tmp_path}/nobody.sock", "tcp://127.0.0.1:9"):
        settings.CLAMD = address
        with pytest.raises(UserError, match="请过几分钟再上传"):
            evidence.attach_evidence(
                instrument=instrument, answer_id=answer.pk, name="a.pdf", content=files.pdf(), actor=cast.housing_officer
            )
        with pytest.raises(UserError, match="请过几分钟再上传"):
            batches.receive(
                content=files.csv(), name="a.csv", agency=cast.county_housing, kind=CaseKind.PENALTY, actor=cast.housing_officer
            )
    assert (ResponseAttachment.objects.count(), ImportBatch.objects.count(), StoredFile.objects.count()) == (0, 0, kept)


def test_C6_both_doors_ask_the_scanner(daemon: Daemon, cast: Any) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    with pytest.raises(UserError, match="查出病毒"):
        evidence.attach_evidence(
            instrument=instrument, answer_id=answer.pk, name="a.pdf", content=files.pdf() + EICAR, actor=cast.housing_officer
        )
    with pytest.raises(UserError, match="查出病毒"):
        batches.receive(
            content=files.csv() + EICAR,
            name="a.csv",
            agency=cast.county_housing,
            kind=CaseKind.PENALTY,
            actor=cast.housing_officer,
        )
    assert (ResponseAttachment.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_C6_without_a_scanner_nothing_is_scanned_and_that_is_the_default(settings: Any) -> None:
    assert settings.CLAMD == ""
    scan("文件.pdf", io.BytesIO(EICAR))
