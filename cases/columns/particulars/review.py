"""细目：审核与集体讨论。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns.particulars.declaration import Topic, count, day, text, yes
from cases.columns.sources import Source

TOPIC = Topic(
    label="审核与集体讨论",
    kinds=(CaseKind.PENALTY,),
    columns=(
        text("reviewer_no", "审核人证号或工号", 40, "末次审核意见的签署人"),
        day("reviewer_first_on", "审核人初次从事法制审核日期"),
        yes("reviewer_qualified", "审核人有法律职业资格", "国家司法考试、律师资格考试取得的资格等同"),
        day("reviewer_qualified_on", "审核人取得法律职业资格日期"),
        day("review_submitted_on", "末次送审日期", "退回补充后再次送审的，填最后一次"),
        count("review_extension_days", "审核延长的工作日数", "经批准延长审核期限的填写", "5"),
        yes("review_extension_by_head", "审核延长经负责人批准"),
        day("review_extension_approved_on", "审核延长批准日期"),
        yes("complex_or_serious", "情节复杂或者重大违法行为"),
        yes("meeting_minutes", "有集体讨论记录"),
        count("meeting_heads", "参加集体讨论的机关负责人数", example="3"),
        yes("only_one_head", "本机关只有一名负责人"),
        yes("extension_by_head", "首次延长办案期限经负责人批准"),
        yes("extension_again_discussed", "再次延长办案期限经负责人集体讨论"),
    ),
    source=Source(
        "《行政处罚法》第五十七条第二款、第五十八条、第六十条；《市场监督管理行政处罚程序规定》第四十九条至第五十五条、第六十四条；"
        "《住房和城乡建设行政处罚程序规定》第二十三条至第二十六条、第二十九条"
    ),
)
