"""演示故事：线索，各个环节都有；投诉人、举报人与所反映的事均为虚构。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from agencies.models import Agency, User
from leads.choices import DeclineKind, LeadOutcome, LeadSource
from leads.models import Lead
from leads.services import handling
from leads.services.registering import Told, register_lead
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
                lead=lead, outcome=LeadOutcome.PARTLY, result="已责成补办文书，其余不属实。（演示）", on=received + 40 * day, actor=actor
            )  # fmt: skip
        with on(received + 42 * day, 9):
            handling.inform(lead=lead, on=received + 42 * day, actor=actor)
