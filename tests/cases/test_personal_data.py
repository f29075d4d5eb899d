"""个人信息：库里、日志里、Redis 里都没有明文；凭证件号码仍能找到案件。"""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from django.db import connection
from stdnum.cn import ric

from cases.columns import TEMPLATES
from cases.columns.fields import PARTY
from cases.intake.protecting import original_cells
from cases.models import EnforcementCase, ImportRow, PartyIdentity
from cases.models.identity import identity_fingerprint
from cases.personal import is_personal, masked_cell
from cases.services import batches
from tests.cases.intake_files import SMALL, as_csv, good, table

HEADER = (*SMALL, "当事人证件号码", "违法事实", "联系电话", "家庭住址", "备注")
IDENTITY = next(column.label for column in PARTY if column.key == "party_identity")


def person(number: int) -> dict[str, str]:
    """A fictional person: an identity number of a birthday that has not come yet, a mobile number nobody has."""
    dice = random.Random(number)
    body = f"430102{dice.randint(2080, 2099)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}{dice.randint(1, 999):03}"
    return {"id": body + ric.calc_check_digit(body + "0"), "phone": f"199{dice.randint(0, 99_999_999):08}"}


def row(number: int, **changes: str) -> dict[str, str]:
    """A penalty of such a person with personal data in every corner."""
    who = person(number)
    return good(
        number, 当事人名称="张演示", 当事人类别="自然人", 统一社会信用代码="", 当事人证件号码=who["id"], 联系电话=who["phone"],
        违法事实=f"当事人（身份证号{who['id'].lower()}，电话{who['phone']}）未按规定明码标价。", 家庭住址="长沙市芙蓉区定王台街道演示路9号",
        备注=f"联系 {who['phone'][:3]} {who['phone'][3:7]} {who['phone'][7:]}",
    ) | changes  # fmt: skip


def load(agency: Any, rows: list[dict[str, str]], header: tuple[str, ...] = HEADER) -> Any:
    import datetime

    batch, _ = batches.receive(
        content=as_csv(table(rows, header)), name="演示.csv", agency=agency, kind="penalty", actor=None, deliver=False
    )
    return batches.run(batch_id=batch.pk, today=datetime.date(2026, 3, 20))


def dump() -> str:
    """Every table of the database as text."""
    texts = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            texts += [line for (line,) in cursor.fetchall()]
    return "\n".join(texts)


def test_j1_a_dump_of_the_database_holds_no_number_of_a_thousand_people(cast: Any) -> None:
    rows = [row(number) for number in range(1, 1001)]
    rows[7]["决定日期"] = rows[8]["决定日期"] = "不是日期"  # refused rows are kept with their cells
    batch = load(cast.city_market, rows)
    assert (batch.stored, batch.refused) == (998, 2)
    text = dump()
    clear = [number for one in range(1, 1001) for number in person(one).values() if number in text or number.lower() in text]
    assert clear == []
    assert "定王台街道演示路9号" not in text
    assert not list(numbers_with_a_right_check_digit(text))


def numbers_with_a_right_check_digit(text: str) -> list[str]:
    """Anything of 18 digits that the check of GB 11643 takes for a person's number."""
    import re

    return [found for found in re.findall(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])", text) if _is_a_persons(found.upper())]


def _is_a_persons(number: str) -> bool:
    """A row's digest may have eighteen digits, too; of a place that its list does not have, the library says so with a KeyError."""
    try:
        return bool(ric.is_valid(number))
    except KeyError:
        return False


def test_the_number_is_kept_once_and_opens_for_who_may_open_it(cast: Any) -> None:
    load(cast.city_market, [row(1), row(2, 当事人证件号码=person(1)["id"].lower()), row(3)])
    assert PartyIdentity.objects.count() == 2
    case = EnforcementCase.objects.get(external_id="R0001")
    kept = PartyIdentity.objects.get(agency=case.agency, fingerprint=case.party_identity)
    assert kept.number.reveal() == person(1)["id"]
    assert (str(kept.number), kept.checksum_right) == ("••••", True)
    assert EnforcementCase.objects.filter(party_identity=identity_fingerprint(person(1)["id"])).count() == 2


