"""页面 × 方法 × 人 × 谁的东西：读 `matrix.txt`。

The table of record itself is a text file, so that it can be read across. Here it becomes rows; a word that is missing, a letter too many, an
unknown person or place stops the import.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.web.people import WALKERS
from tests.web.world import Place, places_of

FILE = Path(__file__).with_name("matrix.txt")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SHORT = tuple("an di ex Cs Cc Cl Cd CL Ks Kc Kl Kd KL Ns Om Oh Ot On tw sc so sy se au 2t 2a yC yK yT".split())  # noqa: SIM905
NAMES = dict(zip(SHORT, WALKERS, strict=True))
"""The head of each column → whose it is."""


@dataclass(frozen=True)
class Row:
    """One method of one line. `cells[who][place]` is the letter of the answer."""

    method: str
    route: str
    thing: str
    parts: dict[str, str]
    cells: dict[str, dict[str, str]]

    @property
    def name(self) -> str:
        """The request as the line begins."""
        return " ".join([self.method, self.route, self.thing, *(f"{key}={value}" for key, value in self.parts.items())])

    def address(self, place: Place) -> dict[str, Any]:
        """The address's parameters with the thing of one place."""
        return ({} if self.thing == "region" else place.of(self.thing)) | self.parts


def _read(line: str) -> list[Row]:
    methods, route, thing, *rest = line.split()
    parts = dict(word.split("=") for word in rest if "=" in word)
    words = rest[len(parts) :]
    places = places_of(thing)
    cells = {who: dict(zip(places, word, strict=True)) for who, word in zip(WALKERS, words, strict=True)}
    if not set("".join(words)) <= set("oesrbxnmcvu"):
        raise ValueError(f"unknown letter in: {line}")
    return [Row(method, route, thing, parts, cells) for method in methods.split(",")]


def _lines() -> list[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    head = [line.split()[1:] for line in lines if line.startswith("#") and line.split()[1:2] == ["an"]]
    if head != [list(SHORT)]:
        raise ValueError("the head of matrix.txt does not name the people of the walk")
    return [line for line in lines if line and not line.startswith("#")]


TABLE = tuple(row for line in _lines() for row in _read(line))
CELLS = sum(len(letters) for row in TABLE for letters in row.cells.values())
