"""一个环节的事实：由细目、登记册和别的案件推出来的，规则按名字使用。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cases.rules.fact import Fact

if TYPE_CHECKING:
    from cases.rules.parameters import Parameters
    from cases.rules.scope import Scope

Layer = Mapping[str, tuple[str, Fact]]


def _no_layers(parameters: Parameters) -> tuple[Layer, ...]:
    return ()


@dataclass(frozen=True)
class Added:
    """Something added up for the cases in scope from a table beside the case: `select` gives one row a `key`; `on` joins it (`c` is the case,
    `p` its particulars); `columns` are the template's columns it is made of, for those who ask what a blank cell costs."""

    select: Callable[[Scope, Parameters], str]
    on: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a topic brings: `added`, by alias; `added_up`, facts over these aliases (name → SQL, Fact); `layers`, facts derived in at most three
    layers, each from what stands below it (the case's fields, all particulars, all that is added up)."""

    added: Mapping[str, Added] = field(default_factory=dict)
    added_up: Layer = field(default_factory=dict)
    layers: Callable[[Parameters], tuple[Layer, ...]] = _no_layers
