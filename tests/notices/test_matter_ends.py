"""事项何时办结：每个问题都要有下落，没有写进文书的不会随着别的文书一起“办结”。"""

from __future__ import annotations

import datetime
from threading import Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse

from agencies.models import User
from notices.models import Instrument, Matter
from notices.services import verification
from tests.cast import Cast, build_cast
from tests.notices import builders


def closed_letter_with_one_problem_left(cast: Cast) -> Matter:
    """A duty and a wrong in one matter; the 督办函 takes the duty alone and is closed."""
    wrong = builders.make_finding(
        cast.county_housing, "P-12", case=builders.make_case(cast.county_housing, decision_date=datetime.date(2026, 5, 6))
    )
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing), wrong])
    letter = builders.responded(cast, matter=matter)
    assert letter.items.count() == 1
    builders.verify_all(letter, cast.county_supervisor)
    verification.close(instrument=builders.fresh(letter), actor=cast.county_supervisor)
    return Matter.objects.get(pk=matter.pk)


def test_a_matter_stays_open_while_a_problem_stands_in_no_instrument(cast: Cast, sign_in):
    matter = closed_letter_with_one_problem_left(cast)
    assert matter.state == "supervising"
    assert "意见书" in sign_in(cast.county_supervisor).get(matter.get_absolute_url()).text


def test_taking_the_last_such_problem_out_ends_the_matter_and_frees_the_finding(cast: Cast, sign_in):
    matter = closed_letter_with_one_problem_left(cast)
    left = matter.items.get(finding__rule_code="P-12")
    sign_in(cast.county_supervisor).post(reverse("notices:matter_remove", args=[matter.pk, left.pk]))
    matter.refresh_from_db()
    left.finding.refresh_from_db()
    assert (matter.state, left.finding.state) == ("closed", "confirmed")


def test_a_matter_whose_problems_all_stood_in_the_letter_ends_with_it(cast: Cast):
    letter = builders.responded(cast)
    builders.verify_all(letter, cast.county_supervisor)
    verification.close(instrument=builders.fresh(letter), actor=cast.county_supervisor)
    assert Matter.objects.get().state == "closed"


@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_instruments_closed_at_the_same_moment_the_second_closes_the_matter() -> None:
    """The second close begins while the first is not committed yet; it waits for the matter, and finds the first one done."""
    cast = build_cast()
    wrong = builders.make_finding(
        cast.county_housing, "P-12", case=builders.make_case(cast.county_housing, decision_date=datetime.date(2026, 5, 6))
    )
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing), wrong])
    first, second = (builders.responded(cast, matter=matter, kind=kind) for kind in ("press_letter", "opinion"))
    for one in (first, second):
        builders.verify_all(one, cast.county_supervisor)
    behind = Thread(target=_close, args=(second.pk, cast.county_supervisor.pk))
    with transaction.atomic():
        verification.close(instrument=builders.fresh(first), actor=cast.county_supervisor)
        behind.start()
        while behind.is_alive() and not _somebody_waits():
            behind.join(timeout=0.05)
    behind.join()
    assert [builders.fresh(one).state for one in (first, second)] == ["closed", "closed"]
    assert Matter.objects.get(pk=matter.pk).state == "closed"


def _close(instrument: int, actor: int) -> None:
    try:
        verification.close(instrument=Instrument.objects.get(pk=instrument), actor=User.objects.get(pk=actor))
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
