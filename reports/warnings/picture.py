"""画图：一个点、它的区间、通常的水平，一条轴。

The geometry of a warning's picture: a dot with its interval against what is usual, on one axis from zero. Numbers only; the template draws them,
and the same numbers stand in the table beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.models import RaisedWarning
from reports.warnings.model import Model

WIDTH = 640
_LEFT, _RIGHT = 16, 624


@dataclass(frozen=True)
class Mark:
    """A number on the axis: where it stands and how it is written. `anchor`: on which side of it the words stand, so that they stay inside."""

    x: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Span:
    """A stretch of the axis."""

    x: float
    width: float
    text: str

    @property
    def end(self) -> float:
        """Where it ends."""
        return round(self.x + self.width, 1)


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn; what a warning does not have is None."""

    dot: Mark
    usual: Mark | None
    interval: Span | None
    band: Span | None
    zero: Mark
    end: Mark
    words: str


def number(value: float, model: Model) -> str:
    """A number of a model as it is read, with its unit."""
    return f"{value:,.{model.places}f}{model.unit}"


def picture_of(warning: RaisedWarning, model: Model) -> Picture:
    """The picture of one warning."""
    known = [warning.value, warning.usual, warning.high, warning.band_high]
    most = max([value for value in known if value is not None] + [1e-9]) * 1.08

    def at(value: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * max(0.0, value) / most, 1)

    def mark(value: float) -> Mark:
        x = at(value)
        return Mark(x, number(value, model), "start" if x < 90 else "end" if x > WIDTH - 90 else "middle")

    def span(low: float | None, high: float | None) -> Span | None:
        if low is None or high is None:
            return None
        return Span(at(low), round(at(high) - at(low), 1), f"{number(low, model)} 至 {number(high, model)}")

    dot, usual = mark(warning.value), None if warning.usual is None else mark(warning.usual)
    interval, band = span(warning.low, warning.high), span(warning.band_low, warning.band_high)
    told = [f"本对象 {dot.text}"]
    told += [f"95% 置信区间 {interval.text}"] if interval else []
    told += [f"比较值 {usual.text}"] if usual else []
    told += [f"通常范围 {band.text}"] if band else []
    return Picture(
        dot,
        usual,
        interval,
        band,
        Mark(_LEFT, f"0{model.unit}", "start"),
        Mark(_RIGHT, number(most, model), "end"),
        "，".join(told),
    )
