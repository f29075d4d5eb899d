"""演示：现场执法与记录的细目，合法的怎么填，埋设的缺陷怎么改。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step

STAGES = {"普通程序": "启动、调查取证、审核、决定、送达、执行", "简易程序": "亮证与告知、当场处罚决定书、当场处罚备案"}


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    """Certificates shown on every record; a closed case with all its stages; a seizure filmed from before it began."""
    if kind == CaseKind.LICENCE:
        return
    case.row["cert_shown"] = "均有记载"
    if case.row.get("closed_on") and kind == CaseKind.PENALTY:
        case.row["recorded_stages"] = STAGES[case.row["procedure"]]
    if kind == CaseKind.COERCION:
        day = case.row["measure_from"]
        case.row |= {
            "av_recorded": "是",
            "av_act_from": f"{day} 09:30",
            "av_act_to": f"{day} 10:40",
            "av_from": f"{day} 09:25",
            "av_to": f"{day} 10:42",
            "av_gap_minutes": "0",
        }


def g_09(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A record that does not say that the certificate was shown."""
    case.row["cert_shown"] = "有未记载的"
    return True


def g_11(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Closed without a record of how it was served."""
    if case.row["procedure"] != "普通程序" or not case.row.get("closed_on"):
        return False
    case.row["recorded_stages"] = "启动、调查取证、审核、决定、执行"
    return True


def g_12(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The film begins forty minutes after the seizure."""
    case.row["av_from"] = f"{case.row['measure_from']} 10:10"
    return True


STEP = Step(
    fill=_fill,
    planted=((CaseKind.PENALTY, "G-09", g_09), (CaseKind.PENALTY, "G-11", g_11), (CaseKind.COERCION, "G-12", g_12)),
)
