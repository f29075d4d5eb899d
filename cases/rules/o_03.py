"""O-03 法制审核人员不低于5%."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Article, Doubt, Rule

RULE = Rule(
    code="O-03",
    title="法制审核人员不低于5%",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="原则上各级行政执法机关的法制审核人员不少于本单位执法人员总数的5%。",
    articles=(Article("118号文", "（十一）"),),
    severity=Severity.LOW,
    duty=True,
    applies="CASE WHEN agency_state IS NOT NULL OR officers_count = 0 THEN false ELSE true END",
    needs=("officers_count", "reviewers_count"),
    looks_at=("reviewer_share", "shared_reviewers"),
    passes="20 * reviewers_count >= officers_count",
    doubts=(Doubt("shared_reviewers > 0", "不足5%，但统筹调用了法律顾问、公职律师；“原则上”的要求是否满足，由人工认定。"),),
    fails="执法人员 {officers_count} 人，法制审核人员 {reviewers_count} 人（{reviewer_share}%），不足5%，也没有统筹调用的人员。",
    exceptions=("没有执法人员的，不适用。", "按比例精确比较，不四舍五入。", "统筹调用法律顾问、公职律师的，由人工认定。"),
    last_lawful="执法人员100人，法制审核人员5人。",
    first_unlawful="执法人员101人，法制审核人员5人（4.95%），没有统筹调用。",
)
