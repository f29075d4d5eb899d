"""问别处的编号，答复与问一个不存在的编号一字不差；别处多了什么，本处的数字、次序都不动（A4 A11）。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.urls import reverse

from agencies.models import EnforcementCertificate
from cases.models import CaseAct, CaseParticulars, ImportBatch
from reports.services import rollups
from tests.notices import builders
from tests.web.canaries import WORDS
from tests.web.deeds import DEEDS
from tests.web.layers import LAYERS, without_either
from tests.web.matrix import TABLE
from tests.web.reading import LISTS
from tests.web.walking import Answer, Walker, taken_back
from tests.web.world import NOBODY, Place, World

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Walker]
STRANGERS = {
    "county_supervisor": "CN", "county_chief": "CN", "neighbour_supervisor": "KMCT", "housing_officer": "MCTN", "market_officer": "KMTN",
    "neighbour_officer": "KMCT", "town_officer": "KMCN", "township_assistant": "KMCN", "social_supervisor": "CN", "system_admin": "KN",
    "two_agencies": "MCT",
}  # fmt: skip
"""Who asks for the things of which places that are not theirs to see."""


def keys_of(place: Place) -> Iterator[tuple[str, str]]:
    """(parameter, value) of everything of a place that an address might be asked for."""
    for parameter, thing in (
        ("agency", "agency"), ("batch", "batch"), ("finding", "finding"), ("ids", "finding"), ("case", "case"), ("matter", "matter"),
        ("instrument", "responded"), ("pk", "case"), ("id", "matter"), ("officer", "officer"),
    ):  # fmt: skip
        yield parameter, str(place.of(thing)["pk"])


def words_of(place: Place) -> Iterator[tuple[str, str]]:
    """(parameter, text) that occurs at a place only: names, numbers, codes; and texts of the same shape that occur nowhere."""
    word = WORDS[place.letter]
    yield word, "查无词"
    yield place.people.agency.code, "ZZ-" + "Z" * (len(place.people.agency.code) - 3)
    yield EnforcementCertificate.objects.get(officer=place.of("officer")["pk"]).number, "TEST99999999"


def unsaid(answer: Answer, asked: str) -> tuple[int, bytes, dict[str, str]]:
    """What an answer tells, without the question that it repeats: in words, as an address, in the search box."""
    body = answer.body.decode(errors="replace")
    body = re.sub(rf"(?<!\d){re.escape(asked)}(?!\d)", "?", re.sub(r"(?<=q=)[^\"&]*", "?", body))
    return (
        answer.status,
        body.encode(),
        {name: value.replace(asked, "?") for name, value in answer.headers.items() if name != "Content-Length"},
    )


def pairs(world: World, who: str) -> Iterator[tuple[str, str, str]]:
    """(path, foreign question, question for nothing): each list by each key and each word."""
    for place in (world.places[letter] for letter in STRANGERS[who]):
        for path in (*LISTS, "/findings/bulk/", "/matters/new/"):
            for parameter, value in keys_of(place):
                yield path, f"{parameter}={value}", f"{parameter}={NOBODY}"
            for text, nothing in words_of(place):
                yield path, f"q={text}", f"q={nothing}"
        yield "/reports/", f"region={place.people.agency.region_code}", "region=999999"


def test_A4_there_are_five_hundred_pairs(world: World) -> None:
    assert sum(1 for who in STRANGERS for _ in pairs(world, who)) >= 500


@pytest.mark.parametrize("who", STRANGERS)
def test_A4_lists_answer_for_a_strangers_key_or_word_as_for_none(who: str, world: World, browser_of: BrowserOf) -> None:
    told, kept = [], {}
    for path, foreign, nothing in pairs(world, who):
        answers = []
        for question in (foreign, nothing):
            if (path, question) not in kept:
                kept[path, question] = unsaid(browser_of(who).ask("GET", f"{path}?{question}"), question.partition("=")[2])
            answers.append(kept[path, question])
        if answers[0] != answers[1]:
            told.append(f"{path}?{foreign} | {nothing}: {answers[0][0]} {answers[1][0]}")
        if answers[0][0] >= 500:
            told.append(f"{path}?{foreign}: {answers[0][0]}")
    assert not told, "\n".join(told)


@pytest.mark.parametrize("layer", ["both", *LAYERS])
@pytest.mark.parametrize("who", STRANGERS)
def test_A4_A11_no_count_nor_order_moves_when_a_stranger_gets_more(
    who: str, layer: str, world: World, browser_of: BrowserOf
) -> None:
    """A number holds no word that a crawl could find: what is counted is compared, with both layers and with each alone."""
    with LAYERS.get(layer, nullcontext)():
        moved = _moved(who, world, browser_of(who))
    assert moved == []


def test_A11_with_every_layer_off_the_numbers_move(world: World, browser_of: BrowserOf) -> None:
    """The comparison has teeth."""
    with without_either():
        assert _moved("county_supervisor", world, browser_of("county_supervisor"))


def _moved(who: str, world: World, browser: Walker) -> list[str]:
    """The pages of one person that are not what they were once strangers have more findings and batches."""
    rows = [
        row for row in TABLE if row.method == "GET" and row.thing == "nothing" and row.cells[who]["-"] == "o"
        # A workbook holds the minute it was made; a phone is bound with a new secret each time.
        and not row.route.endswith("_template")
        and row.route not in {"cases:template", "cases:standard_workbook", "agencies:second_factor"}
    ]  # fmt: skip
    urls = [reverse(row.route, kwargs=row.parts) for row in rows]
    before = {url: browser.ask("GET", url).body for url in urls}
    with taken_back():
        for letter in STRANGERS[who]:
            place = world.places[letter]
            for severity in (1, 2, 3):
                builders.make_finding(place.people.agency, state="open", severity=severity)
            batch = ImportBatch.objects.get(pk=place.of("queued")["pk"])
            batch.pk, batch.file_sha256 = None, "1" * 64
            batch.save()
        rollups.refresh_all()
        after = {url: browser.ask("GET", url).body for url in urls}
    return [url for url in before if before[url] != after[url]]


@pytest.mark.parametrize("who", ["county_supervisor", "housing_officer", "neighbour_officer"])
def test_A4_a_strangers_certificate_number_in_ones_own_record_does_not_say_whose_it_is(
    who: str, world: World, browser_of: BrowserOf
) -> None:
    """The rules may say whether a certificate was in force; the page names nobody of an organisation that is not one's own."""
    mine = world.places["N" if who == "neighbour_officer" else "K"]
    strange = world.places["K" if who == "neighbour_officer" else "N"]
    certificate = EnforcementCertificate.objects.select_related("officer").get(officer=strange.of("officer")["pk"])
    with taken_back():
        act = CaseAct.objects.get(case=mine.of("case")["pk"])
        CaseAct.objects.filter(pk=act.pk).update(enforcing=[certificate.number])
        page = browser_of(who).ask("GET", reverse("cases:case", kwargs=mine.of("case"))).body.decode()
    assert certificate.number in page
    page = page.replace(certificate.number, "")
    assert WORDS[strange.letter] not in page
    assert certificate.officer.name not in page


