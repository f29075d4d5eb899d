"""I-14 检查记录."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="I-14",
    title="检查须有记录、签字、归档",
    step="investigation",
    requires="检查应当制作笔录，由检查人员和检查对象签名或者盖章，拒绝签名的在笔录上注明；记录应当归档。",
    articles=(
        Article("行政处罚法", "第五十五条第二款", since=PENALTY_LAW_2021),
        Article("行政许可法", "第六十一条第二款"),
        Article("118号文", "（七）"),
        Article("118号文", "（九）"),
    ),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=date(2021, 7, 15),
    dated_by="inspected_on",
    applies="inspected_onsite",
    wants={
        "inspection_onsite": "inspected_onsite IS NULL",
        "inspection_recorded": "true",
        "inspectors_signed": "inspection_recorded",
        "inspected_signed": "inspection_recorded AND signing_refused_noted IS NOT TRUE",
        "inspection_archived": "inspection_recorded",
    },
    looks_at=("inspected_on", "signing_refused_noted", "led_to_case"),
    passes=(
        Part("制作了检查笔录或者记录", "inspection_recorded"),
        Part("检查人员签字", "CASE WHEN NOT inspection_recorded THEN true ELSE inspectors_signed END"),
        Part(
            "检查对象签字，或者拒签已注明",
            "CASE WHEN NOT inspection_recorded OR inspected_signed OR signing_refused_noted THEN true"
            " WHEN NOT inspected_signed AND NOT signing_refused_noted AND led_to_case THEN false END",
        ),
        Part("记录已归档", "CASE WHEN NOT inspection_recorded THEN true ELSE inspection_archived END"),
    ),
    fails="{inspected_on} 的检查，不符合下列要求：{broken}。",
    exceptions=(
        "非现场检查以电子记录代替，不适用。",
        "对许可事项的监督检查，法律只要求检查人员签字；检查对象没有签字又没有注明的，只在已转入立案调查时判为问题，其他由人工认定。",
    ),
    last_lawful="2026-03-10 现场检查笔录由两名检查人员签字，企业拒签已注明。",
    first_unlawful="2026-03-10 入企检查，没有笔录。",
)
