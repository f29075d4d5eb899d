"""监督事项：立项、增减问题、终结、协助记录。"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.choices import AgencyKind, Role
from agencies.models import Agency, Post, User
from notices.choices import ProblemType
from notices.lifecycles import INSTRUMENT
from notices.models import Matter
from notices.services import drafting, matters
from supervision.documents.models import NumberSeries
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply
from tests.cast import Cast
from tests.notices import builders


def test_a_matter_takes_its_findings_in_and_copies_their_words(cast: Cast) -> None:
    duty = builders.make_finding(cast.county_housing, "P-30")
    matter = builders.open_matter(cast, findings=[duty])
    item = matter.items.get()
    duty.refresh_from_db()
    assert duty.state == "in_matter"
    assert duty.case.case_no in item.description
    assert item.basis == "《行政处罚法》第六十条"
    assert item.is_duty
    assert matter.supervisor == cast.county_bureau


def test_the_words_of_a_matter_name_no_party(cast: Cast) -> None:
    finding = builders.make_finding(cast.county_housing, case=builders.make_case(cast.county_housing, party_name="张演示"))
    assert "张演示" not in builders.open_matter(cast, findings=[finding]).items.get().description


def test_a_person_decides_which_problems_are_duties_not_performed(cast: Cast) -> None:
    finding = builders.make_finding(cast.county_housing, "P-30")
    matter = matters.open_matter(
        findings=[finding], title="核实", problem_type=ProblemType.PROCEDURE, duties=[], actor=cast.county_supervisor
    )
    assert not matter.items.get().is_duty


def test_matters_are_numbered_without_gaps_per_bureau_and_year(cast: Cast) -> None:
    first = builders.open_matter(cast)
    with pytest.raises(UserError):
        builders.open_matter(cast, findings=[])
    taken = builders.make_finding(cast.county_housing, state="dismissed", reason="不成立")
    with pytest.raises(NotAllowed):
        builders.open_matter(cast, findings=[taken])
    second = builders.open_matter(cast)
    city = builders.open_matter(cast, findings=[builders.make_finding(cast.city_market)], actor=cast.city_supervisor)
    assert first.number.startswith("浏监事〔")
    assert first.number.endswith("〕1号")
    assert second.number.endswith("〕2号")
    assert city.number.startswith("长监事〔")
    assert city.number.endswith("〕1号")
    assert NumberSeries.objects.get(issuer="LY-SFJ", series="matter").last == 2


def test_findings_of_two_agencies_are_refused_with_their_names(cast: Cast) -> None:
    found = [builders.make_finding(cast.city_market), builders.make_finding(cast.county_housing)]
    with pytest.raises(UserError) as refused:
        builders.open_matter(cast, findings=found, actor=cast.city_supervisor)
    assert "市市场监管局" in str(refused.value)
    assert "浏阳市住建局" in str(refused.value)
    assert not Matter.objects.exists()


def test_a_neighbour_county_cannot_open_a_matter(cast: Cast) -> None:
    finding = builders.make_finding(cast.county_housing)
    with pytest.raises(PermissionDenied):
        builders.open_matter(cast, findings=[finding], actor=cast.neighbour_supervisor)
    finding.refresh_from_db()
    assert finding.state == "confirmed"


@pytest.mark.parametrize("dispute", ["reconsideration", "litigation"])
def test_a_case_before_a_reconsideration_organ_or_a_court_is_not_supervised_again(cast: Cast, dispute: str) -> None:
    case = builders.make_case(cast.county_housing, dispute_status=dispute)
    with pytest.raises(NotAllowed) as refused:
        builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing, case=case)])
    assert refused.value.article == "《行政执法监督条例》第三十三条第三款"


def test_a_concluded_dispute_may_be_supervised(cast: Cast) -> None:
    case = builders.make_case(cast.county_housing, dispute_status="concluded")
    assert builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing, case=case)]).state == "open"


def test_a_finding_already_in_a_matter_is_not_taken_twice(cast: Cast) -> None:
    finding = builders.make_finding(cast.county_housing)
    builders.open_matter(cast, findings=[finding])
    with pytest.raises(NotAllowed):
        builders.open_matter(cast, findings=[finding])
    assert Matter.objects.count() == 1


def test_a_township_office_opens_no_matter_even_with_a_supervisors_role(cast: Cast) -> None:
    agency = Agency.objects.create(
        code="LY-DY-NS", name="大瑶镇综合执法队", short_name="大瑶执法队", kind=AgencyKind.ENFORCEMENT,
        region=cast.township, region_code=cast.township.code, tier=cast.township.tier,
    )  # fmt: skip
    impostor = User.objects.create(username="impostor", display_name="钱越权", password="!")
    Post.objects.create(user=impostor, agency=cast.justice_office, role=Role.SUPERVISOR, title="司法助理", starts_on="2020-01-01")
    with pytest.raises(NotAllowed) as refused:
        builders.open_matter(cast, findings=[builders.make_finding(agency)], actor=impostor)
    assert refused.value.article == "《行政执法监督条例》第六条第二款"


def test_further_findings_of_the_same_agency_are_taken_in(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    matters.add_findings(matter=matter, findings=[builders.make_finding(cast.county_housing)], actor=cast.county_supervisor)
    assert [item.order for item in matter.items.all()] == [1, 2, 3]


def test_a_finding_of_another_agency_is_not_added(cast: Cast) -> None:
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.city_market)], actor=cast.city_supervisor)
    with pytest.raises(UserError, match="浏阳市住建局"):
        matters.add_findings(matter=matter, findings=[builders.make_finding(cast.county_housing)], actor=cast.city_supervisor)


def test_a_removed_problem_frees_its_finding(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    item = matter.items.select_related("finding").get(order=1)
    finding = item.finding
    assert finding is not None
    matters.remove_item(matter=matter, item_id=item.pk, actor=cast.county_supervisor)
    finding.refresh_from_db()
    assert finding.state == "confirmed"
    assert matter.items.count() == 1


def test_a_problem_that_stands_in_an_instrument_is_not_removed(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    builders.draft(cast, matter=matter)
    with pytest.raises(UserError, match="已写入监督文书"):
        matters.remove_item(matter=matter, item_id=matter.items.get(order=1).pk, actor=cast.county_supervisor)


def test_the_last_problem_is_not_removed(cast: Cast) -> None:
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing)])
    with pytest.raises(UserError, match="只剩这一个问题"):
        matters.remove_item(matter=matter, item_id=matter.items.get().pk, actor=cast.county_supervisor)


def test_a_dropped_matter_keeps_its_reason_and_frees_its_findings_for_another(cast: Cast) -> None:
    finding = builders.make_finding(cast.county_housing)
    matter = builders.open_matter(cast, findings=[finding])
    matters.drop_matter(matter=matter, reason="当场已经纠正。", actor=cast.county_supervisor)
    finding.refresh_from_db()
    assert (matter.state, matter.result, finding.state) == ("dropped", "当场已经纠正。", "confirmed")
    assert matter.items.count() == 1
    assert builders.open_matter(cast, findings=[finding]).state == "open"


def test_dropping_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(UserError, match="终结理由"):
        matters.drop_matter(matter=builders.open_matter(cast), reason="  ", actor=cast.county_supervisor)


def test_a_matter_with_an_instrument_is_not_dropped(cast: Cast) -> None:
    matter = builders.draft(cast).matter
    with pytest.raises(NotAllowed, match="尚未作废的监督文书"):
        matters.drop_matter(matter=matter, reason="不再监督。", actor=cast.county_supervisor)


def test_a_township_assistant_writes_notes_and_nothing_else(cast: Cast) -> None:
    agency = Agency.objects.create(
        code="LY-DY-NS", name="大瑶镇综合执法队", short_name="大瑶执法队", kind=AgencyKind.ENFORCEMENT,
        region=cast.township, region_code=cast.township.code, tier=cast.township.tier,
    )  # fmt: skip
    matter = builders.open_matter(cast, findings=[builders.make_finding(agency)])
    note = matters.add_note(matter=matter, text="到现场看过，围挡已拆除。", actor=cast.township_assistant)
    assert note.author == cast.township_assistant
    with pytest.raises(PermissionDenied):
        drafting.draft_instrument(matter=matter, kind="press_letter", actor=cast.township_assistant)
    with pytest.raises(PermissionDenied):
        matters.add_findings(matter=matter, findings=[builders.make_finding(agency)], actor=cast.township_assistant)


def test_the_lifecycle_refuses_an_instrument_of_a_township_office_whoever_moves_it(cast: Cast) -> None:
    instrument = builders.draft(cast)
    instrument.issuer_kind = AgencyKind.JUSTICE_OFFICE
    with pytest.raises(NotAllowed) as refused:
        apply(INSTRUMENT, instrument, "submit", actor=cast.county_supervisor)
    assert refused.value.article == "《行政执法监督条例》第六条第二款"


def test_the_database_itself_refuses_an_instrument_issued_by_a_township_office(cast: Cast) -> None:
    instrument = builders.draft(cast)
    with pytest.raises(IntegrityError, match="instrument_issued_by_a_supervision_body"), transaction.atomic():
        type(instrument).objects.filter(pk=instrument.pk).update(
            issuer=cast.justice_office, issuer_kind=AgencyKind.JUSTICE_OFFICE
        )
