"""演示故事：线索，各个环节都有；投诉人、举报人与所反映的事均为虚构。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from agencies.models import Agency, User
from leads.choices import DeclineKind, LeadOutcome, LeadSource
from leads.models import Lead
from leads.services import handling
from leads.services.registering import Told, register_lead
from leads.services.reporting import report_lead
from reports.demo.matters import Bureau
from reports.demo.moments import on


@dataclass(frozen=True)
class Scene:
    """One lead: about whom, received how many days ago, by which way, what was said, how far it has come."""

    agency: str
    days_ago: int
    source: LeadSource
    text: str
    reaches: str
    anonymous: bool = False
    result: str = "已责成补办文书，其余不属实。（演示）"


COUNTY = (
    Scene("430181-ZJ", 96, LeadSource.COMPLAINT, "反映工地检查后要求停工，没有出具任何文书。（演示）", "informed"),
    Scene("430181-SCJG", 75, LeadSource.HOTLINE, "反映一个月内同一家店被检查四次。（演示）", "accepted"),
    Scene("430181-CG", 54, LeadSource.HOTLINE, "反映扣押物品没有清单。（演示）", "accepted"),
    Scene("430181-WJ", 30, LeadSource.COMPLAINT, "对罚款数额不服，要求重新处理。（演示）", "guided"),
    Scene("430181-NY", 12, LeadSource.PROCURATORIAL, "检察建议：执法记录不全，请核实整改。（演示）", "passed"),
    Scene("430181-JT", 2, LeadSource.COMPLAINT, "反映检查时没有出示证件。（演示）", "registered", anonymous=True),
)
CITY = (
    Scene("430100-SCJG", 20, LeadSource.MEDIA, "媒体报道：对小摊贩处罚过重。（演示）", "accepted"),
    Scene("430100-YC", 3, LeadSource.SOCIAL_SUPERVISOR, "社会监督员反映检查人员态度粗暴。（演示）", "registered"),
)

REPORTED = (
    Scene(
        "430181-CG",
        71,
        LeadSource.SOCIAL_SUPERVISOR,
        "夜市检查时只有一名执法人员，没有出示证件就要求收摊。（演示）",
        "informed",
        result="当晚确为一人到场，已责成改正，今后检查不少于两人；出示证件一项，录像显示已经出示。（演示）",
    ),
    Scene("430181-SCJG", 33, LeadSource.SOCIAL_SUPERVISOR, "商户说对三百元罚款不服，想请监督机构改一改。（演示）", "guided"),
    Scene("430181-JT", 16, LeadSource.SOCIAL_SUPERVISOR, "路口暂扣三轮车，没有开扣押清单，问了也不答复。（演示）", "accepted"),
)
"""What the county's social supervisor reported from a phone."""


def play(scenes: tuple[Scene, ...], bureau: Bureau, above: Agency, today: datetime.date) -> int:
    """Live through the scenes; a lead that is passed goes to the body `above`. Returns how many leads there are."""
    for number, scene in enumerate(scenes, start=1):
        agency = Agency.objects.get(code=scene.agency)
        received = today - datetime.timedelta(days=scene.days_ago)
        with on(received, 15):
            told = Told(
                source=scene.source,
                received_on=received,
                text=scene.text,
                anonymous=scene.anonymous,
                name="" if scene.anonymous else f"演示反映人{number}",
                contact="" if scene.anonymous else "演示联系方式",
            )
            lead = register_lead(told=told, agency=agency, actor=bureau.supervisor)
        _advance(lead, scene, bureau.supervisor, above, received)
    return len(scenes)


def play_reported(bureau: Bureau, reporter: User, today: datetime.date) -> int:
    """Live through what the social supervisor reported; the bureau handles it. Returns how many there are."""
    for scene in REPORTED:
        received = today - datetime.timedelta(days=scene.days_ago)
        with on(received, 20):
            agency = Agency.objects.get(code=scene.agency)
            lead = report_lead(text=scene.text, contact="", agency=agency, actor=reporter)
        _advance(lead, scene, bureau.supervisor, lead.handler, received)
    return len(REPORTED)


def _advance(lead: Lead, scene: Scene, actor: User, above: Agency, received: datetime.date) -> None:
    """Take a lead as far as its scene says."""
    day = datetime.timedelta(days=1)
    if scene.reaches == "passed":
        with on(received + day, 9):
            handling.pass_on(lead=lead, to=above, reason="涉及多个县区，请市局统一研判。（演示）", actor=actor)
    if scene.reaches == "guided":
        with on(received + 2 * day, 10):
            handling.decline(
                lead=lead, kind=DeclineKind.GUIDED, reason="属于对处罚决定不服，请依法申请行政复议。（演示）", on=received + 2 * day, actor=actor
            )  # fmt: skip
        with on(received + 3 * day, 10):
            handling.inform(lead=lead, on=received + 3 * day, actor=actor)
    if scene.reaches in {"accepted", "informed"}:
        with on(received + 2 * day, 10):
            handling.accept(lead=lead, on=received + 2 * day, actor=actor)
    if scene.reaches == "informed":
        with on(received + 40 * day, 16):
            handling.handle(
                lead=lead, outcome=LeadOutcome.PARTLY, result=scene.result, on=received + 40 * day, actor=actor
            )  # fmt: skip
        with on(received + 42 * day, 9):
            handling.inform(lead=lead, on=received + 42 * day, actor=actor)
