"""细目：申辩与听证。"""

from __future__ import annotations

from cases.choices import CaseKind, PenaltyType
from cases.code_lists.penalty import RenoticeReason, SecrecyReason, StatementResult
from cases.columns.particulars.declaration import Topic, day, one_of, some_of, text, yes, yuan
from cases.columns.sources import Source

TOPIC = Topic(
    label="申辩与听证",
    kinds=(CaseKind.PENALTY,),
    columns=(
        some_of("proposed_kinds", "拟处罚种类", PenaltyType, "当事人陈述申辩或者要求听证以前，最后一次告知的内容"),
        yuan("proposed_fine", "拟罚款（元）", "告知书所载，没有罚款的填0"),
        yuan("proposed_confiscation", "拟没收违法所得（元）", "告知书所载"),
        yuan("proposed_goods_value", "拟没收财物价值（元）", "告知书所载"),
        yes("statement_reviewed", "陈述申辩已复核", "有复核记录的填“是”，可以载于笔录、集体讨论记录、决定书"),
        day("statement_reviewed_on", "陈述申辩复核日期"),
        yes("statement_review_written", "复核意见为单独书面"),
        one_of("statement_result", "陈述申辩复核结论", StatementResult),
        yes("statement_reply_given", "已说明不采纳的理由"),
        day("renotice_served_on", "重新告知送达日期"),
        one_of("renotice_reason", "重新告知的原因", RenoticeReason),
        yes("renotice_covers", "重新告知的内容覆盖决定内容"),
        yes("hearing_other_ground", "法律法规规章规定的其他听证情形"),
        day("hearing_requested_on", "要求听证日期", "邮寄的填交邮日期，口头的填笔录日期"),
        day("hearing_request_until", "准许顺延的听证申请期限末日", "因不可抗拒等正当理由准许顺延的填写"),
        day("hearing_withdrawn_on", "撤回听证要求日期"),
        yes("hearing_terminated", "听证已依法终止并有记录"),
        yes("hearing_sooner_agreed", "当事人书面同意提前听证"),
        day("hearing_ended_on", "末次听证日期", "多次开庭的，填最后一次"),
        text("hearing_host_no", "听证主持人证号或工号", 40),
        day("host_recusal_asked_on", "申请主持人回避日期"),
        day("host_recusal_decided_on", "主持人回避决定日期"),
        yes("hearing_record_made", "有听证笔录"),
        yes("hearing_record_signed", "听证笔录经当事人或代理人签字盖章"),
        yes("hearing_refusal_noted", "主持人已注明拒绝签字盖章"),
        yes("hearing_public", "听证公开举行"),
        one_of("hearing_closed_reason", "听证不公开的理由", SecrecyReason),
    ),
    source=Source(
        "《行政处罚法》第四十五条、第六十三条至第六十五条；《湖南省行政程序规定》第七十三条、第一百三十一条、第一百四十条至第一百四十四条",
        "听证的数额标准（湖南口径）待核",
    ),
)
