"""页面清单：从网址总表走出来的每一个可以打开的页面，谁能打开，用哪一件打开。

Every route that answers GET is a page; none may be passed over. Most pages are about one object of their view's `model`: one in each of
its states is tried, the originals only, so that small and large city show the same object. A page that needs more is in the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Model, Q
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from agencies.access.administering import people_for
from agencies.demo.accounts import ACCOUNTS
from agencies.models import Agency, EnforcementOfficer, Post, User
from appraisals.models import AppraisedAgency
from cases.choices import CaseKind
from cases.models import (
    ContestEvidence,
    DisposalItem,
    DisposalList,
    DrawnProfile,
    EnforcementCase,
    Finding,
    FindingContest,
    ImportBatch,
    ImportRow,
    ReviewedAgency,
    ReviewFile,
    ReviewRound,
    ReviewSheet,
    UpwardCase,
    UpwardPackage,
    Waiver,
)
from cases.rules import RULESET
from leads.models import Lead, LeadTransfer
from notices.models import Instrument, InstrumentItem, Matter, MatterItem, ObjectionEvidence, Referral, ResponseAttachment
from reports.bench.asking import NOBODY, Asker
from reports.bench.figure import Missing
from reports.models import PeriodicReport, QualityMonth, RaisedWarning, ReportReceipt, WarningCase
from reports.warnings import all_models
from supervision.audit.models import AuditEvent, Checkpoint, SealedLeaf
from supervision.trail.models import Verification
from supervision.web.permissions import PUBLIC, SIGNED_IN, declared

PEOPLE = (*(account.username for account in ACCOUNTS), NOBODY)
ORIGINALS = 80
"""How many objects are looked at; the copies come after the originals."""

CHILDREN: dict[type[Model], tuple[type[Model], str]] = {
    Agency: (EnforcementOfficer, "agency"),
    DisposalList: (DisposalItem, "list"),
    EnforcementCase: (Finding, "case"),
    FindingContest: (ContestEvidence, "contest"),
    ImportBatch: (ImportRow, "batch"),
    Instrument: (InstrumentItem, "instrument"),
    Lead: (LeadTransfer, "lead"),
    Matter: (MatterItem, "matter"),
    PeriodicReport: (ReportReceipt, "report"),
    RaisedWarning: (WarningCase, "warning"),
    ReviewFile: (ReviewSheet, "file"),
    ReviewRound: (ReviewFile, "round"),
    UpwardPackage: (UpwardCase, "package"),
}
"""What makes a page about an object long."""

Examples = Iterable[dict[str, Any]]


@dataclass(frozen=True)
class Route:
    """One page: its name with namespace, the names in its address, its view's permission and model."""

    name: str
    parameters: tuple[str, ...]
    permission: str
    model: type[Model] | None

    def open_to(self, user: User | None) -> bool:
        """Whether the declared permission lets this person ask."""
        if self.permission == PUBLIC:
            return True
        return user is not None and (self.permission == SIGNED_IN or user.has_perm(self.permission))


def routes() -> list[Route]:
    """Every route of the platform that answers GET, in the order of the address table, without those that lie `ELSEWHERE`."""
    found = _walk(get_resolver().url_patterns, "", ())
    return [route for route in found if route.name not in ELSEWHERE]


def _walk(patterns: Iterable[URLPattern | URLResolver], space: str, outer: tuple[str, ...]) -> Iterator[Route]:
    for one in patterns:
        names = (*outer, *one.pattern.converters)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, inner, names)
        elif _answers_get(one.callback):
            if not one.name:
                raise Missing(f"网址 {one.pattern} 没有名称，无法测量。")
            view = getattr(one.callback, "view_class", None) or getattr(one.callback, "cls", None)
            yield Route(f"{space}{one.name}", names, declared(one.callback), getattr(view, "model", None))


def _answers_get(view: Callable[..., Any]) -> bool:
    held = getattr(view, "view_class", None) or getattr(view, "cls", None)
    return held is None or (hasattr(held, "get") and "get" in held.http_method_names)


def address(route: Route, user: User | None, asker: Asker, *, longest: bool) -> str | None:
    """The address of this page for this person about an example object that opens (the one with most or least on it); None when no
    example does."""
    if user is None or not route.parameters:
        examples: Examples = [{}] if not route.parameters else []
    elif route.name in EXAMPLES:
        examples = EXAMPLES[route.name](user, longest)
    elif route.parameters == ("pk",) and route.model is not None:
        examples = _of(route.model, user, longest)
    else:
        raise Missing(f"页面 {route.name} 需要一个例子：请写进 reports/bench/routes.py 的 EXAMPLES。")
    query = QUERIES[route.name](user) if route.name in QUERIES and user else ""
    answered = None
    for example in examples:
        url = reverse(route.name, kwargs=example) + query
        status = asker.status(url)
        if status == HTTPStatus.OK:
            return url
        if status < HTTPStatus.BAD_REQUEST:  # leads on to another page, or has nothing new to say
            answered = answered or url
    return answered


