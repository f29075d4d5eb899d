"""L-03 二十个工作日内决定."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Doubt, Rule
from cases.rules.topics.licence import EXTENSION_LAWFUL, MAY_NOT_COUNT, in_time

RULE = Rule(
    code="L-03",
    title="20个工作日内作出许可决定",
    step="decision",
    requires="除当场决定的外，应当自受理之日起20个工作日内作出许可决定；法律、法规另有规定的，依照其规定。",
    articles=(
        Article("行政许可法", "第四十二条第一款"),
        Article("行政许可法", "第四十五条"),
        Article("行政许可法", "第八十二条"),
    ),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="licence_dated_on",
    applies="NOT coalesce(licence_joint, false)"
    " AND coalesce(licence_outcome NOT IN ('not_accepted', 'not_needed', 'withdrawn', 'ended'), true)",
    needs=("licence_counted_from", "decided_or_today"),
    wants={
        "licence_due": "licence_due IS NULL",
        "licence_extension_by": "licence_extensions > 0 AND decided_or_today > licence_due",
        "licence_extension_told": "licence_extensions > 0 AND decided_or_today > licence_due",
        "licence_extended_on": "licence_extensions > 0 AND decided_or_today > licence_due",
    },
    looks_at=(
        "accepted_on",
        "decision_date",
        "licence_base_days",
        "licence_days_off_all",
        "extension_days",
        "licence_due_extended",
    ),
    passes=in_time(EXTENSION_LAWFUL),
    doubts=(
        Doubt(MAY_NOT_COUNT, "有的期间能否扣除不能确定（未见书面告知、没有截止日，或者先经下级机关审查）；如不计入则没有超期。"),
        Doubt("licence_term_days IS NOT NULL AND licence_term_level IS NULL", "另定的办理期限没有写明依据是法律、法规还是规章。"),
    ),
    due="licence_due",
    counted=Counted("licence_counted_from", "licence_base_days + licence_days_off_all", "workday"),
    fails=(
        ("decision_date IS NULL", "{licence_counted_from} 受理，期限于 {licence_due} 届满，至 {as_of} 仍未作出许可决定。"),
        (
            "licence_extensions > 0 AND decided_or_today <= licence_due_extended",
            "{licence_counted_from} 受理，期限于 {licence_due} 届满，{decision_date} 才作出决定；延长不符合规定，不予计算。",
        ),
        ("true", "{licence_counted_from} 受理，期限于 {licence_due} 届满，{decision_date} 才作出许可决定。"),
    ),
    exceptions=(
        "统一、联合、集中办理的，由 L-05 判断。",
        "听证、检验检测检疫、鉴定、专家评审、招标拍卖的时间，已书面告知申请人的不计；没有告知而只因此超期的，由人工认定。",
        "延长合法的（见 L-04）加上延长的工作日。",
        "法律、法规（含地方性法规）另有期限的依照其规定，规章和承诺时限不算；只超过承诺时限的，符合法定期限。",
        "补正逾期没有告知的，自收到申请材料之日起算。",
        "依法先经下级机关审查的，另有20个工作日，由人工认定。",
        "不予受理、申请人撤回、终止办理的，不适用。",
    ),
    last_lawful="2026-03-02 受理，2026-03-30（第20个工作日）决定。",
    first_unlawful="同样情形，没有延长，2026-03-31 决定。",
)
