"""Q-05 处罚种类代码."""

from cases.choices import Severity
from cases.rules.declaration import Article, Rule

RULE = Rule(
    code="Q-05",
    title="处罚种类代码",
    step="decision",
    requires="处罚决定应当写明处罚种类，每一种都是法律规定的13个具名种类之一，或者法律、行政法规规定的其他行政处罚并注明依据。",
    articles=(Article("行政处罚法", "第九条"), Article("双公示标准", "")),
    severity=Severity.LOW,
    duty=True,
    applies="CASE WHEN decision_date IS NULL THEN false ELSE decision_type = 'penalty' END",
    needs=("kinds_known",),
    wants={"decision_type": "decision_date IS NOT NULL", "other_penalty_basis": "'other' = ANY(penalty_kinds)"},
    # A kind outside the list does not come in at all: the import refuses it, and leaves out 责令改正 with a note.
    passes="CASE WHEN 'other' = ANY(penalty_kinds) THEN other_penalty_basis IN ('law', 'regulation') ELSE true END",
    fails="处罚种类 {kinds_known} 中的“其他”依据是{other_penalty_basis}，不是法律、行政法规规定的处罚种类。",
    exceptions=(
        "不予处罚、撤销立案、移送的，不适用。",
        "责令改正、加处罚款、没收以外的强制不是处罚种类：归集时不计入并提示，代码表以外的种类不予入库。",
        "“其他”没有注明依据的，缺数据。",
    ),
    last_lawful="2026-03-06 决定，处罚种类为罚款、其他（附行政法规依据）。",
    first_unlawful="2026-03-06 决定，处罚种类为罚款、其他，依据是地方性法规或者规章。",
)
