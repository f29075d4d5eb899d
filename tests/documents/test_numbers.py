"""发文字号：并发取号、中途回退，都不跳号、不重号。"""

from __future__ import annotations

import threading
from typing import TypedDict

import pytest
from django.db import IntegrityError, connection, transaction

from supervision.documents.models import NumberSeries
from supervision.documents.numbers import NotInTransaction, format_number, take_number


class Series(TypedDict):
    issuer: str
    series: str
    year: int


SERIES: Series = {"issuer": "430100-sf", "series": "supervise-letter", "year": 2026}


@pytest.mark.django_db
def test_numbers_run_from_one_for_each_issuer_kind_and_year() -> None:
    assert [take_number(**SERIES) for _ in range(3)] == [1, 2, 3]
    assert take_number(issuer="430121-sf", series="supervise-letter", year=2026) == 1
    assert take_number(issuer="430100-sf", series="opinion", year=2026) == 1
    assert take_number(issuer="430100-sf", series="supervise-letter", year=2027) == 1
    assert take_number(**SERIES) == 4


@pytest.mark.django_db
def test_a_rolled_back_issue_gives_its_number_back() -> None:
    assert take_number(**SERIES) == 1
    with transaction.atomic():
        assert take_number(**SERIES) == 2
        transaction.set_rollback(True)
    assert take_number(**SERIES) == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NotInTransaction):
        take_number(**SERIES)
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_takes_at_once_with_every_fifth_rolled_back_leave_no_gap() -> None:
    kept: list[int] = []
    start = threading.Barrier(50)

    def take(turn: int) -> None:
        try:
            start.wait()
            with transaction.atomic():
                number = take_number(**SERIES)
                if turn % 5 == 0:
                    transaction.set_rollback(True)
            if turn % 5:
                kept.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(turn,)) for turn in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(kept) == list(range(1, 41))
    assert NumberSeries.objects.get(**SERIES).last == 40


@pytest.mark.django_db
def test_an_incomplete_series_is_refused() -> None:
    for issuer, series, year in (("", "opinion", 2026), ("430100-sf", "", 2026), ("430100-sf", "opinion", 26)):
        with pytest.raises(ValueError, match="不完整"):
            take_number(issuer=issuer, series=series, year=year)


@pytest.mark.django_db
def test_the_database_refuses_a_negative_counter() -> None:
    with pytest.raises(IntegrityError):
        NumberSeries.objects.create(**SERIES, last=-1)


def test_a_number_is_printed_with_six_cornered_brackets_and_no_leading_zero() -> None:
    assert format_number("长司执监督", 2026, 12) == "长司执监督〔2026〕12号"
    for mark, number in (("", 1), ("长司执监督", 0)):
        with pytest.raises(ValueError, match="不完整"):
            format_number(mark, 2026, number)
