"""暗记：每个单位的文字里都有一个别处没有的词（A3）。

A word for each organisation, put in front of every text of its records and of its people's names. Who reads a word of an organisation that
is not theirs has read something that leaked. `MAY_MEET` says for each person of the matrix which words are theirs to meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agencies.models import Agency, Post, User
from cases.models import EnforcementCase
from supervision.crypto.fields import Sealed

WORDS = {
    "K": "密语子", "M": "密语丑", "C": "密语寅", "T": "密语卯", "N": "密语辰",
    "k": "密语巳", "c": "密语午", "n": "密语未", "p": "密语申", "q": "密语酉", "r": "密语戌", "j": "密语亥", "y": "密语甲",
}  # fmt: skip
"""Word of each organisation: the five supervised agencies (their records too), the three bureaus (k c n), the three governments (p county,
q city, r neighbour), the justice office (j), the tobacco bureau (y). They occur nowhere else."""

CODES = {
    "LY-ZJ": "K", "LY-SCJG": "M", "CS-SCJG": "C", "LY-DY-ZD": "T", "NX-SCJG": "N", "LY-SFJ": "k", "CS-SFJ": "c", "NX-SFJ": "n",
    "LY-ZF": "p", "CS-ZF": "q", "NX-ZF": "r", "LY-DY-SFS": "j", "CS-YC": "y",
}  # fmt: skip

_CITY, _COUNTY = "KMCTNkcnpqrjy", "KMTkpjc"
MAY_MEET = {
    "anonymous": "", "disabled": "", "expired": "k",
    "city_supervisor": _CITY, "city_chief": _CITY, "city_legal": _CITY, "city_director": _CITY, "city_leader": _CITY,
    "county_supervisor": _COUNTY, "county_chief": _COUNTY, "county_legal": _COUNTY, "county_director": _COUNTY,
    "county_leader": _COUNTY, "neighbour_supervisor": "Nnrc",
    "market_officer": "Ccq", "housing_officer": "Kkp", "town_officer": "Tk", "neighbour_officer": "Nnr",
    "township_assistant": "Tjk", "city_social": "c", "social_supervisor": "k",
    "system_admin": "c", "security_admin": "c", "audit_admin": "c",
    "two_tiers": _CITY, "two_agencies": "KkpNnr",
    "city_system": "C", "county_system": "K", "town_system": "T",
}  # fmt: skip
"""A county's bureau knows the city's as its superior; an agency's officers meet the bureau that writes to them and the
government whose leader instructed on the report that they were sent."""

WORKBENCH = {"/", "GET reports:workbench nothing at -"}
RECEIVED = {"county_supervisor": "Cq", "neighbour_supervisor": "Cq"}
"""What stands besides in the pages of received reports: a county's bureau is sent the city's report with its leader's instruction."""

ROOMS = ("agencies", "cases", "leads", "appraisals", "notices", "reports")
MACHINE_FIELDS = frozenset({
    "username", "password", "code", "region_code", "scope_prefix", "rule_code", "kind", "procedure", "penalty_kinds", "informed_items",
    "file_sha256", "snapshot_sha256", "profile", "encoding", "template_version", "calendar_version", "field", "period_unit",
    "issuer_kind", "model_label", "permission", "secret", "digest", "ruleset", "rules_version", "sha256", "version", "certificate_no",
    "sample", "headings", "model", "about",
})  # fmt: skip
"""Texts that the product reads rather than shows: a word there would break it."""


REPORTERS = frozenset({"city_social", "social_supervisor"})
"""They name an agency of their region when they report, and read its name beside what they reported. Of its records they read no word."""
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})
OF_PEOPLE = re.compile(
    r"(GET agencies:(people|person|hand_over|post_|account_|delegat|exception|token_)|/people/|/posts/|/delegations/|/exceptions/"
    r"|GET cases:profile|/profiles/)"
)
"""Pages about people, posts and heading maps: the city's administrators deal with every county's, so their names, posts and agencies stand
there."""


def without_names(text: str) -> str:
    """A text without the names of people: the audit administrator reads who did it, of every county, and nothing else of the deed."""
    for name in User.objects.values_list("display_name", flat=True):
        text = text.replace(name, "")
    return text


def without_offices(text: str) -> str:
    """A text without names and without the posts that they hold: the trail says whose post was lent, given or ended."""
    text = without_names(text)
    for title, name in Post.objects.values_list("title", "agency__short_name"):
        text = text.replace(title, "").replace(name, "")
    return text


