"""演示故事：请单位说明、申辩与答复、豁免，各个环节都有。人物与行为均为虚构。"""

from __future__ import annotations

import datetime

from django.utils import timezone

from agencies.models import User
from cases.models import Finding
from cases.services import contests, waivers
from reports.demo.matters import Bureau
from reports.demo.moments import on

QUESTION = "请核对案卷，说明期限计算的有关情况；有异议的，请附证据。（演示）"
STATEMENT = "案卷另有听证和检验的记录，报送时没有填写扣除期间，现附记录；请予核减。（演示）"
FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def play(agency: str, bureau: Bureau, today: datetime.date) -> int:
    """One finding put to an agency, one contested, one adopted, one rejected; a waiver in force and one that waits. Returns how many findings
    had a part in it; 0 when the agency has no legal officer or too few open findings."""
    officer = User.objects.filter(posts__agency__code=agency, posts__role="legal_officer").order_by("pk").first()
    rows = Finding.objects.filter(agency__code=agency, state="open", case__archived_on=None).select_related("case", "agency")
    found = list(rows.filter(rule_code__in=("P-30", "P-50", "P-13", "P-53")).order_by("severity", "pk")[:6])
    if officer is None or len(found) < 6:
        return 0
    asked, said, adopted, rejected, waived, wanted = found
    with on(today - datetime.timedelta(days=6), 9):
        rounds = [
            contests.put_to_agency(finding=one, question=QUESTION, actor=bureau.supervisor)
            for one in (asked, said, adopted, rejected)
        ]
    with on(today - datetime.timedelta(days=3), 10):
        for one in rounds[1:]:
            contests.attach(contest=one, name="听证笔录（演示）.pdf", content=FILE, actor=officer)
            contests.contest(contest=one, statement=STATEMENT, actor=officer)
    with on(today - datetime.timedelta(days=1), 15):
        contests.answer(contest=rounds[2], adopt=True, reason="听证笔录属实，属填报遗漏。（演示）", actor=bureau.supervisor)
        contests.answer(contest=rounds[3], adopt=False, reason="扣除以后仍然超过期限。（演示）", actor=bureau.supervisor)
    for finding, approve in ((waived, True), (wanted, False)):
        with on(today - datetime.timedelta(days=2), 16):
            made = waivers.request_waiver(asked=_asked(finding), actor=bureau.supervisor, case=finding.case)
            if approve:
                waivers.approve(waiver=made, words="同意，限本案。（演示）", actor=bureau.chief)
    return len(found)


def _asked(finding: Finding) -> waivers.Asked:
    first = timezone.localdate()
    return waivers.Asked(
        rule_code=finding.rule_code,
        reason="市政府批准的改革试点，办理期限另有规定。（演示）",
        basis="演示文件〔2026〕1号",
        valid_from=first,
        valid_to=waivers.last_day(first),
    )
