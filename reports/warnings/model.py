"""预警模型的写法。

What one warning model declares, and what its judge gives back. A model's `query` is one statement for the whole city; it gives one row a
subject (`Subject`), whether or not there is anything to say. The judge compares them and says which stand out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

EVIDENCE_KEPT = 50
"""How many cases a warning opens to at most; how many there were in all is said beside them."""

DESIGN = "本平台设计，没有法定的算法"


@dataclass(frozen=True)
class Parameter:
    """A number that the city's bureau may set: `low` and `high` bound it (both allowed). `places`: decimals, 0 for a whole number."""

    key: str
    label: str
    default: Decimal
    unit: str
    low: Decimal
    high: Decimal
    places: int = 0


def whole(key: str, label: str, default: int, unit: str, low: int, high: int) -> Parameter:
    """A parameter in whole numbers."""
    return Parameter(key, label, Decimal(default), unit, Decimal(low), Decimal(high))


def decimal(key: str, label: str, default: str, unit: str, low: str, high: str, places: int = 2) -> Parameter:
    """A parameter with decimals."""
    return Parameter(key, label, Decimal(default), unit, Decimal(low), Decimal(high), places)


def plain(value: Decimal) -> str:
    """A number without needless zeros."""
    return format(value.normalize(), "f")


FEWEST = whole("min_n", "最小样本", 8, "件", 3, 200)
"""The small-number guard (domain §8.3): below it nothing is said except that the sample is too small."""
FALSE_SHARE = decimal("q", "错误发现率上限（多重比较校正）", "0.05", "", "0.001", "0.2", 3)
MONTHS = whole("months", "统计区间", 12, "个月", 3, 36)


@dataclass(frozen=True)
class Subject:
    """One row of a query. `group`: whom it is compared with. `cases`: the first of `total` cases behind it, `told`: lines that are no cases.

    `agency_id` is None for a subject of several agencies. `about`: the credit code of an enterprise that it is about, if any.
    """

    key: str
    label: str
    agency_id: int | None
    region_code: str
    group: str = ""
    part: float = 0
    base: float = 0
    extra: Mapping[str, Any] = field(default_factory=dict)
    cases: Sequence[int] = ()
    total: int = 0
    told: Sequence[str] = ()
    about: str = ""


@dataclass(frozen=True)
class Found:
    """One subject that stands out. `value` in the model's unit, `usual` what it is compared with, `low`/`high` its 95 % interval."""

    subject: Subject
    sentence: str
    value: float
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    p: float | None = None
    q: float | None = None
    band: tuple[float, float] | None = None


@dataclass(frozen=True)
class Group:
    """One comparison group as the run keeps it: how many subjects and cases, and the base rate (in the model's unit)."""

    name: str
    subjects: int
    n: int
    usual: float | None = None


@dataclass
class Judged:
    """What a judge says of all subjects."""

    found: list[Found] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    tested: int = 0
    too_few: int = 0


Given = Mapping[str, float]
"""The parameters in force, by key."""

Judge = Callable[[Sequence[Subject], Given], Judged]


@dataclass(frozen=True)
class Model:
    """One warning model; see the package's docstring for the contract.

    `says`: one sentence, statistical. `seen_at`: where such a model was seen (domain §8.3), that it is our own design stands beside it wherever it is shown.
    `group`: whom a subject is compared with, in words; `formula`: the trigger in words; `limits`: what it cannot see. `waits_for`: data that
    the platform does not have; a model without `query` does not run. `touched`: the query looks only at subjects that new records or a
    standing warning name (it takes %(since)s, %(model)s); others compare everybody with everybody, so that one record moves all.
    """

    code: str
    title: str
    subject: str
    says: str
    seen_at: str
    group: str
    formula: str
    unit: str = "%"
    parameters: tuple[Parameter, ...] = ()
    query: str = ""
    judge: Judge | None = None
    touched: bool = False
    limits: str = ""
    waits_for: str = ""
    rules: tuple[str, ...] = ()
    places: int = 1

    @property
    def runs(self) -> bool:
        """Whether there is anything to run."""
        return bool(self.query)

    @property
    def source(self) -> str:
        """Where it comes from, as it is shown."""
        return f"{DESIGN}；外地平台的同类模型：{self.seen_at}" if self.seen_at else DESIGN

    def parameter(self, key: str) -> Parameter:
        """A parameter by key; KeyError for none of ours."""
        return next((one for one in self.parameters if one.key == key), None) or _missing(key)


def _missing(key: str) -> Parameter:
    raise KeyError(key)