def without_registers(text: str, what: str) -> str:
    """A text without what the database keeps open to everybody who is signed in: the registers of agencies and of people (decision 0011)."""
    if "agencies:agency" in what or what.startswith("/agencies/"):
        return ""
    for names in Agency.objects.values_list("name", "short_name"):
        for name in names:
            text = text.replace(name, "")
    return without_names(text)


def strangers_in(text: str, who: str, what: str, *, database_alone: bool = False) -> str:
    """The letters of the organisations whose word stands in a text and that this person may not meet. `what` names the page.

    `database_alone`: rows are all that keeps things apart; a report that was received is then one's own like any other.
    """
    if database_alone:
        text = without_registers(text, what)
        what = "GET reports:receipt" if "report" in what else what
    if who in ADMINISTRATORS:
        text = "" if OF_PEOPLE.match(what) else without_offices(text)
    if what.startswith(("GET agencies:me ", "/me/", "GET agencies:delegate ")) or what.endswith("/delegate/"):
        text = without_names(
            text
        )  # who lent a post or granted an exception; colleagues who could deputise, some with a post elsewhere
    if who in REPORTERS and ("leads:" in what or what.startswith("/leads/")):
        text = without_registers(text, what)
    received = RECEIVED.get(who, "")
    if database_alone and who.startswith(("county_", "neighbour_")):
        received = "Cq"  # the report was sent to their county; which of its posts opens it is the other layer's question
    known = MAY_MEET[who] + (
        received if "reports:receipt" in what or what.startswith("/reports/receipts/") or what in WORKBENCH else ""
    )
    return "".join(letter for letter, word in WORDS.items() if word in text and letter not in known)


def mark_names() -> None:
    """Names of organisations and people get their word before anything is made, so that papers carry it."""
    for agency in Agency.objects.all():
        word = WORDS[CODES[agency.code]]
        agency.name, agency.short_name, agency.phone = word + agency.name, (word + agency.short_name)[:30], word
        agency.save()
    for user in User.objects.prefetch_related("posts__agency"):
        post = user.posts.all()[0]
        user.display_name = WORDS[CODES[post.agency.code]] + user.display_name
        user.save()
        for post in user.posts.all():
            post.title = WORDS[CODES[post.agency.code]] + post.title
            post.save()


@contextmanager
def marked(letter: str) -> Iterator[None]:
    """Every text of what is made inside gets the word of one place."""
    before = {model: _keys(model) for model in _tables()}
    yield
    for model, known in before.items():
        _mark_rows(model, known, WORDS[letter])


UNMARKED = {
    "reports.CaseRollup", "cases.ReviewSheet", "cases.SheetLine",
    "appraisals.AppraisalItem", "appraisals.AppraisalScore", "appraisals.Publication",
}  # fmt: skip
"""Rollups hold no text; a review sheet that is in, and the standard, the points and the publications of an appraisal cannot be changed: what is
written on them names their agency, and so carries the word anyway."""


def _tables() -> list[Any]:
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models() if model._meta.label not in UNMARKED]


def _keys(model: Any) -> Any:
    if isinstance(model._meta.pk, models.CompositePrimaryKey):
        return set(model.objects.values_list(*(field.attname for field in model._meta.pk_fields)))
    return set(model.objects.values_list("pk", flat=True))


def _mark_rows(model: Any, known: set[Any], word: str) -> None:
    """Put the word in front of every text of the rows that were not there before; the database's own checks still hold."""
    texts = [field for field in model._meta.concrete_fields if _is_text(field)]
    for row in model.objects.all() if texts else ():
        if row.pk not in known:
            changed = {field.attname: value for field in texts if (value := _marked_text(field, row, word))}
            model.objects.filter(pk=row.pk).update(**changed) if changed else None


def _marked_text(field: Any, row: Any, word: str) -> Any:
    """A field's text with the word before it; nothing for an empty one, save in a case, whose every text is filled."""
    value = getattr(row, field.attname)
    value = value.reveal() if isinstance(value, Sealed) else value  # sealed again with the word in it
    if isinstance(field, ArrayField):
        return [word + (text or "") for text in value or []]
    if isinstance(value, Sealed):
        return word + value.reveal()  # sealed again when it is written
    return (word + value)[: field.max_length] if value or isinstance(row, EnforcementCase) else ""


def _is_text(field: Any) -> bool:
    if field.name in MACHINE_FIELDS or getattr(field, "choices", None) or field.primary_key or not field.editable:
        return False
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.CharField | models.TextField)
    return isinstance(field, models.CharField | models.TextField)