def test_two_agencies_that_report_one_person_keep_a_number_each(cast: Any) -> None:
    load(cast.city_market, [row(1)])
    load(cast.neighbour_market, [row(1)])
    assert PartyIdentity.objects.values("fingerprint").distinct().count() == 1
    assert {one.agency for one in PartyIdentity.objects.all()} == {cast.city_market, cast.neighbour_market}


def test_a_repetition_is_still_a_repetition_and_another_number_a_correction(cast: Any) -> None:
    load(cast.city_market, [row(1)])
    again = load(cast.city_market, [row(1), row(2)])
    assert (again.unchanged, again.stored) == (1, 1)
    other = load(cast.city_market, [row(1, 当事人证件号码=person(9)["id"])])
    assert other.superseded == 1
    assert EnforcementCase.objects.get(external_id="R0001").party_identity == identity_fingerprint(person(9)["id"])


def test_the_agency_gets_its_own_refused_cells_back_as_they_were(cast: Any) -> None:
    wrong = row(1, 决定日期="不是日期")
    batch = load(cast.city_market, [wrong])
    kept = ImportRow.objects.get(batch=batch)
    assert original_cells([kept], cast.city_market.pk) == [[wrong.get(heading, "") for heading in HEADER]]
    assert person(1)["phone"] not in str(kept.cells)
    assert person(1)["id"] not in str(json.loads(kept.sealed.reveal()).get("9", ""))


@pytest.mark.parametrize("nothing", ["", "无", "/", "—"])
def test_a_cell_that_holds_no_number_makes_no_identity(cast: Any, nothing: str) -> None:
    load(cast.city_market, [row(1, 当事人证件号码=nothing)])
    assert EnforcementCase.objects.get().party_identity == ""
    assert not PartyIdentity.objects.exists()


def test_a_file_without_personal_data_is_not_touched(cast: Any) -> None:
    load(cast.city_market, [good(1)], SMALL)
    assert not ImportRow.objects.exclude(sealed="").exists()
    assert not PartyIdentity.objects.exists()


def test_no_column_of_our_own_is_taken_for_a_person_s(cast: Any) -> None:
    """ "发生日期" holds "生日": a heading is read as a person reads it."""
    headings = {column.label for table in TEMPLATES.values() for column in table.columns}
    assert {heading for heading in headings if is_personal(heading)} == {IDENTITY}
    rows = [dict.fromkeys(HEADER, "") | good(1) | {"违法行为发生日期": "2026-02-01", "缴款记录": "2026-04-01 13800138000"}]
    batch = load(cast.city_market, rows, (*SMALL, "违法行为发生日期", "缴款记录"))
    assert (batch.stored, batch.refused) == (1, 0)
    assert not ImportRow.objects.exclude(sealed="").exists()


@pytest.mark.parametrize(
    ("heading", "text", "shown"),
    [
        ("法定代表人证件号码", "430102199001011234", "430102********1234"), ("CF_FR_ZJHM", "430102199001011234", "430102********1234"),
        ("联系电话", "0731-85551234", "0731-****1234"), ("开户银行账号", "6222020200112233445", "***************3445"),
        ("家庭住址", "长沙市芙蓉区定王台街道1号", "长沙市芙蓉区定王台街道****"), ("出生日期", "1990-01-01", "****"),
        ("执法证号", "YA12345", "YA12345"), ("备注", "无", "无"), ("证件类型", "居民身份证", "居民身份证"),
    ],
)  # fmt: skip
def test_a_cell_is_masked_by_its_heading(heading: str, text: str, shown: str) -> None:
    assert masked_cell(heading, text) == shown