# --- A5: a key inside a form or an address never reaches what is not one's own

NESTED = ("item", "answer", "extension", "objection", "referral", "attachment")


@pytest.mark.parametrize(
    "who", ["county_supervisor", "neighbour_supervisor", "housing_officer", "neighbour_officer", "two_tiers"]
)
def test_A5_a_foreign_part_of_ones_own_thing_is_like_no_part_at_all(who: str, world: World, browser_of: BrowserOf) -> None:
    wrong = []
    mine = world.places["N" if who.startswith("neighbour") else "K"]
    for deed in DEEDS:
        for part in set(NESTED) & set(mine.of(deed.thing)) if mine.letter in deed.who else ():
            for strange in (world.places[letter] for letter in deed.who if letter not in {mine.letter, "A"}):
                foreign = strange.of(deed.thing)[part]
                answers = [
                    browser_of(who).ask(
                        "POST",
                        reverse(deed.route, kwargs=mine.of(deed.thing) | {part: key}),
                        deed.form(mine),
                        **{"HX-Request": "true"},
                    )
                    for key in (foreign, NOBODY)
                ]
                said = [
                    (answer.status, answer.body.replace(b"/%d/" % key, b"/?/"))
                    for answer, key in zip(answers, (foreign, NOBODY), strict=True)
                ]
                if any(answer.wrote or answer.letter == "!" for answer in answers) or said[0] != said[1]:
                    wrong.append(f"{deed.route} {part} of {strange.letter}: {[(a.status, sorted(a.wrote)) for a in answers]}")
    assert not wrong, "\n".join(wrong)


REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("notices:matter_open", "finding", "spare_finding", "pk"),
    ("notices:matter_open", "ids", "spare_finding", "pk"),
    ("notices:matter_add", "finding", "spare_finding", "pk"),
    ("notices:suspension_propose", "certificate", "certificate", "pk"),
    ("cases:triage_bulk", "ids", "finding", "pk"),
    ("cases:upload", "agency", "agency", "pk"),
    ("cases:profile_new", "agency", "agency", "pk"),
    ("cases:waiver_new", "agency", "agency", "pk"),
    ("leads:lead_new", "agency", "agency", "pk"),
    ("leads:report", "agency", "agency", "pk"),
    ("reports:request", "region", "region", "region"),
)
"""(route, field, thing, key): every field of a form that names a row. A5 keeps it whole: `test_A5_every_reference_stands_in_the_list`."""


def test_A5_every_reference_stands_in_the_list(world: World) -> None:
    """A number of a thing in a deed's form is a reference; so is a region."""
    keys = {value for thing in ("finding", "spare_finding", "agency", "certificate") for value in world.own.of(thing).values()}
    found = {
        (deed.route, name)
        for deed in DEEDS
        if not deed.route.startswith(
            "agencies:"
        )  # administrators name agencies and things in words; the services ask their reach
        for name, value in (deed.form(world.own).items() if "K" in deed.who else ())
        if name in {"finding", "ids", "agency", "region"}
        or (isinstance(value, int) and value in keys and name not in {"amount", "version"})
    }
    by_name = {("cases:duty", "agency"), ("cases:duty_new", "agency")}  # a register names the agency in words, and asks its reach
    assert found - by_name - {("notices:instrument_edit", "period_amount")} <= {(route, name) for route, name, _, _ in REFERENCES}


@pytest.mark.parametrize("who", [who for who in STRANGERS if who not in {"system_admin", "township_assistant"}])
def test_A5_a_foreign_key_in_a_form_is_refused_like_one_of_nothing(who: str, world: World, browser_of: BrowserOf) -> None:
    wrong = []
    mine = world.places[{"market_officer": "C", "town_officer": "T"}.get(who, "N" if who.startswith("neighbour") else "K")]
    for route, field, thing, key in REFERENCES:
        deed = next(deed for deed in DEEDS if deed.route == route)
        for strange in (world.places[letter] for letter in STRANGERS[who]):
            value = strange.of(thing)[key]
            answers = []
            for asked in (value, NOBODY if key == "pk" else "999999"):
                form = {name: given for name, given in deed.form(mine).items() if name not in {"finding", "ids"}} | {field: asked}
                answer = browser_of(who).ask("POST", reverse(route, kwargs=mine.of(deed.thing)), form)
                answers.append((answer.status, answer.body.replace(str(asked).encode(), b"?"), answer.wrote))
            if answers[0] != answers[1] or answers[0][2] or answers[0][0] >= 500:
                wrong.append(f"{route} {field} of {strange.letter}: {[(status, sorted(wrote)) for status, _, wrote in answers]}")
    assert not wrong, "\n".join(wrong)


# --- A6: a form changes what it is for, whatever else is sent with it

PRIVILEGES = (
    "is_superuser", "is_staff", "is_active", "is_admin", "admin", "role", "roles", "permission", "permissions", "groups", "user_permissions",
    "user", "user_id", "actor", "actor_id", "agency_id", "issuer", "issuer_id", "scope", "scope_prefix", "region_code", "state", "pk", "id",
)  # fmt: skip
"""Names that would lift somebody, or move a thing to somebody else."""


def everything_else(world: World) -> dict[str, Any]:
    """Every column of every model of ours, and the names of privilege, each with a value that would be seen."""
    from django.apps import apps

    names: dict[str, Any] = dict.fromkeys(PRIVILEGES, "1")
    for room in ("agencies", "cases", "leads", "appraisals", "notices", "reports", "audit", "outbox", "documents"):
        for model in apps.get_app_config(room).get_models():
            if model is CaseParticulars:
                continue  # no form holds any of its two hundred columns, and a form of more than a thousand fields is refused as a whole
            for field in model._meta.concrete_fields:
                for name in {field.name, field.attname}:
                    names[name] = str(world.foreign.people.agency.pk) if field.is_relation else "1"
    return names


