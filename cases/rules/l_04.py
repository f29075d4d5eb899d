"""L-04 延长十个工作日."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Doubt, Part, Rule
from cases.rules.topics.licence import EXTENDED_IN_TIME

RULE = Rule(
    code="L-04",
    title="延长办理期限经批准并告知",
    step="decision",
    requires="20个工作日内不能作出决定的，经本行政机关负责人批准，可以延长10个工作日，并将延长期限的理由告知申请人。",
    articles=(Article("行政许可法", "第四十二条第一款"), Article("行政许可法", "第八十二条")),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="licence_extended_on",
    applies="coalesce(licence_extensions > 0, false) AND NOT coalesce(licence_joint, false)",
    needs=("licence_counted_from",),
    wants={
        "licence_extended_on": "true",
        "licence_extension_by": "true",
        "licence_extension_told": "true",
        "licence_due": "true",
    },
    looks_at=("licence_extensions", "extension_days"),
    passes=(
        Part("只延长一次", "licence_extensions = 1"),
        Part("延长不超过10个工作日", "extension_days <= 10"),
        Part("由本行政机关负责人批准", "licence_extension_by = 'agency_head'"),
        Part("期限届满前批准", EXTENDED_IN_TIME),
        Part("理由已告知申请人", "licence_extension_told"),
    ),
    doubts=(
        Doubt("licence_term_days IS NOT NULL", "法律、法规对该事项另有期限规定，延长以其规定为准，由人工认定。"),
        Doubt(
            f"licence_days_off_at_most > coalesce(licence_days_off, 0) AND NOT ({EXTENDED_IN_TIME}) AND licence_extended_on <= licence_due_at_most"
            " AND licence_extensions = 1 AND extension_days <= 10 AND licence_extension_by = 'agency_head' AND licence_extension_told",
            "有的期间能否扣除不能确定；如不计入则批准在期限届满以前。",
        ),
    ),
    due="licence_due",
    counted=Counted("licence_counted_from", "licence_base_days + licence_days_off_all", "workday"),
    fails="办理期限于 {licence_due} 届满，{licence_extended_on} 批准延长 {extension_days} 个工作日，不符合下列要求：{broken}。",
    exceptions=(
        "没有延长的，不适用。",
        "联合办理的延长由本级人民政府负责人批准，见 L-05。",
        "法律、法规另有规定的，由人工认定。",
    ),
    last_lawful="2026-03-02 受理，2026-03-30 批准延长10个工作日并告知理由（至 2026-04-14）。",
    first_unlawful="同样情形，2026-03-31 才批准。",
)
