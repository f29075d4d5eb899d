"""自然人姓名：库里没有明文；凭全名找得到，更正与重复分得清，已入库的补封，退回的行是完整的。"""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import pytest
from django.db import connection, transaction

from cases.columns.drawing import Drawing
from cases.columns.publicity import PENALTY
from cases.intake import sealing
from cases.intake.protecting import original_cells
from cases.models import EnforcementCase, ImportRow, PartyName
from cases.search import index_batch
from cases.selectors.cases import CaseFilter, find_cases
from cases.selectors.personal import in_clear
from supervision.crypto.keys import generate
from tests.cases import test_drawn_profiles
from tests.cases.intake_files import SMALL, good
from tests.cases.test_personal_data import HEADER, dump, load, person
from tests.cases.test_personal_data import row as row_of
from tests.cases.test_push import GOOD, push, token, work

__all__ = ["token"]

NAME = "牛桀骜"
ALIKE = "牛桀纵"
FINE = "罚款金额（元）"
"""Another person of the same masked name."""


def row(number: int, **changes: str) -> dict[str, str]:
    """A penalty of a person whose name stands in every corner."""
    texts = {"当事人名称": NAME, "违法事实": f"{NAME}未按规定明码标价，对{NAME}罚款。", "备注": f"{NAME}已到场"}
    return row_of(number, **(texts | changes))


def case(number: int = 1) -> EnforcementCase:
    return EnforcementCase.objects.get(external_id=f"R{number:04}")


def found(user: Any, text: str) -> set[str]:
    rows = find_cases(EnforcementCase.objects.visible_to(user), CaseFilter(text=text), user)
    return set(rows.values_list("external_id", flat=True))


def test_d1_a_dump_holds_no_full_name_after_a_file_and_a_push(cast: Any, token: str) -> None:
    rows = [
        row(1), row(2, 决定日期="不是日期"), row(3, 当事人类别="01"), row(4, 当事人类别="个 人"), row(5, 当事人类别="") | {FINE: "5,000元"},
        row(6, 当事人类别="某种人"), row(7, 当事人证件号码=""),
    ]  # fmt: skip
    batch = load(cast.city_market, rows)
    load(cast.city_market, [row(1) | {FINE: "6000.00"}])
    answer = push(
        token,
        [
            {**GOOD, "party_name": NAME, "party_type": "自然人", "facts": f"{NAME}占道", "cause": f"{NAME}占道"},
            {**GOOD, "record_no": "S-2"},
        ],
    )
    assert answer.status_code == 202
    work()
    assert (batch.total, batch.refused, EnforcementCase.objects.filter(party_name="牛某某").count()) == (7, 2, 6)
    assert EnforcementCase.objects.get(external_id="S-1").facts == "牛某某占道"
    text = dump()
    assert NAME not in text
    assert "牛某某" in text
    assert GOOD["party_name"] in text


def test_a_name_in_a_number_is_masked_and_two_people_s_records_stay_two(cast: Any) -> None:
    numbers = {"记录号": "R-{}-1", "决定书文号": "罚{}〔2026〕1号"}
    rows = [
        row(1, 当事人名称=one, 违法事实="", 备注="", **{key: text.format(one) for key, text in numbers.items()})
        for one in (NAME, ALIKE)
    ]
    assert load(cast.city_market, rows).stored == 2
    assert set(EnforcementCase.objects.values_list("decision_no", flat=True)) == {"罚牛某某〔2026〕1号"}
    assert NAME not in dump()
    assert ALIKE not in dump()
    assert load(cast.city_market, rows[:1]).unchanged == 1


def test_shops_and_organisations_stay_in_clear(cast: Any) -> None:
    header = (*SMALL, "当事人证件号码", "法定代表人")
    rows = [
        good(1, 法定代表人="演示甲"), good(2, 当事人名称="演示面馆", 当事人类别="个体工商户"), good(3, 当事人类别="", 当事人证件号码=person(3)["id"]),
        good(4, 当事人类别="非法人组织", 当事人证件号码=person(4)["id"]),
    ]  # fmt: skip
    load(cast.city_market, rows, header)
    stored = EnforcementCase.objects.order_by("external_id")
    assert [one.party_name for one in stored] == [one["当事人名称"] for one in rows]
    assert stored[0].legal_representative == "演示甲"
    assert not PartyName.objects.exists()
    assert not EnforcementCase.objects.exclude(party_name_fingerprint="").exists()