def changed_rows(
    before: dict[str, dict[Any, tuple[Any, ...]]], after: dict[str, dict[Any, tuple[Any, ...]]]
) -> dict[str, set[str]]:
    """Which columns of which tables changed, and of which rows were added or taken away ("+", "-")."""
    found: dict[str, set[str]] = {}
    for label, rows in after.items():
        old = before[label]
        for pk in rows.keys() | old.keys():
            if pk not in old or pk not in rows:
                found.setdefault(label, set()).add("+" if pk in rows else "-")
            elif rows[pk] != old[pk]:
                names = {name for (name, value), (_, was) in zip(rows[pk], old[pk], strict=True) if value != was}
                found.setdefault(label, set()).update(names)
    return found


def snapshot(world: World) -> dict[str, dict[Any, tuple[Any, ...]]]:
    """Every row of ours, column by column."""
    from django.apps import apps

    rooms = ("agencies", "cases", "leads", "appraisals", "notices", "reports")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {
        model._meta.label: {row.pk: tuple((f.attname, _plain(getattr(row, f.attname))) for f in model._meta.concrete_fields)
                            for row in model._base_manager.all()}
        for model in models
    }  # fmt: skip


def _plain(value: Any) -> Any:
    return repr(value)


TIMES = re.compile(r"(_at|_on)$")


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.who.get("K")], ids=lambda deed: deed.name)
def test_A6_nothing_else_changes_when_every_column_is_sent_along(deed: Any, world: World, browser_of: BrowserOf) -> None:
    """The same deed without and with every other name in the form: the same rows, the same columns, the same values."""
    who, url, before = min(deed.who["K"]), reverse(deed.route, kwargs=world.own.of(deed.thing)), snapshot(world)
    done = []
    for more in ({}, everything_else(world)):
        with taken_back():
            optional = OPTIONAL | OWN.get(deed.route, set())
            form = {
                name: value for name, value in more.items() if name not in deed.form(world.own) and name not in optional
            } | deed.form(world.own)
            browser_of(who).keep("POST", url, form)
            after = snapshot(world)
        done.append((changed_rows(before, after), _values(before, after)))
    assert done[0] == done[1]
    if not deed.route.startswith("agencies:"):  # the administrators' own deeds change accounts and posts; nobody else's do
        assert not {"agencies.User", "agencies.Post"} & set(done[1][0])


OPTIONAL = {
    "words",
    "reason",
    "summary",
    "closing",
    "period_basis",
    "note",
    "method",
    "duties",
    "text",
    "title",
    "opening",
    "ends_on",
    "seconded_by",
    "until",
}
"""Fields of the forms themselves that a deed may leave blank: sending them is not sending something else."""
OWN = {
    "cases:api_push": {"agency"},  # a system of several agencies names one
    "leads:lead_new": {"anonymous", "name", "contact"},
    "notices:matter_visit": {"covert", "invited"},
    "notices:answer_objection": {"new_demand", "amount", "unit"},
}
"""The same of one form, by names that are columns elsewhere."""


def _values(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """Changed and new rows with their values; times and keys, which are new each time, left out."""
    found: dict[str, list[Any]] = {}
    for label, rows in after.items():
        for pk, row in rows.items():
            if before[label].get(pk) != row:
                kept = tuple(
                    (name, value)
                    for name, value in row
                    if not TIMES.search(name) and name not in {"id", "number", "digest", "hint"} and not _new_key(name)
                )
                found.setdefault(label, []).append(kept)
    return {label: sorted(rows) for label, rows in found.items()}


def _new_key(name: str) -> bool:
    return name in {
        "response_id",
        "adopted_id",
        "round_id",
        "appraisal_id",
        "appraised_id",
        "sheet_id",
        "draw_id",
        "file_id",
        "matter_id",
        "instrument_id",
        "item_id",
        "matter_item_id",
        "visit_id",
        "span_id",
        "batch_id",
        "report_id",
        "finding_id",
        "object_permission_id",
        "password",  # salted anew each time
    }
