"""表头映射的查询：看得见哪些、可以为谁绘制、新样例的初步对应。"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from agencies.choices import AgencyKind, Tier
from agencies.models import Agency
from cases.choices import CaseKind, ProfileState
from cases.columns import PROFILES, TEMPLATES
from cases.columns.drawing import Drawing, vocabulary
from cases.columns.synonyms import SYNONYMS
from cases.intake.sampling import Sample
from cases.models import DrawnProfile, ImportBatch
from supervision.tabular import Column, match_header

DRAW = "cases.draw_profile"


def agencies_to_draw_for(user: Any) -> QuerySet[Agency]:
    """The enforcement agencies for which this person may draw. Agencies are no records: a system administrator reaches them, too."""
    reach = Q(pk__in=())
    for grant in user.scope.with_permission(DRAW):
        reach |= Q(region_code__startswith=grant.scope_prefix)
    return Agency.objects.filter(reach, kind=AgencyKind.ENFORCEMENT, is_active=True).order_by("region_code", "code")


def draws_for_all(user: Any) -> bool:
    """Whether this person may draw for every agency at once: the platform is the city's."""
    return any(grant.tier in (Tier.PROVINCE, Tier.CITY) for grant in user.scope.with_permission(DRAW))


def may_draw(user: Any, profile: DrawnProfile) -> bool:
    """Whether this person may change or retire a profile."""
    if profile.agency_id is None:
        return draws_for_all(user)
    return any(profile.region_code.startswith(grant.scope_prefix) for grant in user.scope.with_permission(DRAW))


def usable_by(agencies: QuerySet[Agency], user: Any) -> QuerySet[DrawnProfile]:
    """The active profiles by which files of these agencies may be read."""
    found = DrawnProfile.objects.visible_to(user, "cases.upload").filter(state=ProfileState.ACTIVE)
    return (
        found.filter(Q(agency=None) | Q(agency__in=agencies.order_by().values("pk")))
        .select_related("agency")
        .defer("mapping", "sample")
        .order_by("kind", "name")
    )


def batches_read_by(profile: DrawnProfile, user: Any) -> int | None:
    """How many batches within reach were read by a version; None for a person who sees no batches (an administrator)."""
    if not user.has_perm("cases.view_batch"):
        return None
    return ImportBatch.objects.filter(profile=profile.code).count()


def first_guess(sample: Sample, kind: CaseKind, before: Drawing | None) -> Drawing:
    """What the built-in tables make of a sample's headings and words; or what the version before had, as far as the sample has it."""
    headings = [heading for _, heading in sample.usable]
    if before is not None:
        columns = {heading: key for heading, key in before.columns.items() if heading in headings}
        number = tuple(heading for heading in before.number if heading in headings)
        words = {key: known for key, known in before.words.items() if key in columns.values()}
        return Drawing(columns, words, dict(before.fixed), number, tuple(one for one in headings if one not in columns))
    known = {column.key for column in TEMPLATES[kind].columns}
    mapping = match_header(sample.headings, [profile.table for profile in PROFILES if profile.kind == kind])
    found = {sample.headings[place]: key for key, place in mapping.positions.items() if key in known}
    columns = {heading: key for heading, key in found.items() if heading in headings}
    return Drawing(columns, ignored=tuple(one for one in headings if one not in columns))


def guessed_word(column: Column, word: str) -> str:
    """The standard's word that a file's word is known to mean; "" when nobody knows. Needs no translation then."""
    plain = "".join(word.split()).casefold()
    if word in vocabulary(column):
        return word
    for code, label in column.choices.items():
        if plain in (code.casefold(), label.casefold()):
            return label
    code = next((code for spoken, code in SYNONYMS.get(column.key, {}).items() if spoken.casefold() == plain), "")
    return column.choices.get(code, "")
