"""I-04 检查事前批准."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Part, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

RULE = Rule(
    code="I-04",
    title="检查事前批准",
    step="investigation",
    requires="每一次行政检查都应当事先经行政执法主体负责人批准；情况紧急的，可以事后及时补办批准。",
    articles=(Article("54号文", "（检查批准）"), Article("湘程序规定", "第六十四条第二款")),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="enterprise_inspected",
    wants={
        "party_type": "enterprise_inspected IS NULL",
        "inspection_approved_at": "approved_with_plan IS NOT TRUE AND inspection_urgent IS NOT TRUE",
        "inspection_approved_by_head": "approved_with_plan IS NOT TRUE AND inspection_urgent IS NOT TRUE",
        "approval_made_up_at": "inspection_urgent AND approved_before_start IS NOT TRUE",
    },
    looks_at=("inspect_start_at", "inspected_on", "approved_with_plan", "inspection_urgent"),
    passes=(
        Part(
            "检查开始以前批准（紧急的事后补办）",
            "CASE WHEN approved_with_plan OR approved_before_start THEN true"
            " WHEN inspection_urgent THEN CASE WHEN approval_made_up_at IS NOT NULL THEN true END ELSE approved_before_start END",
        ),
        Part(
            "由行政执法主体负责人批准",
            "CASE WHEN approved_with_plan OR inspection_urgent THEN inspection_approved_by_head IS NOT FALSE ELSE inspection_approved_by_head END",
        ),
    ),
    doubts=(Doubt("inspected_onsite IS FALSE", "非现场检查，没有要求企业配合的，是否须批准由人工认定。"),),
    fails="检查开始 {inspect_start_at}（{inspected_on}），批准 {inspection_approved_at}，不符合下列要求：{broken}。",
    exceptions=(
        "日常、个案、专项检查都须批准。",
        "负责人批准年度计划、批次抽查任务的，视为批准了计划内的这一次检查。",
        "紧急情况补办批准没有法定时限，补办了就算符合；还没有补办记载的，属于缺数据。",
        "只有日期、没有时刻的，同日批准算符合。",
        "非现场检查由人工认定；对自然人的检查不适用。",
    ),
    last_lawful="2026-03-10 09:00 批准，09:00 检查。",
    first_unlawful="不是紧急情况，2026-03-10 09:00 检查，09:30 才批准。",
    note=SECOND_HAND,
)
