"""执法人员与证件登记簿：一行一个证件；没有证件的人员一行一人。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject

from agencies.choices import PersonnelKind
from agencies.models import Agency, CertificateSpan, EnforcementCertificate, EnforcementOfficer
from agencies.registers.declaration import AgencyRegister, Change, Entry, Values, Wrong
from agencies.registers.origins import SpanLine, spans_of
from agencies.selectors import status_of
from supervision.tabular import Column, Kind, Table
from supervision.web.list_tables import Source, out

ANOTHER = "无"
PERSON = ("name", "kind", "has_legal_qualification", "entered_on", "left_on")
CERTIFICATE = ("number", "field", "valid_from", "valid_to")

TABLE = Table(
    "执法人员与证件",
    (
        Column("name", "姓名", required=True, max_length=40, example="演示甲"),
        Column("agency", "单位", required=True, max_length=100, example="浏阳市住房和城乡建设局", aliases=("单位名称", "单位编码"), help="全称、简称或者单位编码"),
        Column("kind", "人员类别", required=True, kind=Kind.CHOICE, choices=dict(PersonnelKind.choices), aliases=("类别",)),
        Column("has_legal_qualification", "法律职业资格", kind=Kind.BOOLEAN, help="不填为否"),
        Column("entered_on", "入职日期", kind=Kind.DATE, example="2021-03-01"),
        Column("left_on", "离岗日期", kind=Kind.DATE, help="调离、退休的填写；不删除"),
        Column("number", "执法证号", max_length=40, example="1800001001", aliases=("证号",), help="没有证件的人员不填"),
        Column("field", "执法领域", max_length=40, example="住房城乡建设"),
        Column("valid_from", "有效期自", kind=Kind.DATE, example="2022-11-01", needed_when="有执法证号"),
        Column("valid_to", "有效期至", kind=Kind.DATE, example="2027-10-31", needed_when="有执法证号", help="最后一天"),
        Column(
            "same_as", "同名人员", max_length=40,
            help="新登记的人员与本单位已有的人同名时填写：同一个人，填该人员已有的证号；另一个人，填“无”",
        ),
    ),
)  # fmt: skip


@dataclass
class Known:
    """What the rows are judged by. `namesakes`: (agency, name) → officers of that name and their numbers; `fresh`: whom the file adds; `said`:
    what it says of each officer that stands there."""

    agencies: dict[str, Agency]
    namesakes: dict[tuple[str, str], dict[int, list[str]]]
    fresh: set[tuple[str, str]] = field(default_factory=set)
    said: dict[int, Values] = field(default_factory=dict)


class Officers(AgencyRegister):
    """Officers and their certificates, kept by the supervision body, which issues certificates and answers for them (条例 §12(一), §17): an
    agency that kept its own could make a certificate valid on the day of its act."""

    key = "officer"
    name = "执法人员与证件"
    unit = "行"
    table = TABLE
    model = EnforcementOfficer
    identity = ("agency", "name", "number")
    sources: ClassVar[dict[str, Source]] = {
        **AgencyRegister.sources,
        **{name: f"certificates__{name}" for name in CERTIFICATE},
        "same_as": Value("", output_field=models.CharField()),
    }
    edit = "agencies.edit_officer"
    list_url = "agencies:officer_list"
    lead = "一行一个证件；没有证件的人员一行一人。暂扣、吊销等停用期间不在此处登记。"
    taken = "有执法证号已经登记在您的范围以外。"

    def prepare(self, values: Sequence[Values], user: Any) -> Known:
        agencies: dict[str, Agency] = super().prepare(values, user)
        rows = EnforcementOfficer.objects.filter(agency__in=agencies.values(), name__in={row["name"] for row in values})
        namesakes: dict[tuple[str, str], dict[int, list[str]]] = {}
        for pk, agency, name, number in rows.values_list("pk", "agency__name", "name", "certificates__number"):
            namesakes.setdefault((agency, name), {}).setdefault(pk, []).append(number or "")
        return Known(agencies, namesakes)

    def agencies(self, known: Known) -> dict[str, Agency]:
        return known.agencies

    def entries(self, rows: QuerySet[Any]) -> Iterator[Entry]:
        """One for each certificate, the latest of a person first, and one for who has none."""
        keys = [column.key for column in self.table.columns]
        found = rows.order_by("pk", "-certificates__valid_to", "-certificates__pk")
        for pk, part, *values in found.values_list("pk", "certificates__pk", *(self.source(key) for key in keys)):
            yield Entry(pk, self.plain(dict(zip(keys, values, strict=True))), part)

    def spans(self, entry: Entry, user: Any) -> list[SpanLine]:
        """暂扣、吊销、注销 of all the person's certificates."""
        return spans_of(entry.pk, user)

    def identify(self, values: Values) -> tuple[Any, ...]:
        """A certificate by its number, a person without one by agency and name."""
        return (values["number"],) if values["number"] else (values["agency"], values["name"])

    def title(self, values: Values) -> str:
        return " ".join(filter(None, (values["name"], values["number"])))

    def admit(self, values: Values, known: Known, entry: Entry | None) -> None:
        _dates(values)
        if entry is None:
            _new_person(values, known)
        elif entry.part is not None and not values["number"]:
            raise Wrong("number", "证号不能清空", "不再有效的证件改有效期至")
        else:
            person = {name: values[name] for name in ("agency", *PERSON)}
            if known.said.setdefault(entry.pk, person) != person:
                raise Wrong("", "与同一人员的另一行写得不一样", "请把两行的姓名、单位、类别和日期写成一样")
            values["same_as"] = ""

    def attributes(self, values: Values, known: Known) -> dict[str, Any]:
        agency = known.agencies[values["agency"]]
        return {name: values[name] for name in PERSON} | {"agency": agency, "region_code": agency.region_code}

    def add(self, wanted: Sequence[Values], known: Known) -> list[int]:
        """New certificates of persons who stand there, and new persons with what they hold."""
        holders = {
            number: pk for people in known.namesakes.values() for pk, numbers in people.items() for number in numbers if number
        }
        new = [values for values in wanted if values["same_as"] in ("", ANOTHER)]
        made = iter(super().add(new, known))
        keys = [next(made) if values["same_as"] in ("", ANOTHER) else holders[values["same_as"]] for values in wanted]
        _certify([(key, values) for key, values in zip(keys, wanted, strict=True) if values["number"]])
        return keys

    def change(self, changes: Sequence[Change], known: Known) -> None:
        super().change(list({change.entry.pk: change for change in changes}.values()), known)
        held = [change for change in changes if change.entry.part is not None]
        rows = [
            EnforcementCertificate(pk=change.entry.part, **{name: change.values[name] for name in CERTIFICATE}) for change in held
        ]
        if rows:
            EnforcementCertificate.objects.bulk_update(rows, CERTIFICATE, batch_size=500)
        _certify(
            [(change.entry.pk, change.values) for change in changes if change.entry.part is None and change.values["number"]]
        )


