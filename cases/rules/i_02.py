"""I-02 检查事项已公布."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

RULE = Rule(
    code="I-02",
    title="检查事项已公布",
    step="investigation",
    requires="行政检查事项应当公布；未经公布的检查事项不得实施。",
    articles=(Article("54号文", "（检查事项）"),),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="enterprise_inspected AND items_published_by_now",
    needs=("inspection_item_published_on",),
    wants={"party_type": "enterprise_inspected IS NULL"},
    looks_at=("inspected_on", "item_code"),
    passes="inspection_item_published_on <= inspected_on",
    fails="{inspected_on} 检查，检查事项 {inspection_item_published_on} 才公布。",
    exceptions=(
        "本级清单公布期限以前的检查，不适用（起算日见参数）。",
        "在既有执法事项清单上备注的，视为已公布。",
        "个案检查的事项同样须在清单内；对自然人的检查不适用。",
    ),
    last_lawful="事项 2026-03-10 公布，2026-03-10 检查。",
    first_unlawful="事项 2026-03-11 公布，2026-03-10 检查。",
    parameters=("inspection_items_published",),
    note=SECOND_HAND,
)