def test_the_full_name_finds_and_a_surname_finds_by_its_first_character(cast: Any, settings: Any) -> None:
    before = load(cast.city_market, [row(1), row(2, 当事人名称=ALIKE), row(3, 当事人名称="马桀骜")])
    settings.CRYPTO_KEYS = f"{settings.CRYPTO_KEYS},{generate('hmac')}"
    after = load(cast.neighbour_market, [row(4)])
    for batch in (before, after):
        index_batch(batch.pk)
    everybody = cast.city_supervisor
    assert found(everybody, NAME) == found(everybody, " 牛 桀骜 ") == {"R0001", "R0004"}
    assert found(everybody, ALIKE) == {"R0002"}
    assert found(everybody, "牛") == {"R0001", "R0002", "R0004"}
    assert found(everybody, "桀骜") == set()
    assert found(cast.neighbour_supervisor, NAME) == {"R0004"}


def test_the_search_page_finds_by_the_name_and_shows_it_masked(cast: Any, sign_in: Any) -> None:
    index_batch(load(cast.city_market, [row(1), row(2, 当事人名称=ALIKE)]).pk)
    page = sign_in(cast.city_supervisor).get("/cases/", {"q": NAME}).content.decode()
    assert case(1).decision_no in page
    assert case(2).decision_no not in page


def test_another_name_with_the_same_mask_is_a_correction_and_the_same_a_repetition(cast: Any) -> None:
    load(cast.city_market, [row(1)])
    again = load(cast.city_market, [row(1), row(2)])
    assert (again.unchanged, again.stored) == (1, 1)
    other = load(cast.city_market, [{heading: cell.replace(NAME, ALIKE) for heading, cell in row(1).items()}])
    assert (other.superseded, case().party_name) == (1, "牛某某")
    assert {"label": "当事人", "value": ALIKE} in in_clear(case())


def test_two_people_of_one_masked_name_in_one_decision_are_two_cases(cast: Any, settings: Any) -> None:
    rows = [row(1, 记录号=""), row(1, 记录号="", 当事人名称=ALIKE, 违法事实="", 备注="")]
    batch = load(cast.city_market, rows)
    assert (batch.stored, batch.refused) == (2, 0)
    settings.CRYPTO_KEYS = f"{settings.CRYPTO_KEYS},{generate('hmac')}"
    again = load(cast.city_market, [rows[0], row(9)])
    assert (again.superseded, again.stored, EnforcementCase.objects.count()) == (1, 1, 3), "a new key makes no other record"


def test_a_masked_name_is_refused_where_the_whole_record_is_held_and_stored_where_it_is_not(cast: Any) -> None:
    load(cast.city_market, [row(1)])
    masked = row(1, 记录号="", 当事人名称="牛某某", 当事人证件号码="")
    assert load(cast.city_market, [masked]).refused == 1
    elsewhere = load(cast.neighbour_market, [masked])
    assert elsewhere.stored == 1
    assert EnforcementCase.objects.get(batch=elsewhere).party_name_fingerprint == ""
    whole = load(cast.city_market, [row(1, 记录号="R0007", 当事人名称=ALIKE)])
    assert whole.stored == 1, "a full name that looks the same when masked is another person's"


def test_a_correction_that_does_not_say_who_is_a_person_leaves_no_name_in_clear(cast: Any) -> None:
    load(cast.city_market, [row(1)])
    header = ("记录号", "当事人名称", "决定日期", "决定书文号", "违法事实")
    batch = load(cast.city_market, [row(1, 当事人名称=ALIKE, 违法事实=f"{ALIKE}占道")], header)
    assert (batch.superseded, case().party_name, case().facts) == (1, "牛某某", "牛某某占道")
    assert {"label": "当事人", "value": ALIKE} in in_clear(case())


def test_refused_rows_go_home_complete_and_are_decided_again(cast: Any) -> None:
    wrong = row(1, 决定日期="不是日期")
    batch = load(cast.city_market, [wrong, row(2)])
    kept = ImportRow.objects.get(batch=batch)
    assert original_cells([kept], cast.city_market.pk) == [[wrong.get(heading, "") for heading in HEADER]]
    assert NAME not in str(kept.cells) + str(kept.problems)
    assert load(cast.city_market, [row(1)]).stored == 1


