"""登记簿的说明：有哪些列，凭什么认出一行，谁可以登记，怎样写入。"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet

from agencies.models import Agency
from agencies.registers.origins import SpanLine
from supervision.tabular import Kind, Table
from supervision.tabular.columns import Column
from supervision.tabular.written import text_of
from supervision.web.list_tables import Exported, Out, Source

Values = dict[str, Any]
"""What a row says: key of a column → value. A text that is not there is "", a yes/no that is not there is False."""


class Wrong(Exception):
    """A row cannot be taken. `key`: of the column at fault ("" for the row); the sentence and what to do, without full stops."""

    def __init__(self, key: str, message: str, remedy: str) -> None:
        super().__init__(f"{message}。{remedy}。")
        self.key, self.message, self.remedy = key, message, remedy


@dataclass(frozen=True)
class Entry:
    """One row of a register as it stands: the row behind it (for its history), what it says, and whatever its register needs to change it."""

    pk: int
    values: Values
    part: int | None = None

    @property
    def digest(self) -> str:
        """Of what it says: a form sends back what it was filled in over."""
        return sha256(json.dumps(self.values, default=str, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Elsewhere:
    """What a person cannot do to a row in its form, and the page where it is done."""

    title: str
    text: str
    url: str
    label: str


@dataclass(frozen=True)
class Change:
    """An entry and what it is to say from now on."""

    entry: Entry
    values: Values


class Register:
    """One register. A subclass names what stands here without a value, and writes `attributes`, `body_of` and what of the checks it needs.

    `identity`: the columns that together identify a row. `sources`: column → where its value lies, when not in a field of the same name.
    `edit`: the permission that keeps the register. `taken`: the sentence for a row that the database refuses because somebody else has it.
    """

    key: ClassVar[str]
    name: ClassVar[str]
    unit: ClassVar[str] = "行"
    table: ClassVar[Table]
    model: ClassVar[type[models.Model]]
    identity: ClassVar[tuple[str, ...]]
    sources: ClassVar[dict[str, Source]] = {}
    edit: ClassVar[str]
    list_url: ClassVar[str]
    lead: ClassVar[str] = ""
    taken: ClassVar[str] = "与已有的登记重复。"

    # --- whose rows

    def rows(self, user: Any) -> QuerySet[Any]:
        """The rows this person may keep."""
        return self.model._default_manager.visible_to(user, self.edit)  # type: ignore[attr-defined]

    def why_not(self, user: Any) -> str:
        """Why this person keeps none of the register in spite of the permission; "" when there is nothing to say."""
        return ""

    def prepare(self, values: Sequence[Values], user: Any) -> Any:
        """Read once, for all rows of a file, what `admit` looks at."""
        return None

    def normalise(self, values: Values, known: Any) -> None:
        """Put words into their normal form, before a row is looked for by what identifies it. Raises Wrong."""

    def admit(self, values: Values, known: Any, entry: Entry | None) -> None:
        """Raise Wrong for a row whose cells are right one by one and cannot be taken all the same. `entry`: what stands there so far."""

    def elsewhere(self, entry: Entry) -> Elsewhere | None:
        """Where a row is changed, when this form does not change it."""
        return None

    def spans(self, entry: Entry, user: Any) -> list[SpanLine]:
        """Days on which what the row registers was out of force, which this form does not change; none for most registers."""
        return []

    def clashes(self, rows: Sequence[tuple[int | None, Values]]) -> Iterator[tuple[int, Wrong]]:
        """Lines that do not go together with others. `rows`: the whole register as it would be, with the line of a file (None: not of the file)."""
        return iter(())

    def body_of(self, values: Values, known: Any, user: Any) -> dict[str, Any]:
        """Whose the row is, for the trail: {"agency_id": …, "region_code": …}."""
        raise NotImplementedError(f"{type(self).__name__}.body_of")

    # --- reading and writing

    def entries(self, rows: QuerySet[Any]) -> Iterator[Entry]:
        """What rows say, in one statement."""
        keys = [column.key for column in self.table.columns]
        for pk, *found in rows.order_by().values_list("pk", *(self.source(key) for key in keys)):
            yield Entry(pk, self.plain(dict(zip(keys, found, strict=True))))

    def source(self, key: str) -> Source:
        """Where a column's value lies."""
        return self.sources.get(key, key)

    def plain(self, values: Values) -> Values:
        """Values with nothing said in one way only, so that two rows can be compared."""
        return {column.key: _plain(column, values.get(column.key)) for column in self.table.columns}

    def attributes(self, values: Values, known: Any) -> dict[str, Any]:
        """The fields of the model that say this."""
        raise NotImplementedError(f"{type(self).__name__}.attributes")

    def add(self, wanted: Sequence[Values], known: Any) -> list[int]:
        """Write new rows; returns their keys."""
        manager = self.model._default_manager
        made = manager.bulk_create([self.model(**self.attributes(values, known)) for values in wanted], batch_size=2_000)
        return [int(row.pk) for row in made]

    def change(self, changes: Sequence[Change], known: Any) -> None:
        """Write changed rows."""
        if not changes:
            return
        rows = [self.model(pk=change.entry.pk, **self.attributes(change.values, known)) for change in changes]
        fields = list(self.attributes(changes[0].values, known))
        self.model._default_manager.bulk_update(rows, fields, batch_size=500)

    # --- words

    def identify(self, values: Values) -> tuple[Any, ...]:
        """What tells a row from all others."""
        return tuple(values[key] for key in self.identity)

    def title(self, values: Values) -> str:
        """How a row is called."""
        return " ".join(self.word(key, values[key]) for key in self.identity if values[key] not in ("", None))

    def word(self, key: str, value: Any) -> str:
        """A value as a person reads it."""
        written = text_of(self.table.column(key), value)
        return "" if written is None else str(written)

    def differences(self, before: Values, after: Values) -> dict[str, tuple[str, str]]:
        """Column → what it said and what it says."""
        return {
            column.label: (self.word(column.key, before[column.key]), self.word(column.key, after[column.key]))
            for column in self.table.columns
            if before[column.key] != after[column.key]
        }

    def exported(self, permission: str, url_name: str, *also: Out) -> Exported:
        """The list as a file: the columns of the register, so that it can be mended and imported, and after them what the platform knows besides."""
        own = tuple(
            Out(column.label, (self.source(column.key),), None, column.kind, column.choices) for column in self.table.columns
        )
        return Exported(self.name, permission, url_name, lambda user: own + also)


