"""G-11 全过程记录归档."""

from cases.choices import Severity
from cases.code_lists.subject import RecordedStage
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="G-11",
    title="全过程记录归档",
    step="closing",
    requires="应当以文字、音像等形式，对行政处罚的启动、调查取证、审核、决定、送达、执行等进行全过程记录，归档保存；简易程序归档亮证与告知记录、当场处罚决定书和备案。",
    articles=(
        Article("行政处罚法", "第四十七条"),
        Article("118号文", "（七）（九）"),
        Article("湘程序规定", "第七十九条第一款"),
        Article("市监程序规定", "第七十八条、第七十九条", sector="market"),
        Article("住建程序规定", "第九条、第四十条", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    # What is still being done is not yet filed.
    applies="closed_on IS NOT NULL",
    needs=("recorded_stages", "stages_needed"),
    looks_at=("closed_on",),
    passes=tuple(
        Part(
            f"“{stage.label}”有记录",
            f"NOT '{stage.value}' = ANY(stages_needed) OR '{stage.value}' = ANY(recorded_stages)",
        )
        for stage in RecordedStage
    ),
    fails="{closed_on} 结案，归档的记录不符合下列要求：{broken}。",
    exceptions=(
        "还没有结案的，不适用。",
        "不予处罚的不要求“执行”；撤销立案、移送的不要求“送达”“执行”。",
        "依法不需要法制审核的，案件审核或者审批记录算作“审核”。",
        "文字或者音像有一种即可；文书在别的系统没有归集的，缺数据。",
    ),
    last_lawful="2026-03-20 结案的普通程序案件，六个环节都有记录。",
    first_unlawful="2026-03-20 结案，送达环节没有回证，也没有音像。",
)
