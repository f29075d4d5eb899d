"""读取：模型总表、准确率、一条预警的佐证案件。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from agencies.models import User
from cases.models import EnforcementCase
from cases.wilson import MINIMUM_BASE
from reports.models import RaisedWarning, WarningCase, WarningParameter, WarningRun, WarningState
from reports.warnings import all_models
from reports.warnings.judging import percent
from reports.warnings.model import Model, Parameter, plain
from reports.warnings.running import is_ready, parameters_of, waiting_for
from reports.warnings.statistics import wilson_interval


@dataclass(frozen=True)
class Precision:
    """Of the warnings that people looked into, how many held: 属实 ÷ (属实 + 不属实); 不适用 is left out."""

    upheld: int
    unfounded: int

    @property
    def n(self) -> int:
        """How many were judged."""
        return self.upheld + self.unfounded

    @property
    def text(self) -> str:
        """In words: with its sample, and no share of a small one."""
        if not self.n:
            return "还没有核实"
        return f"{percent(self.upheld / self.n)}（n={self.n}）" if self.n >= MINIMUM_BASE else f"样本过少（n={self.n}）"

    @property
    def interval(self) -> str:
        """The 95 % Wilson interval; "" for a small sample."""
        if self.n < MINIMUM_BASE:
            return ""
        low, high = wilson_interval(self.upheld, self.n)
        return f"{percent(low)} 至 {percent(high)}"


@dataclass(frozen=True)
class ParameterLine:
    """One parameter as a page shows it."""

    parameter: Parameter
    value: Decimal
    row: WarningParameter | None

    @property
    def text(self) -> str:
        """The value with its unit."""
        return f"{plain(self.value)}{self.parameter.unit}"

    @property
    def default(self) -> str:
        """The declared value with its unit."""
        return f"{plain(self.parameter.default)}{self.parameter.unit}"

    @property
    def bounds(self) -> str:
        """Between what it may be set."""
        return f"{plain(self.parameter.low)} 至 {plain(self.parameter.high)}"


@dataclass(frozen=True)
class Line:
    """One model with everything the overview shows of it."""

    model: Model
    parameters: tuple[ParameterLine, ...]
    run: WarningRun | None
    open: int
    standing: int
    precision: Precision
    ready: bool
    waits_for: str

    @property
    def state(self) -> tuple[str, str, str]:
        """(key, words, tone) of whether it runs."""
        if not self.ready:
            return ("off", "待接入，未运行", "off")
        if self.run is None:
            return ("pending", "还没有运行", "neutral")
        return ("partial", "运行，部分待接入", "active") if self.waits_for else ("running", "运行", "active")

    @property
    def state_key(self) -> str:
        """The state's code."""
        return self.state[0]


def lines(user: User, rows: QuerySet[RaisedWarning], models: Iterable[Model] | None = None) -> list[Line]:
    """The models with their parameters, last runs and what stands, of the warnings in `rows`. Three statements, however many models."""
    shown = tuple(models if models is not None else all_models())
    codes = [model.code for model in shown]
    set_rows = list(WarningParameter.objects.filter(model__in=codes).select_related("set_by", "set_for"))
    runs = {run.model: run for run in WarningRun.objects.filter(model__in=codes).order_by("model", "-day").distinct("model")}
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    counted = rows.filter(model__in=codes).order_by().values_list("model", "state").annotate(n=Count("pk"))
    for code, state, n in counted:
        counts[code][state] = n
    return [_line(model, set_rows, runs.get(model.code), counts[model.code]) for model in shown]


def _line(model: Model, set_rows: list[WarningParameter], run: WarningRun | None, counts: dict[str, int]) -> Line:
    values = parameters_of(model, set_rows)
    mine = {row.key: row for row in set_rows if row.model == model.code}
    told = tuple(ParameterLine(one, values[one.key], mine.get(one.key)) for one in model.parameters)
    judged = Precision(counts.get(WarningState.UPHELD, 0), counts.get(WarningState.UNFOUNDED, 0))
    return Line(
        model, told, run, counts.get(WarningState.OPEN, 0), sum(counts.values()), judged, is_ready(model), waiting_for(model)
    )


def evidence_of(warning: RaisedWarning, user: User) -> list[EnforcementCase]:
    """The cases kept with a warning, in its order, as far as this person may see them. Two statements."""
    places = dict(WarningCase.objects.filter(warning=warning).values_list("case_id", "no"))
    rows: Any = (
        EnforcementCase.objects.visible_to(user)
        .filter(pk__in=places)
        .select_related("agency")
        .defer("search", "facts", "content")
    )
    return sorted(rows, key=lambda case: places[case.pk])
