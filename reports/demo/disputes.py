"""演示故事：请单位说明、申辩与答复、豁免，各个环节都有。人物与行为均为虚构。"""

from __future__ import annotations

import datetime

from django.utils import timezone

from agencies.models import User
from cases.models import Finding
from cases.rules import ACTIVE
from cases.services import contests, waivers
from reports.demo.matters import Bureau
from reports.demo.moments import on

QUESTION = "请核对案卷，说明期限计算的有关情况；有异议的，请附证据。（演示）"
STATEMENT = "案卷中的记录，报送时没有填写完整，现附情况说明；请予核减。（演示）"
FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
TERMS = tuple(rule.code for rule in ACTIVE if rule.counted)
"""Rules about a term: what is said here is about how it is counted."""

PARTS = ("said", "waived", "asked", "adopted", "rejected", "wanted")
"""What becomes of an agency's findings, in this order as far as there are any."""


def play(agency: str, bureau: Bureau, today: datetime.date) -> int:
    """One finding contested, one under a waiver, one put to the agency, one contest adopted, one rejected, one waiver asked for. Returns how
    many findings had a part in it; 0 when the agency has no legal officer."""
    officer = User.objects.filter(posts__agency__code=agency, posts__role="legal_officer").order_by("pk").first()
    if officer is None:
        return 0
    rows = Finding.objects.filter(agency__code=agency, state="open", rule_code__in=TERMS, case__archived_on=None).select_related(
        "case", "agency"
    )
    parts = dict(zip(PARTS, rows.order_by("severity", "pk")[: len(PARTS)], strict=False))
    with on(today - datetime.timedelta(days=6), 9):
        rounds = {
            part: contests.put_to_agency(finding=finding, question=QUESTION, actor=bureau.supervisor)
            for part, finding in parts.items()
            if part not in {"waived", "wanted"}
        }
    with on(today - datetime.timedelta(days=3), 10):
        for one in (round_ for part, round_ in rounds.items() if part != "asked"):
            contests.attach(contest=one, name="情况说明（演示）.pdf", content=FILE, actor=officer)
            contests.contest(contest=one, statement=STATEMENT, actor=officer)
    with on(today - datetime.timedelta(days=1), 15):
        for part, adopt, reason in (
            ("adopted", True, "情况属实，属填报遗漏。（演示）"),
            ("rejected", False, "核减以后仍然超过期限。（演示）"),
        ):
            if part in rounds:
                contests.answer(contest=rounds[part], adopt=adopt, reason=reason, actor=bureau.supervisor)
    with on(today - datetime.timedelta(days=2), 16):
        for part in ("waived", "wanted"):
            if part in parts:
                made = waivers.request_waiver(asked=_asked(parts[part]), actor=bureau.supervisor, case=parts[part].case)
                if part == "waived":
                    waivers.approve(waiver=made, words="同意，限本案。（演示）", actor=bureau.chief)
    return len(parts)


def _asked(finding: Finding) -> waivers.Asked:
    first = timezone.localdate()
    return waivers.Asked(
        rule_code=finding.rule_code,
        reason="市政府批准的改革试点，办理期限另有规定。（演示）",
        basis="演示文件〔2026〕1号",
        valid_from=first,
        valid_to=waivers.last_day(first),
    )
