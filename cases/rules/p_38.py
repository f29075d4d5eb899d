"""P-38 罚款在裁量基准档."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_IN_TIER = "fine_amount BETWEEN tier_min AND tier_max"
_OUTSIDE = "(fine_amount < tier_min OR fine_amount > tier_max)"
_APPROVER = (
    "CASE benchmark_issuer WHEN 'own' THEN benchmark_adjusted_by IN ('head', 'collective')"
    " WHEN 'upper' THEN benchmark_adjusted_by = 'issuer' END"
)
_WITHIN = (
    f"CASE WHEN {_IN_TIER} THEN true WHEN {_OUTSIDE} THEN CASE WHEN benchmark_adjusted_by = 'nobody' THEN false"
    f" ELSE ({_APPROVER}) AND benchmark_adjusted_on <= decision_date AND benchmark_adjustment_filed END END"
)

RULE = Rule(
    code="P-38",
    title="罚款在裁量基准档",
    step="decision",
    requires="有适用的裁量基准的，罚款应当在相应档次以内；调整适用的，本机关的基准由主要负责人批准或者集体讨论，上级机关的基准由制定机关批准，材料归入案卷；决定书应当载明适用情况。",
    articles=(
        Article("27号文", "（五）、（十二）"),
        Article("行政处罚法", "第三十四条"),
        Article("湘程序规定", "第九十一条"),
        Article("湘裁量办法", "第六十八条第三项"),
    ),
    # Only the document does not say how the benchmark was applied: less grave.
    severity=f"CASE WHEN ({_WITHIN}) THEN {int(Severity.MEDIUM)} ELSE {int(Severity.HIGH)} END",
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN benchmark IS NULL OR decision_date IS NULL OR coalesce(fine_amount, 0) = 0 THEN false"
    " ELSE decision_type = 'penalty' END",
    wants={
        "decision_type": "decision_type IS NULL",
        "tier_min": "tier_min IS NULL",
        "tier_max": "tier_max IS NULL",
        "benchmark_issuer": _OUTSIDE,
        "benchmark_adjusted_by": _OUTSIDE,
        "benchmark_adjusted_on": f"{_OUTSIDE} AND benchmark_adjusted_by <> 'nobody'",
        "benchmark_adjustment_filed": f"{_OUTSIDE} AND benchmark_adjusted_by <> 'nobody'",
        "benchmark_stated": "procedure <> 'summary'",
    },
    looks_at=("benchmark", "fine_amount", "mitigation_kind"),
    passes=(
        Part("罚款在相应档次以内，或者依法批准调整适用", _WITHIN),
        Part("决定书载明裁量基准的适用情况", "CASE WHEN procedure = 'summary' THEN true ELSE benchmark_stated END"),
    ),
    doubts=(
        Doubt(
            f"{_OUTSIDE} AND mitigation_kind IN ('lighter', 'reduced', 'heavier') AND (benchmark_stated OR procedure = 'summary')",
            "有从轻、减轻或者从重情形；罚款是否落入基准的相应档次，由人工认定。",
        ),
        Doubt("decision_date < '2022-07-29'", "决定早于国办发〔2022〕27号，当时的适用要求由人工认定。"),
    ),
    fails="适用{benchmark}，该档 {tier_min} 元至 {tier_max} 元，罚款 {fine_amount} 元，调整由{benchmark_adjusted_by}批准，不符合下列要求：{broken}。",
    exceptions=(
        "没有适用的裁量基准的，不适用；档次没有采集的，缺数据。",
        "填决定时有效的基准（较轻的新基准可以适用）；下级与上级基准冲突的，填上级的。",
        "有从轻、减轻、从重情形的，是否落入相应档次由人工认定。",
        "仅决定书没有载明适用情况的，程度为一般；简易程序的格式文书没有这一栏的，不判。",
    ),
    last_lawful="省厅基准该档2万元至4万元，罚40,000元；或者罚15,000元并有省厅 2026-03-27 批复，2026-03-30 决定。",
    first_unlawful="罚15,000元，只有本局负责人 2026-03-27 批准。",
)
