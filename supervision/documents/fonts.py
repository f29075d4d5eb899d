"""字体：随锁定的软件包而来，不依赖机器上装了什么。

Faces of GB/T 9704 and what stands in for them (docs/decisions/0003-official-papers.md). The Noto faces lie in their
Python package ready for use; LXGW WenKai and Tinos come from npm as WOFF and are unpacked once into VAR_DIR/fonts.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
from django.conf import settings
from fontTools.ttLib import TTFont

WOFF_FILES = {
    "LXGWWenKai-Light.ttf": "@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-300-normal.woff",
    "LXGWWenKai-Regular.ttf": "@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff",
    "Tinos-Regular.ttf": "@fontsource/tinos/files/tinos-latin-400-normal.woff",
}


class FontsMissing(RuntimeError):
    """A locked font package is not installed; the message says which file and what to run."""


@dataclass(frozen=True)
class FontSet:
    """Directories for Typst, and the characters that at least one Chinese face can print."""

    directories: tuple[Path, ...]
    characters: frozenset[int]

    def has(self, char: str) -> bool:
        return ord(char) in self.characters


@cache
def font_set() -> FontSet:
    """The fonts, unpacked if need be; once a process. Raises FontsMissing."""
    sources = {name: Path(settings.NODE_MODULES) / path for name, path in WOFF_FILES.items()}
    for path in (*sources.values(), noto.sans_path(), noto.serif_path()):
        if not path.is_file():
            raise FontsMissing(f"缺少公文字体 {path}：请先运行 make setup 安装锁定的软件包。")
    unpacked = Path(settings.VAR_DIR) / "fonts" / _fingerprint(tuple(sources.values()))
    for name, path in sources.items():
        if not (unpacked / name).is_file():
            _write(unpacked / name, _unpack(path))
    if not (unpacked / "characters.json").is_file():
        _write(unpacked / "characters.json", json.dumps(_spans(_characters(unpacked))).encode())
    spans = json.loads((unpacked / "characters.json").read_bytes())
    characters = frozenset(code for first, last in spans for code in range(first, last + 1))
    return FontSet((unpacked, noto.sans_path().parent), characters)


def _fingerprint(sources: tuple[Path, ...]) -> str:
    """Changes when a package's files do, so that an upgrade unpacks anew."""
    told = "\n".join(f"{path.name} {path.stat().st_size}" for path in (*sources, noto.sans_path(), noto.serif_path()))
    return sha256(told.encode()).hexdigest()[:16]


def _unpack(woff: Path) -> Path:
    handle, name = tempfile.mkstemp(suffix=".ttf")
    os.close(handle)
    with TTFont(woff, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(name, reorderTables=None)
    return Path(name)


def _write(target: Path, content: bytes | Path) -> None:
    """Put a file in place whole or not at all: two processes may do this at the same time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    body = content if isinstance(content, bytes) else content.read_bytes()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    Path(name).chmod(0o644)
    Path(name).replace(target)
    if isinstance(content, Path):
        content.unlink()


def _characters(unpacked: Path) -> set[int]:
    """Every character of WenKai Light or of either Noto: one of the three stands in each chain, so all can be printed
    everywhere."""
    found: set[int] = set()
    for path in (unpacked / "LXGWWenKai-Light.ttf", noto.sans_path(), noto.serif_path()):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return found


def _spans(codes: set[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for code in sorted(codes):
        if spans and spans[-1][1] == code - 1:
            spans[-1] = (spans[-1][0], code)
        else:
            spans.append((code, code))
    return spans
