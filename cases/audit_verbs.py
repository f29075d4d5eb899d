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
    Verb("cases.contest_put", "请单位说明线索"),
    Verb("cases.contest_file_added", "上传申辩证据"),
    Verb("cases.contest_file_removed", "移除申辩证据"),
    Verb("cases.contest_file_read", "下载申辩证据"),
    Verb("cases.waiver_requested", "申请豁免"),
    Verb("cases.waiver_settled", "豁免生效或者终止，调整线索"),
    Verb("cases.waiver_file_read", "下载豁免材料"),
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
    Verb("cases.law_imported", "导入法规文本"),
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
        "waived": "豁免", "unwaived": "豁免终止", "rule": "规则", "contest": "申辩", "case": "案件", "files": "文件数", "from_day": "自", "to_day": "至",
        "listed": "列入件数", "left_over": "下次再列", "round": "轮次", "struck": "划去件数",
        "law": "法规", "filled": "补录原文条数", "ended": "失效条数", "articles_added": "新增的条文", "articles_changed": "修改的条文", "articles_ended": "失效的条文",
    },
)  # fmt: skip
