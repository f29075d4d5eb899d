"""L-05 联合、集中办理的期限."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Doubt, Part, Rule
from cases.rules.topics.licence import EXTENDED_IN_TIME, JOINT_EXTENSION_LAWFUL, MAY_NOT_COUNT, in_time

_EXTENDED = "coalesce(licence_extensions, 0) > 0"

RULE = Rule(
    code="L-05",
    title="联合、集中办理45个工作日",
    step="decision",
    requires="统一办理或者联合办理、集中办理的，办理时间不得超过45个工作日；不能办结的，经本级人民政府负责人批准可以延长15个工作日，并将理由告知申请人。",
    articles=(
        Article("行政许可法", "第四十二条第二款"),
        Article("行政许可法", "第二十六条第二款"),
        Article("行政许可法", "第四十五条"),
        Article("行政许可法", "第八十二条"),
    ),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="licence_dated_on",
    applies="coalesce(licence_joint, false)"
    " AND coalesce(licence_outcome NOT IN ('not_accepted', 'not_needed', 'withdrawn', 'ended'), true)",
    needs=("licence_counted_from", "decided_or_today"),
    wants={
        "licence_due": "licence_due IS NULL",
        "licence_extended_on": _EXTENDED,
        "licence_extension_by": _EXTENDED,
        "licence_extension_told": _EXTENDED,
    },
    looks_at=("accepted_on", "decision_date", "licence_days_off_all", "extension_days", "licence_due_extended"),
    passes=(
        Part("在期限内办结", in_time(JOINT_EXTENSION_LAWFUL)),
        Part(
            "延长经本级人民政府负责人在届满前批准，只一次、不超过15个工作日，理由已告知",
            f"CASE WHEN {_EXTENDED} THEN {JOINT_EXTENSION_LAWFUL} ELSE true END",
        ),
    ),
    doubts=(
        Doubt(
            f"{MAY_NOT_COUNT} AND NOT ({_EXTENDED} AND ({JOINT_EXTENSION_LAWFUL}) IS FALSE AND {EXTENDED_IN_TIME})",
            "有的期间能否扣除不能确定（未见书面告知或者没有截止日）；如不计入则没有超期。",
        ),
    ),
    due="licence_due",
    counted=Counted("licence_counted_from", "licence_base_days + licence_days_off_all", "workday"),
    fails="{licence_counted_from} 受理，期限于 {licence_due} 届满，{decision_date} 作出决定，不符合下列要求：{broken}。",
    exceptions=(
        "不是统一、联合、集中办理的，不适用。",
        "45日、15日都是工作日。",
        "听证、检验、评审、招标拍卖等已书面告知的时间不计；没有告知而只因此超期的，由人工认定。",
    ),
    last_lawful="联合办理，2026-03-02 受理，2026-05-08（第45个工作日）办结。",
    first_unlawful="同样情形，没有延长，2026-05-09（调休上班日）办结。",
)