def _of(model: type[Model], user: User, longest: bool, **more: Any) -> Examples:
    """One object in each state that the person may see, by what is on it; first the state with the longest object."""
    manager: Any = model._default_manager
    stated = any(one.name == "state" for one in model._meta.concrete_fields)
    rows = manager.visible_to(user).order_by("pk").values_list("pk", "state" if stated else "pk")[:ORIGINALS]
    lengths = _lengths(model, [pk for pk, _ in rows])

    def order(row: tuple[int, Any]) -> tuple[Any, ...]:
        length = lengths.get(row[0], 0)  # an object with nothing on it is an example of neither
        return str(row[1]) if stated else "", not length, -length if longest else length, row[0]

    ordered = sorted(rows, key=order)
    if not stated:
        return [{"pk": pk, **more} for pk, _ in ordered[:3]]
    first = {state: next(same)[0] for state, same in groupby(ordered, key=lambda row: row[1])}
    most = {state: max(lengths.get(pk, 0) for pk, its in rows if its == state) for state in first}
    return [{"pk": first[state], **more} for state in sorted(first, key=lambda state: (-most[state], state))]


def _lengths(model: type[Model], keys: list[int]) -> dict[int, int]:
    if model not in CHILDREN:
        return {}
    child, link = CHILDREN[model]
    rows: Any = child._default_manager.filter(**{f"{link}__in": keys}).order_by()
    return dict(rows.values_list(link).annotate(Count(link)))


def _evidence(user: User, _longest: bool) -> Examples:
    seen = Instrument.objects.visible_to(user).order_by().values("pk")
    found = ResponseAttachment.objects.filter(item_response__response__instrument__in=seen).order_by("pk")
    return [{"pk": pk} for pk in found.values_list("pk", flat=True)[:3]]


def _objection_evidence(user: User, _longest: bool) -> Examples:
    seen = Instrument.objects.visible_to(user).order_by().values("pk")
    found = ObjectionEvidence.objects.filter(objection__instrument__in=seen).order_by("pk")
    return [{"pk": pk} for pk in found.values_list("pk", flat=True)[:3]]


def _referrals(user: User, _longest: bool) -> Examples:
    found = Referral.objects.filter(matter__in=Matter.objects.visible_to(user).order_by().values("pk")).order_by("pk")
    return [{"pk": matter, "referral": pk} for matter, pk in found.values_list("matter_id", "pk")[:3]]


def _refused(user: User, _longest: bool) -> Examples:
    """A batch with rows that were not stored."""
    found = ImportBatch.objects.visible_to(user).filter(refused__gt=0).order_by("pk")
    return [{"pk": pk} for pk in found.values_list("pk", flat=True)[:1]]


def _people(user: User, _longest: bool) -> Examples:
    """Accounts that an administrator deals with."""
    return [{"pk": pk} for pk in people_for(user).order_by("pk").values_list("pk", flat=True)[:3]]


def _machines(user: User, _longest: bool) -> Examples:
    """System accounts that an administrator deals with."""
    return [{"pk": pk} for pk in people_for(user).filter(is_machine=True).order_by("pk").values_list("pk", flat=True)[:1]]


def _posts(user: User, _longest: bool) -> Examples:
    """Posts of other people, to be ended, and one's own, to be lent."""
    found = Post.objects.filter(Q(user__in=people_for(user).values("pk")) | Q(user=user)).order_by("pk")
    return [{"pk": pk} for pk in found.values_list("pk", flat=True)[:3]]


def _sheets(user: User, longest: bool) -> Examples:
    """A person's own review sheets, by their lines."""
    rows = (
        ReviewSheet.objects.filter(reviewer=user)
        .annotate(length=Count("lines"))
        .order_by("-length" if longest else "length", "pk")
    )
    return [{"pk": pk} for pk in rows.values_list("pk", flat=True)[:3]]


def _drafts(user: User, longest: bool) -> Examples:
    """A person's own drafts of heading maps; the city has the one with most headings drawn last."""
    rows = DrawnProfile.objects.filter(drawn_by=user, state="draft").order_by("-pk" if longest else "pk")
    return [{"pk": pk} for pk in rows.values_list("pk", flat=True)[:1]]


def _told_results(user: User, longest: bool) -> Examples:
    """Results of a case-file review that have been told, by their files."""
    rows = ReviewedAgency.objects.visible_to(user).filter(state__in=["told", "published"])
    rows = rows.order_by("-files_count" if longest else "files_count", "pk")
    return [{"pk": pk} for pk in rows.values_list("pk", flat=True)[:3]]


def _appraised(user: User, _longest: bool) -> Examples:
    """Agencies of appraisals whose standard is published."""
    rows = AppraisedAgency.objects.visible_to(user).filter(state__in=["told", "published"]).order_by("pk")
    return [{"pk": pk} for pk in rows.values_list("pk", flat=True)[:6]]


def _reported(user: User, _longest: bool) -> Examples:
    """What a person reported themselves, in each state."""
    rows = Lead.objects.visible_to(user, "leads.view_own_lead").order_by("state", "pk").distinct("state")
    return [{"pk": pk} for pk in rows.values_list("pk", flat=True)]


