"""E-22 夜间、法定节假日不得强制执行."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.enforcement import EXECUTIONS
from cases.rules.unsettled import unsettled

_NIGHT = Part("不在夜间执行", "NOT at_night")
_HOLIDAY = Part("不在法定节假日执行", "CASE WHEN on_workday THEN true WHEN on_festival THEN false END")

RULE = Rule(
    code="E-22",
    title="夜间和节假日不得强制执行",
    step="measure",
    requires="行政机关不得在夜间或者法定节假日实施行政强制执行；情况紧急的除外。",
    articles=(Article("行政强制法", "第四十三条第一款"), Article("行政强制法", "第六十一条第四项")),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({EXECUTIONS} AND executed_on IS NOT NULL, false) AND court_ordered IS NOT TRUE"
    " AND urgent_execution IS NOT TRUE AND immediate_substitute IS NOT TRUE",
    wants={"executed_from": "true", "executed_to": "at_night IS NULL AND executed_from IS NOT NULL"},
    looks_at=("coercion_is", "executed_on", "on_festival"),
    passes=(_NIGHT, _HOLIDAY),
    doubts=(
        unsettled(
            (_NIGHT,),
            "on_workday IS NOT TRUE AND on_festival IS NOT TRUE",
            "在星期六、星期日或者调休放假的日子执行，是否属于法定节假日有不同理解，由人工认定。",
        ),
        unsettled((_HOLIDAY,), "at_night IS NULL AND over_a_night", "执行跨日，夜间是否停止由人工认定。"),
        unsettled((_HOLIDAY,), "execution_time_unknown", "只记载了日期，没有写到几时几分，是否在夜间由人工认定。"),
    ),
    fails="{executed_from} 至 {executed_to} 强制执行（{coercion_is}），不符合下列要求：{broken}。",
    exceptions=(
        "行政强制措施（查封、扣押等）、加处罚款、人民法院执行的，不适用。",
        "情况紧急的、立即代履行的，不适用。",
        "正好在夜间开始的时刻结束的，不算夜间；跨日而起止都在白天的，由人工认定。",
        "星期六、星期日和调休放假的日子，由人工认定；只有法定节日当天算法定节假日。",
    ),
    last_lawful="2026-03-10 09:00 至 21:59 拆除。",
    first_unlawful="2026-03-10 22:00 拆除；或者 2026-10-02（国庆节）09:00 拆除，情况并不紧急。",
    parameters=("night_from", "night_to"),
    note="“夜间”行政强制法没有定义，22时至次日6时是本平台的默认值；法定节日按《全国年节及纪念日放假办法》逐年列出，该办法条文待核。",
)