def _plain(column: Column, value: Any) -> Any:
    if column.kind is Kind.MULTI_CHOICE:
        return tuple(value or ())
    if value is None:
        return {Kind.BOOLEAN: False, Kind.TEXT: "", Kind.CHOICE: ""}.get(column.kind)
    return value


def agencies_by_name(names: Iterable[str]) -> dict[str, Agency]:
    """The agencies in use that bear these names, short names or codes; a name that two bear finds none. One statement."""
    wanted = set(names)
    if not wanted:
        return {}
    asked = models.Q(name__in=wanted) | models.Q(short_name__in=wanted) | models.Q(code__in=wanted)
    found: dict[str, set[Agency]] = {}
    for agency in Agency.objects.filter(asked, is_active=True):
        for name in {agency.name, agency.short_name, agency.code} & wanted:
            found.setdefault(name, set()).add(agency)
    return {name: agencies.pop() for name, agencies in found.items() if len(agencies) == 1}


class AgencyRegister(Register):
    """A register whose rows belong to an agency, named in the column `agency`: by full name, short name or code."""

    sources: ClassVar[dict[str, Source]] = {"agency": "agency__name"}

    def prepare(self, values: Sequence[Values], user: Any) -> Any:
        """The agencies that the rows name and this person may keep the register of."""
        named = agencies_by_name(row["agency"] for row in values)
        return {name: agency for name, agency in named.items() if user.has_perm(self.edit, agency)}

    def agencies(self, known: Any) -> dict[str, Agency]:
        """Those of `prepare`."""
        found: dict[str, Agency] = known
        return found

    def normalise(self, values: Values, known: Any) -> None:
        agencies = self.agencies(known)
        agency = agencies.get(values["agency"])
        if agency is None:
            raise Wrong("agency", "没有这个单位，或者不在您可以登记的范围", "请写单位的全称或者单位编码")
        agencies[agency.name] = agency
        values["agency"] = agency.name

    def body_of(self, values: Values, known: Any, user: Any) -> dict[str, Any]:
        agency = self.agencies(known)[values["agency"]]
        return {"agency_id": agency.pk, "region_code": agency.region_code}
