"""加密文件：任意一段可读，任何改动、调换、截断都读不出来。"""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest

from supervision.crypto import Unreadable
from supervision.crypto.files import HEADER, PIECE, SealedWriter, is_sealed, open_file, rewrap, write_sealed
from supervision.crypto.keys import generate
from supervision.crypto.software import TAG

NAME = "a" * 64
CONTENT = random.Random(7).randbytes(2 * PIECE + 12_345)


def sealed_file(folder: Path, content: bytes = CONTENT, name: str = NAME) -> Path:
    path = folder / name
    with path.open("wb") as file:
        write_sealed(content, file, name=name)
    return path


def read(path: Path, name: str = NAME) -> bytes:
    with open_file(path, name=name) as file:
        return file.read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1])
def test_every_length_comes_back(tmp_path: Path, size: int) -> None:
    path = sealed_file(tmp_path, CONTENT[:size])
    assert read(path) == CONTENT[:size]
    with open_file(path, name=NAME) as file:
        assert file.seek(0, io.SEEK_END) == size


@pytest.mark.parametrize("step", [1_000, 65_536, PIECE, 3 * PIECE])
def test_a_file_written_bit_by_bit_reads_as_if_written_at_once(tmp_path: Path, step: int) -> None:
    path = tmp_path / NAME
    with path.open("wb") as file:
        writer = SealedWriter(file)
        for start in range(0, len(CONTENT), step):
            writer.write(CONTENT[start : start + step])
        writer.finish(NAME)
    assert read(path) == CONTENT


LONG = b"".join(number.to_bytes(8) for number in range((11 * PIECE + 100) // 8))
"""More pieces than are worked on at a time, and no two alike."""


def test_a_long_file_comes_back_in_order(tmp_path: Path) -> None:
    path = sealed_file(tmp_path, LONG)
    assert read(path) == LONG
    with open_file(path, name=NAME) as file:
        assert b"".join(iter(lambda: file.read(300_000), b"")) == LONG


def test_jumping_about_in_a_long_file_finds_each_place(tmp_path: Path) -> None:
    """Pieces that were opened ahead are not taken for others."""
    path = sealed_file(tmp_path, LONG)
    with open_file(path, name=NAME) as file:
        for start in (0, PIECE - 4, PIECE, 9 * PIECE, 9 * PIECE + 10, 2 * PIECE, 3 * PIECE - 8, 10 * PIECE, 0, 11 * PIECE - 1):
            file.seek(start)
            assert file.read(PIECE + 50) == LONG[start : start + PIECE + 50]


def test_reading_on_into_a_changed_piece_is_refused_though_it_was_opened_ahead(tmp_path: Path) -> None:
    path = sealed_file(tmp_path, LONG)
    sealed = bytearray(path.read_bytes())
    sealed[HEADER + 5 * (PIECE + TAG) + 100] ^= 1
    path.write_bytes(sealed)
    with open_file(path, name=NAME) as file:
        assert file.read(4 * PIECE) == LONG[: 4 * PIECE]
        with pytest.raises(ValueError, match="改动"):
            file.read(2 * PIECE)


def test_a_file_that_was_not_finished_does_not_open(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with path.open("wb") as file:
        SealedWriter(file).write(CONTENT)
    assert not is_sealed(path)


def test_j5_a_piece_of_another_file_is_refused(tmp_path: Path) -> None:
    one, other = sealed_file(tmp_path), sealed_file(tmp_path, name="b" * 64)
    raw, foreign = one.read_bytes(), other.read_bytes()
    one.write_bytes(raw[:HEADER] + foreign[HEADER : HEADER + PIECE + TAG] + raw[HEADER + PIECE + TAG :])
    with pytest.raises(ValueError, match="改动"):
        read(one)


def test_the_content_does_not_lie_on_the_disk(tmp_path: Path) -> None:
    path = sealed_file(tmp_path, "身份证号 430102199001011234，电话 13800138000".encode())
    assert b"430102199001011234" not in path.read_bytes()
    assert is_sealed(path)


def test_any_range_is_read_without_the_rest(tmp_path: Path) -> None:
    """Only the pieces of the range are opened: the others may be damaged and nobody notices."""
    path = sealed_file(tmp_path)
    damaged = bytearray(path.read_bytes())
    damaged[HEADER + 5] ^= 1
    path.write_bytes(damaged)
    with open_file(path, name=NAME) as file:
        for start, length in ((PIECE, 10), (2 * PIECE - 5, 10), (len(CONTENT) - 3, 10)):
            file.seek(start)
            assert file.read(length) == CONTENT[start : start + length]
        file.seek(0)
        with pytest.raises(ValueError, match="改动"):
            file.read(10)


def _swap_pieces(raw: bytes) -> bytes:
    one = PIECE + TAG
    return raw[:HEADER] + raw[HEADER + one : HEADER + 2 * one] + raw[HEADER : HEADER + one] + raw[HEADER + 2 * one :]


TAMPERED = {
    "a bit": lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
    "a piece cut off": lambda raw: raw[: HEADER + 2 * (PIECE + TAG)],
    "the last bytes cut off": lambda raw: raw[:-7],
    "pieces swapped": _swap_pieces,
    "a piece left out": lambda raw: raw[:HEADER] + raw[HEADER + PIECE + TAG :],
    "a piece added": lambda raw: raw + raw[HEADER : HEADER + PIECE + TAG],
}


@pytest.mark.parametrize("how", TAMPERED)
def test_j5_a_changed_file_is_refused(tmp_path: Path, how: str) -> None:
    path = sealed_file(tmp_path)
    path.write_bytes(TAMPERED[how](path.read_bytes()))
    with pytest.raises(ValueError, match=r"改动|完整"):
        read(path)


def test_j5_a_file_under_another_name_does_not_open(tmp_path: Path) -> None:
    path = sealed_file(tmp_path)
    with pytest.raises(Unreadable):
        read(path, "b" * 64)


def test_j5_a_new_master_key_changes_the_header_only(tmp_path: Path, settings: Any) -> None:
    path = sealed_file(tmp_path)
    before = path.read_bytes()
    assert rewrap(path, name=NAME) is False
    settings.CRYPTO_KEYS += "," + generate("sm4")
    assert rewrap(path, name=NAME) is True
    assert rewrap(path, name=NAME) is False
    after = path.read_bytes()
    assert after[:HEADER] != before[:HEADER]
    assert after[HEADER:] == before[HEADER:]
    settings.CRYPTO_KEYS = ",".join(settings.CRYPTO_KEYS.split(",")[1:])
    assert read(path) == CONTENT
