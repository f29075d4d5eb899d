"""执法案件的留痕动作（问题线索的流程动作在 lifecycles.py 登记）。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(
    Verb("cases.batch_received", "收到报送文件"),
    Verb("cases.batch_read_again", "重新核对未入库的行"),
    Verb("cases.batch_stored", "报送数据入库"),
    Verb("cases.batch_failed", "报送数据未入库"),
    Verb("cases.rejected_exported", "导出未入库的行"),
    Verb("cases.unmasked", "查看个人信息"),
    Verb("cases.person_read", "查阅自然人案件"),
    Verb("cases.checked", "规则检查"),
    Verb("cases.finding_noted", "记录协助情况"),
    Verb("cases.findings_triaged", "批量研判"),
    Verb("cases.package_made", "编制上报数据包"),
    Verb("cases.package_acknowledged", "上报数据包被签收"),
    Verb("cases.package_stuck", "上报受阻"),
    Verb("cases.package_resent", "重新发送上报数据包"),
    Verb("cases.profile_begun", "上传样例绘制表头映射"),
    Verb("cases.profile_activated", "启用表头映射"),
    Verb("cases.profile_retired", "停用表头映射"),
    Verb("cases.profile_dropped", "放弃表头映射草稿"),
    Verb("cases.retention_changed", "修改保管期限"),
    Verb("cases.hold_placed", "设置案件保全"),
    Verb("cases.hold_lifted", "解除案件保全"),
    Verb("cases.archived", "案件归档"),
    Verb("cases.disposal_requested", "发起编制销毁清单"),
    Verb("cases.disposal_struck", "从销毁清单划去记录"),
    Verb("cases.disposal_read", "下载销毁清单"),
    Verb("cases.records_destroyed", "按清单销毁记录"),
    Verb("cases.file_destroyed", "销毁报送的源文件"),
    Verb("cases.review_planned", "拟定评查方案"),
    Verb("cases.review_changed", "修改评查方案"),
    Verb("cases.review_assigned", "分派评查人"),
    Verb("cases.reviewer_replaced", "更换评查人"),
    Verb("cases.sheet_begun", "开始评查案卷"),
    Verb("cases.sheet_saved", "填写评查表"),
    Verb("cases.sheet_submitted", "提交评查表"),
)

register_words(
    {
        "findings": "问题", "total": "总行数", "stored": "入库", "repaired": "修正", "unchanged": "未变",
        "superseded": "更正", "refused": "未入库", "original": "含原文", "purpose": "用途", "as_of": "检查日",
        "ruleset": "规则集", "cases": "案件数", "breaches": "各规则问题数", "new": "新问题", "recurred": "再现",
        "refreshed": "更新", "cleared": "已消除", "rules": "限于规则", "ids": "问题编号", "action": "处理",
        "left_alone": "未处理", "part": "部分", "schema": "格式版本", "tries": "发送次数", "accepted": "接受",
        "sent_back": "退回", "headings": "表头列数", "columns": "对应的栏目", "record_kind": "记录种类",
        "effective_on": "施行日期", "years": "保管年限", "archive_years": "满几年归档", "counted_from": "自何日起算", "status": "核对",
        "agencies": "单位数", "sizes": "各层抽取件数", "files": "案卷数", "reviewers": "评查人数", "seat": "席次", "reviewer": "评查人",
        "difference": "分差", "score": "得分", "how": "评定方式", "outcome": "结果",
        "listed": "列入件数", "left_over": "下次再列", "round": "轮次", "struck": "划去件数",
    },
)  # fmt: skip
