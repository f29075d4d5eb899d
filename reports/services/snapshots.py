"""快照：一份报告的全部数字与事例，编制时算一次，以后不再变。

A snapshot is plain JSON of strings, integers, lists and objects (no floats), so that it reads back from the database exactly as it
was written and its digest can be checked years later.
"""

from __future__ import annotations

import datetime
import json
from hashlib import sha256
from typing import Any

from django.utils import timezone

from agencies.choices import AgencyKind
from agencies.models import Agency, Region
from cases.models import CaseCheck, Finding
from cases.rules import RULESET
from reports.indicators import all_indicators
from reports.indicators.declaration import figure
from reports.indicators.facts import Facts
from reports.indicators.window import Window
from reports.models import PeriodicReport, ReportApproval, ReportReceipt
from supervision.web.formats import cn_datetime
from supervision.web.masking import mask_name

FORMAT = 1
TYPICAL = 5
"""How many typical problems a report tells."""


def take_snapshot(report: PeriodicReport, *, now: datetime.datetime) -> dict[str, Any]:
    """Everything the paper says that is not words: computed once, in a fixed number of statements."""
    region = Region.objects.get(pk=report.region_code)
    window = Window(
        region_code=region.code,
        prefix=region.scope_prefix,
        tier=region.tier,
        start=report.period_start,
        end=report.period_end,
        as_of=timezone.localdate(now),
    )
    titles = rule_titles()
    facts, before = Facts(window, titles), Facts(window.previous(), titles)
    government = Agency.objects.filter(kind=AgencyKind.GOVERNMENT, region=region).order_by("code").first()
    return {
        "format": FORMAT,
        "region": {"code": region.code, "name": region.name, "tier": region.tier, "prefix": region.scope_prefix},
        "agency": {"name": report.agency.name, "mark": report.agency.document_mark},
        "recipient": government.name if government else f"{region.name}人民政府",
        "period": {"start": window.start.isoformat(), "end": window.end.isoformat()},
        "as_of": cn_datetime(now),
        "as_of_day": window.as_of.isoformat(),
        "ruleset": _ruleset(window),
        "rules": titles,
        "agencies": len({row["agency_id"] for row in facts.rollup if row["cases"]}),
        "figures": {indicator.code: figure(indicator, facts, before) for indicator in all_indicators()},
        "typical": _typical(window),
        "last_instruction": _last_instruction(report),
    }


def rule_titles() -> dict[str, str]:
    """The rules in force and what a reader calls them."""
    return {code: RULESET.rule(code).title for code in RULESET.codes}


def digest(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8)."""
    return sha256(json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _ruleset(window: Window) -> str:
    """The version of the rule set that judged the period's latest case; empty when none was checked."""
    checks = CaseCheck.objects.filter(
        case__listed_on__range=(window.start, window.end), case__region_code__startswith=window.prefix
    )
    return checks.order_by("-case__listed_on", "-case_id").values_list("ruleset", flat=True).first() or ""


def _typical(window: Window) -> list[dict[str, Any]]:
    """One upheld finding for each rule of law (not of data quality), grave ones first: what it is about, with the party's name masked.

    条例 §28 speaks of what has been established (查明的): a clue that nobody has judged yet names no agency in a report.
    """
    found = (
        Finding.objects.filter(
            listed_on__range=(window.start, window.end),
            region_code__startswith=window.prefix,
            state__in=["confirmed", "in_matter"],
        )
        .exclude(rule_code__startswith="Q")
        .select_related("case", "agency")
        .only(
            "rule_code", "severity", "basis", "state", "due_on", "sentence", "agency__name", "case__cause", "case__decision_no",
            "case__case_no", "case__party_name", "case__party_type", "case__decision_date", "case__listed_on",
        )
    )  # fmt: skip
    one_per_rule = found.order_by("rule_code", "severity", "id").distinct("rule_code")
    return [_told(finding) for finding in sorted(one_per_rule, key=_gravest)[:TYPICAL]]


def _gravest(finding: Finding) -> tuple[int, int]:
    return finding.severity, finding.pk


def _told(finding: Finding) -> dict[str, Any]:
    case = finding.case
    return {
        "finding": finding.pk,
        "rule": finding.rule_code,
        "severity": finding.get_severity_display(),
        "agency": finding.agency.name,
        "cause": case.cause,
        "number": case.decision_no or case.case_no,
        "party": mask_name(case.party_name, case.party_type),
        "listed_on": case.listed_on.isoformat(),
        "due_on": finding.due_on.isoformat() if finding.due_on else "",
        "sentence": finding.sentence,
        "basis": finding.basis,
    }


def _last_instruction(report: PeriodicReport) -> dict[str, Any] | None:
    """The leader's words on the last issued report of the same place, and who has acknowledged it; None when there is none."""
    last = (
        PeriodicReport.objects.filter(region_code=report.region_code, state="issued", period_start__lt=report.period_start)
        .defer("snapshot", "sections")
        .order_by("-period_start")
        .first()
    )
    if last is None:
        return None
    words = ReportApproval.objects.filter(report=last, version=last.version, step="leader", decision="agreed").first()
    receipts = ReportReceipt.objects.filter(report=last)
    return {
        "title": last.title,
        "number": last.number,
        "leader": f"{words.actor_title}{words.actor_name}" if words else "",
        "on": timezone.localdate(words.decided_at).isoformat() if words else "",
        "words": words.words if words else "",
        "recipients": receipts.count(),
        "acknowledged": receipts.exclude(acknowledged_at=None).count(),
    }
