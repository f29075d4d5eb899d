"""P-42 责令改正."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

RULE = Rule(
    code="P-42",
    title="责令改正",
    step="decision",
    requires="实施处罚时，应当责令当事人改正或者限期改正违法行为。",
    articles=(
        Article("行政处罚法", "第二十八条第一款"),
        Article("湘裁量办法", "第三十一条"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_type = 'penalty' AND decision_date IS NOT NULL",
    wants={
        "decision_type": "decision_type IS NULL",
        "correction_ordered": "correction_ordered IS NULL",
        "already_corrected": "correction_ordered IS FALSE AND already_corrected IS NULL",
        "not_correctable": "correction_ordered IS FALSE AND already_corrected IS FALSE",
    },
    looks_at=("corrected_in_time", "decision_date"),
    passes="correction_ordered OR already_corrected OR corrected_in_time IS TRUE OR not_correctable",
    fails="{decision_date} 作出处罚，没有责令改正的记载，也没有已经改正或者没有可以改正的状态的记载。",
    exceptions=(
        "载于单独文书、告知书、决定书，或者当场口头责令并有记录的，都算。",
        "处罚前已经改正的，或者一次性行为没有可以改正的状态并已载明的，符合。",
        "限期届满以后没有复查的，只作提示，不判。",
    ),
    last_lawful="2026-03-30 决定书主文写明“责令立即改正”，没有单独的通知书。",
    first_unlawful="2026-03-30 只罚款，行为仍在继续，没有责令改正的记载。",
)