def _dates(values: Values) -> None:
    """The days of a row go together."""
    if values["entered_on"] and values["left_on"] and values["left_on"] < values["entered_on"]:
        raise Wrong("left_on", "在入职日期之前", "请核对两个日期")
    for name, label in (("valid_from", "有效期自"), ("valid_to", "有效期至")):
        if values["number"] and not values[name]:
            raise Wrong(name, "为空，有执法证号的必填", f"请填写{label}")
    if values["number"] and values["valid_to"] < values["valid_from"]:
        raise Wrong("valid_to", "在有效期自之前", "请核对两个日期")
    if not values["number"] and (values["valid_from"] or values["valid_to"] or values["field"]):
        raise Wrong("number", "为空，却填了执法领域或者有效期", "请填写执法证号，或者删去执法领域和有效期")


def _new_person(values: Values, known: Known) -> None:
    """Two people of one name are told apart by whoever knows them, never by a guess."""
    who = (values["agency"], values["name"])
    people, same = known.namesakes.get(who, {}), values["same_as"]
    numbers = [number for numbers in people.values() for number in numbers if number]
    if same and same != ANOTHER and (same not in numbers or not values["number"]):
        raise Wrong("same_as", "不是本单位同名人员的证号", "同一个人填已有的证号，另一个人填“无”")
    if not same and people:
        held = f"（证号 {'、'.join(numbers)}）" if numbers else "（没有证件）"
        raise Wrong("name", f"本单位已登记同名人员{held}", "在“同名人员”列写明：同一个人填该人员已有的证号，另一个人填“无”")
    if not same and who in known.fresh:
        raise Wrong(
            "name", "与文件里另一行新登记的人员同名", "确是两个人的，在“同名人员”列填“无”；同一个人有两个证件的，分两次登记"
        )
    known.fresh.add(who)


def _certify(held: Sequence[tuple[int, Values]]) -> None:
    EnforcementCertificate.objects.bulk_create(
        [EnforcementCertificate(officer_id=pk, **{name: values[name] for name in CERTIFICATE}) for pk, values in held],
        batch_size=2_000,
    )


def _status(begin: datetime.date | None, end: datetime.date | None, spans: list[dict[str, str | None]]) -> str:
    """The state of a certificate today; "" for who has none."""
    if begin is None or end is None:
        return ""
    days = [(str(span["status"]), datetime.date.fromisoformat(str(span["begin"])), _day(span["end"])) for span in spans]
    return status_of(begin, end, days)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


OFFICERS = Officers()
_SPANS = ArraySubquery(
    CertificateSpan.objects.filter(certificate=OuterRef("certificates__pk"))
    .order_by("from_day")
    .values(told=JSONObject(status="status", begin="from_day", end="to_day"))
)
EXPORTED = OFFICERS.exported(
    "agencies.export_officer",
    "agencies:officer_list_export",
    out("状态", "certificates__valid_from", "certificates__valid_to", _SPANS, shown=_status),
)
