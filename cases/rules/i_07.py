"""I-07 年度频次上限."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

RULE = Rule(
    code="I-07",
    title="年度检查频次不超上限",
    step="investigation",
    requires="同一行政机关一年内对同一企业的检查，不得超过公布的年度频次上限；投诉举报、转办交办、数据监测线索或者企业申请的，可以不受上限限制。",
    articles=(Article("54号文", "（检查频次）"),),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="CASE WHEN NOT enterprise_inspected OR inspection_type = 'case' OR inspected_onsite IS FALSE THEN false"
    " WHEN inspection_type = 'special' THEN NOT deployed_by_upper WHEN inspection_type = 'routine' THEN true END",
    needs=("party_credit_code", "cap_known"),
    wants={
        "inspection_cap": "inspection_cap IS NULL",
        "inspection_cap_on": "inspection_cap_on IS NULL",
        "inspection_type": "inspection_type IS NULL",
        "deployed_by_upper": "inspection_type = 'special' AND deployed_by_upper IS NULL",
    },
    looks_at=("inspected_on", "visits_counted", "visits_in_all"),
    passes="CASE WHEN visits_counted > cap_known THEN false WHEN visits_counted_at_most > cap_known THEN NULL"
    " WHEN inspection_type = 'routine' AND visits_in_all > cap_known THEN NULL ELSE visits_counted_at_most <= cap_known END",
    doubts=(Doubt("key_field OR full_cover_required", "重点监管或者法律法规要求全覆盖检查的，是否受上限限制由人工认定。"),),
    fails="{inspected_on} 的检查，是本年度对该企业第 {visits_counted} 次计入上限的检查；公布的上限为 {inspection_cap} 次。",
    exceptions=(
        "计入的是日常检查和本机关自行部署的专项检查（现场）；上级部署的专项检查不计。",
        "个案检查不致超限；日常检查连同个案检查才超过上限的，由人工认定。",
        "按同一机关、同一企业（统一社会信用代码）、自然年计算；联合检查的各机关各计一次。",
        "上限没有公布、还没有生效或者没有记载的，属于缺数据。",
        "只看已经报送到本平台的检查。",
    ),
    last_lawful="上限2次，2026年日常检查2次（02-10、03-10），此后举报核查2次。",
    first_unlawful="上限2次，2026年日常检查3次（第3次 2026-11-10）。",
    note=SECOND_HAND,
)
