"""文种的写法：一种监督文书是什么、何时可用、怎样措辞。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from supervision.workdays import Period


class Problem(Protocol):
    """What a kind looks at in a problem of a matter (`MatterItem`)."""

    @property
    def is_duty(self) -> bool:
        """应履未履: a duty that is not performed."""


@dataclass(frozen=True)
class InstrumentKind:
    """One kind of supervision instrument.

    `fits` says of one problem of a matter whether this kind is for it. Texts are plain; `title`, `opening`, `closing` may name {agency}, {issuer}
    and {matter}. `request` is printed with {period}, {due} and {where} filled in at printing, so that the day printed is the day counted.
    `to_verify` lists what in the texts still has to be checked against a source, for the drafter's eyes only.
    A kind with `forbidden_by` is shown with that article and can never be drafted.
    """

    code: str
    name: str
    short_name: str
    article: str
    when: str
    fits: Callable[[Problem], bool]
    unfit: str = ""
    mark_suffix: str = ""
    title: str = ""
    opening: str = ""
    demand: str = ""
    request: str = ""
    closing: str = ""
    period: Period | None = None
    period_basis: str = ""
    to_verify: tuple[str, ...] = ()
    tells_superior: bool = False
    """Addressed to the superior department of a vertically managed agency (条例 §42 二款): asks for no answer, so it has no period."""
    forbidden_by: str = ""
    forbidden_reason: str = ""

    @property
    def may_be_drafted(self) -> bool:
        """Whether a supervision body can issue it at all."""
        return not self.forbidden_by

    def mark(self, document_mark: str) -> str:
        """发文机关代字 of this kind, from that of the bureau: 长司法 → 长行执监督, 浏司 → 浏行执监督. Raises ValueError for an empty one."""
        return f"{place_of(document_mark)}{self.mark_suffix}"


def place_of(document_mark: str) -> str:
    """The place in a justice bureau's document mark, which is what stands before 司. Raises ValueError when there is none."""
    place = document_mark.partition("司")[0].removesuffix("发").removesuffix("函")
    if not place:
        raise ValueError("制发机关没有登记发文机关代字")
    return place