def _contest_evidence(user: User, _longest: bool) -> Examples:
    seen = FindingContest.objects.visible_to(user).exclude(state="put").order_by().values("pk")
    found = ContestEvidence.objects.filter(contest__in=seen).order_by("pk")
    return [{"pk": pk} for pk in found.values_list("pk", flat=True)[:3]]


def _waiver_files(user: User, _longest: bool) -> Examples:
    found = Waiver.objects.visible_to(user).exclude(file=None).order_by("pk")
    return [{"pk": pk} for pk in found.values_list("pk", flat=True)[:3]]


ELSEWHERE = {
    "agencies:oidc_start": "转到统一身份认证服务器",
    "agencies:oidc_link": "转到统一身份认证服务器",
    "agencies:oidc_callback": "由统一身份认证服务器转来，核对时还要向它查询",
    "cases:api_batch": "由业务系统凭令牌取用，不是给人看的页面",
    "cases:api_description": "由业务系统凭令牌取用，不是给人看的页面",
}
"""Pages that are not measured: what they take is somebody else's server, or it is a program that asks, not a person."""

EXAMPLES: dict[str, Callable[[User, bool], Examples]] = {
    "agencies:account_password": _people,
    "agencies:person": _people,
    "agencies:hand_over": _people,
    "agencies:post_new": _people,
    "agencies:exception_new": _people,
    "agencies:token_new": _machines,
    "agencies:post_end": _posts,
    "agencies:delegate": _posts,
    "cases:template": lambda _user, _longest: [{"kind": kind} for kind in CaseKind.values],
    "cases:batch_progress": lambda user, longest: _of(ImportBatch, user, longest),
    "cases:batch_rejected": _refused,
    "cases:rule": lambda _user, _longest: [{"code": code} for code in RULESET.codes],
    "cases:retention_change": lambda _user, _longest: [{"kind": "penalty"}],
    "cases:profile_draw": _drafts,
    "cases:review_sheet": _sheets,
    "cases:review_result": _told_results,
    "leads:own_lead": _reported,
    "appraisals:result": _appraised,
    "appraisals:score": _appraised,
    "cases:disposal_paper": lambda user, longest: _of(DisposalList, user, longest, form="pdf"),
    "notices:instrument_file": lambda user, longest: _of(Instrument, user, longest, ending="pdf"),
    "notices:evidence": _evidence,
    "notices:objection_evidence": _objection_evidence,
    "notices:referral": _referrals,
    "trail:event": lambda _user, _longest: [{"pk": pk} for pk in SealedLeaf.objects.values_list("event_id", flat=True)[:1]],
    "trail:export": lambda _user, _longest: [{"form": "csv"}],
    "trail:checkpoint": lambda _user, _longest: [{"size": n} for n in Checkpoint.objects.values_list("size", flat=True)[:1]],
    "trail:verify_progress": lambda _user, _longest: [{"pk": n} for n in Verification.objects.values_list("pk", flat=True)[:1]],
    "reports:quality_agency": lambda user, _longest: [
        {"pk": pk}
        for pk in QualityMonth.objects.visible_to(user).order_by("-cases").values_list("agency_id", flat=True).distinct()[:1]
    ],
    "reports:warning_model": lambda _user, _longest: [{"code": model.code} for model in all_models()],
    "reports:warning_parameters": lambda _user, _longest: [{"code": model.code} for model in all_models()],
    "cases:contest_evidence": _contest_evidence,
    "cases:waiver_file": _waiver_files,
    "reports:paper": lambda user, longest: _of(PeriodicReport, user, longest, form="pdf"),
    "reports:page": lambda user, longest: _of(PeriodicReport, user, longest, number=1),
    "reports:receipt_paper": lambda user, longest: _of(ReportReceipt, user, longest, form="pdf"),
    "reports:receipt_page": lambda user, longest: _of(ReportReceipt, user, longest, number=1),
}
"""Pages whose address says more than one object, or whose view names no model."""


def _open_findings(user: User) -> str:
    first = Finding.objects.visible_to(user).filter(state="open").order_by("pk").first()
    if first is None:
        return ""
    same = Finding.objects.visible_to(user).filter(state="open", agency_id=first.agency_id).order_by("pk")
    return "?" + "&".join(f"finding={pk}" for pk in same.values_list("pk", flat=True)[:10])


def _one_object(_user: User) -> str:
    """The trail of the object with most events: its copies have their own."""
    told = AuditEvent.objects.exclude(target_type="").values("target_type", "target_id")
    most = told.annotate(events=Count("pk")).order_by("-events", "target_id").first()
    return "?" + urlencode({"kind": most["target_type"], "number": most["target_id"]}) if most else ""


QUERIES: dict[str, Callable[[User], str]] = {
    "notices:matter_open": _open_findings,
    "cases:triage_bulk": lambda user: _open_findings(user).replace("finding=", "ids="),
    "trail:export": _one_object,
    "reports:annual_cases": lambda _user: "?table=penalty&column=total",
}
"""What a page wants to hear in its query."""