@pytest.mark.parametrize("kind", ["translated", "fixed"])
def test_a_drawn_profile_says_who_is_a_person_and_its_numbers_hold_no_name(cast: Any, kind: str) -> None:
    columns = {"Shop": "party_name", "Visited": "inspected_on", "Who": "party_type"}
    words, fixed = {"party_type": {"P": "自然人"}}, {}
    if kind == "fixed":
        del columns["Who"]
        words, fixed = {}, {"party_type": "自然人"}
    test_drawn_profiles.draw(cast, Drawing(columns, words, fixed, ("Visited", "Shop"), ("Who",) * (kind == "fixed")))
    rows = [[NAME, "2026-03-02", "P"], [ALIKE, "2026-03-02", "P"]]
    batch = test_drawn_profiles.load(cast.city_market, rows, ["Shop", "Visited", "Who"])
    assert (batch.stored, batch.refused) == (2, 0)
    assert set(EnforcementCase.objects.values_list("party_name", "party_type")) == {("牛某某", "person")}
    assert NAME not in dump()
    assert hashlib.md5(NAME.encode(), usedforsecurity=False).hexdigest()[:8] not in dump()


def test_the_file_for_publication_and_its_headings_are_read_the_same(cast: Any) -> None:
    labels = {column.key: column.label for column in PENALTY.columns}
    line = {
        labels["party_name"]: NAME, labels["party_type"]: "自然人", labels["decision_no"]: "演市监罚〔2026〕1号", labels["decision_date"]: "2026/03/02",
        labels["facts"]: f"{NAME}占道",
    }  # fmt: skip
    load(cast.city_market, [line], tuple(column.label for column in PENALTY.columns))
    stored = EnforcementCase.objects.get()
    assert (stored.party_name, stored.facts) == ("牛某某", "牛某某占道")
    assert NAME not in dump()


# --- what was stored before


OLD = "牛桀横"


def unsealed(*, number: str = "") -> None:
    """The persons' cases as they stood before names were sealed; a record without a number of its own has a digest of the name in it."""
    digest = hashlib.md5(OLD.encode(), usedforsecurity=False).hexdigest()[:8]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_enforcementcase SET party_name = %(name)s, party_name_fingerprint = '', facts = replace(facts, '牛某某', %(name)s),"
            " search = bigrams(%(name)s), external_id = regexp_replace(external_id, '#.*', '#' || %(digest)s) WHERE party_type = 'person'",
            {"name": OLD, "digest": digest},
        )
        cursor.execute("UPDATE cases_importrow SET cells = array_replace(cells, '牛某某', %s), sealed = ''", [OLD])


def test_names_stored_before_are_sealed_in_batches_and_a_second_run_has_nothing_to_do(cast: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    old = [row(number, 记录号="", 当事人名称=OLD, 违法事实=f"{OLD}占道", 备注="") for number in range(1, 6)]
    load(cast.city_market, [*old, row(6, 决定日期="不是日期", 违法事实="", 备注="")])
    load(cast.city_market, [good(9, 当事人类别="个体工商户", 当事人名称="演示面馆")], SMALL)
    unsealed()
    EnforcementCase.objects.filter(decision_no__endswith="〕5号").update(archived_on="2026-03-01")
    assert OLD in dump()
    _next = sealing._next_cases

    def stopped(batch: int | None, after: int) -> Any:
        if after:
            raise KeyboardInterrupt
        return _next(batch, after)

    monkeypatch.setattr(sealing, "_next_cases", stopped)
    with pytest.raises(KeyboardInterrupt):
        sealing.seal_names()
    monkeypatch.setattr(sealing, "_next_cases", _next)
    assert EnforcementCase.objects.filter(party_name=OLD).count() == 3
    assert (sealing.seal_names(), sealing.seal_rows()) == (3, 1)
    assert OLD not in dump()
    assert case(9).party_name == "演示面馆"
    assert len(found(cast.city_supervisor, OLD)) == 5
    assert PartyName.objects.filter(
        fingerprint=EnforcementCase.objects.filter(party_type="person")[0].party_name_fingerprint
    ).exists()
    assert original_cells([ImportRow.objects.get(outcome="refused")], cast.city_market.pk)[0][1] == OLD
    assert (sealing.seal_names(), sealing.seal_rows()) == (0, 0)
    again = load(cast.city_market, [old[0] | {"备注": "再报"}])
    assert (again.stored, again.unchanged) == (0, 1), "the number of a record is the one that it would get now"


def test_an_archived_case_takes_the_mask_of_its_name_and_nothing_else(cast: Any) -> None:
    load(cast.city_market, [row(1)])
    unsealed()
    assert OLD in case().facts
    EnforcementCase.objects.update(archived_on=datetime.date(2026, 3, 1))
    with pytest.raises(Exception, match="read-only"), transaction.atomic():
        EnforcementCase.objects.update(party_name="牛某某", party_name_fingerprint="k", fine_amount=1)
    with pytest.raises(Exception, match="read-only"), transaction.atomic():
        EnforcementCase.objects.update(party_name="马某某")
    assert sealing.seal_names() == 1
    assert (case().party_name, OLD in case().facts) == ("牛某某", False)
