"""两份说明：英文的和中文的说同样的事。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
ENGLISH, CHINESE = ((HERE / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))


def sections(text: str) -> list[str]:
    return re.split(r"^## .*$", text, flags=re.MULTILINE)


def test_both_have_the_same_sections_with_as_many_points_in_each() -> None:
    points = [[len(re.findall(r"^\* ", part, re.MULTILINE)) for part in sections(text)] for text in (ENGLISH, CHINESE)]
    assert points[0] == points[1]
    assert len(points[0]) > 5


@pytest.mark.parametrize(
    "pattern",
    [r"manage\.py (\w+)", r"make (\w+)", r"`([A-Z][A-Z_]{4,})", r"`(/\w+/)", r"^    (\w+/) ", r"`(\w+/[\w./-]*)`"],
    ids=["commands", "targets", "settings", "pages", "rooms", "places"],
)
def test_what_one_names_the_other_names_too(pattern: str) -> None:
    named = [set(re.findall(pattern, text, re.MULTILINE)) for text in (ENGLISH, CHINESE)]
    assert named[0] == named[1]
    assert named[0]


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_every_file_that_is_named_exists(text: str) -> None:
    named = set(re.findall(r"`((?:cases|notices|reports|agencies|tests|docs|supervision)/[\w./-]+)`", text))
    missing = [name for name in named if "x_00" not in name and not list(HERE.glob(f"{name}*"))]
    assert named
    assert missing == []
