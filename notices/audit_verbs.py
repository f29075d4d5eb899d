"""监督文书的留痕动作（流程动作在 lifecycles.py 登记）。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(
    Verb("notices.matter.opened", "立监督事项"),
    Verb("notices.matter.item_added", "并入问题"),
    Verb("notices.matter.item_removed", "移出问题"),
    Verb("notices.matter.noted", "协助记录"),
    Verb("notices.matter.visited", "记录监督检查"),
    Verb("notices.instrument.drafted", "拟稿"),
    Verb("notices.instrument.edited", "修改文稿"),
    Verb("notices.extension.requested", "申请延期"),
    Verb("notices.extension.granted", "同意延期"),
    Verb("notices.extension.refused", "不同意延期"),
    Verb("notices.objection.raised", "提出异议"),
    Verb("notices.objection.answered", "答复异议"),
    Verb("notices.objection.due", "答复异议时另定期限"),
    Verb("notices.objection_evidence_read", "下载异议证据"),
    Verb("notices.referral.noted", "登记移送监察线索"),
    Verb("notices.referral.settled", "登记移送结果"),
    Verb("notices.referral_read", "查看移送监察线索"),
    Verb("notices.suspension.proposed", "提出暂扣证件"),
    Verb("notices.suspension.told", "登记暂扣告知"),
    Verb("notices.deadline.recomputed", "重新计算期限"),
    Verb("notices.reminded", "期限提醒"),
    Verb("notices.item.verified", "逐项核验"),
    Verb("notices.attachment.added", "上传附件"),
    Verb("notices.answers_saved", "保存反馈草稿"),
    Verb("notices.paper_read", "下载监督文书"),
    Verb("notices.evidence_read", "下载证明材料"),
    Verb("notices.attachment.removed", "移除附件"),
)

register_words(
    {
        "matter": "事项", "instrument": "文书", "items": "项", "item": "项", "attachment": "附件", "due_on": "届满日",
        "provisional": "暂定", "round": "轮次", "late": "逾期", "dropped": "删去的项", "stage": "阶段", "draft": "草稿",
        "verdict": "结论", "recipient": "告知对象", "copy_to": "抄送", "calendar": "工作日历", "amount": "期间数",
        "unit": "期间单位", "problem_type": "问题类型", "certificate": "执法证号",
        "unit_on": "告知所在单位日期", "issuer_on": "告知发证机关日期", "restored_on": "返还日期",
        "referral": "线索编号", "ground": "移送情形", "visit": "记录编号", "people": "人数", "covert": "暗访", "finding": "问题编号",
    },
)  # fmt: skip
