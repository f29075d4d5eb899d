"""权限的说法：每一项权限归在哪一块、叫什么，给管理员看。"""

from __future__ import annotations

from collections.abc import Iterable

AREAS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("归集与检查", (
        ("cases.view_case", "查看执法案件"),
        ("cases.view_rule", "查看检查规则、行业参数和法规库"),
        ("cases.unmask", "说明用途后查看个人信息原文"),
        ("cases.upload", "报送执法数据"),
        ("cases.view_profile", "查看表头映射"),
        ("cases.draw_profile", "绘制、停用表头映射"),
        ("cases.view_batch", "查看报送批次"),
        ("cases.export_case", "导出案件列表"),
        ("cases.export_batch", "导出批次、省平台退回的列表"),
        ("cases.export_publicity", "导出双公示文件"),
        ("cases.view_package", "查看向省平台上报的数据包"),
        ("cases.resend_package", "重新发送上报数据包"),
        ("cases.export_package", "导出上报数据包列表"),
    )),
    ("保管与销毁", (
        ("cases.view_retention", "查看保管期限"),
        ("cases.change_retention", "修改保管期限（市级）"),
        ("cases.hold_case", "设置、解除案件保全"),
        ("cases.view_disposal", "查看鉴定销毁清单"),
        ("cases.compile_disposal", "编制、报送鉴定销毁清单"),
        ("cases.review_disposal", "鉴定销毁清单：同意、划去、退回"),
        ("cases.export_disposal", "导出鉴定销毁清单列表"),
    )),
    ("案卷评查", (
        ("cases.view_review", "查看评查批次、案卷与评查表"),
        ("cases.plan_review", "拟定评查方案，随机抽取，分派、更换评查人"),
        ("cases.score_review", "评查案卷、复核异议"),
        ("cases.conclude_review", "告知被评查单位结果"),
        ("cases.publish_review", "公布评查结果"),
        ("cases.view_review_result", "查看单位的评查结果"),
        ("cases.object_review", "对评查结果提出异议"),
        ("cases.export_review", "导出评查批次、案卷列表"),
        ("cases.export_review_result", "导出评查结果列表"),
    )),
    ("执法质效评议", (
        ("appraisals.view_appraisal", "查看执法质效评议"),
        ("appraisals.run_appraisal", "拟订评议方案，评分，登记公开，办结、撤销评议"),
        ("appraisals.settle_appraisal", "定评议结果"),
        ("appraisals.view_result", "查看单位的评议标准与结果"),
        ("appraisals.export_appraisal", "导出执法质效评议列表"),
        ("appraisals.export_result", "导出评议结果列表"),
    )),
    ("研判", (
        ("leads.view_lead", "查看线索（投诉举报等）"),
        ("leads.register_lead", "登记线索"),
        ("leads.report_lead", "反映行政执法机关的问题"),
        ("leads.view_own_lead", "查看本人反映的问题"),
        ("leads.handle_lead", "受理、不予受理、转办、办结线索，登记告知"),
        ("leads.see_informant", "说明理由后查看投诉人、举报人"),
        ("leads.export_lead", "导出线索列表"),
        ("cases.view_finding", "查看问题线索"),
        ("cases.triage_finding", "研判问题线索：认定、排除、撤回"),
        ("cases.note_finding", "在线索上记录协助情况"),
        ("cases.export_finding", "导出问题线索列表"),
        ("reports.view_warning", "查看预警模型和预警"),
        ("reports.review_warning", "核实预警：属实、不属实、不适用"),
        ("reports.set_warning", "修改预警模型参数（市级）"),
        ("reports.export_warning", "导出预警列表"),
        ("cases.view_contest", "查看请单位说明的线索与单位申辩"),
        ("cases.contest_finding", "对监督机构请说明的线索提出申辩"),
        ("cases.export_contest", "导出单位申辩列表"),
        ("cases.view_waiver", "查看豁免"),
        ("cases.request_waiver", "申请豁免、撤回申请"),
        ("cases.approve_waiver", "批准、不予批准、撤销豁免"),
        ("cases.export_waiver", "导出豁免列表"),
    )),
    ("监督事项与文书", (
        ("notices.view_matter", "查看监督事项"),
        ("notices.open_matter", "立项、调整、终结监督事项"),
        ("notices.assist_matter", "在事项上记录协助情况"),
        ("notices.write_visit", "记录监督检查（暗访）情况"),
        ("notices.read_referral", "查看移送监察机关的线索"),
        ("notices.refer_clue", "登记、移送监察机关的线索"),
        ("notices.view_instrument", "查看监督文书"),
        ("notices.draft_instrument", "拟制、修改文书"),
        ("notices.check_instrument", "核稿"),
        ("notices.sign_instrument", "签发文书"),
        ("notices.deliver_instrument", "送达文书"),
        ("notices.propose_suspension", "提出暂扣执法证件，登记告知"),
        ("notices.approve_suspension", "批准、不予批准暂扣，返还证件"),
        ("notices.export_matter", "导出监督事项列表"),
        ("notices.export_instrument", "导出监督文书、收件列表"),
    )),
    ("整改", (
        ("notices.respond", "签收文书、逐项答复"),
        ("notices.request_extension", "申请延期"),
        ("notices.decide_extension", "决定延期"),
        ("notices.raise_objection", "对监督文书提出异议"),
        ("notices.answer_objection", "答复单位的异议"),
        ("notices.verify_response", "核验整改、办结"),
    )),
    ("监督报告", (
        ("reports.view_report", "查看监督报告"),
        ("reports.compile_report", "发起编制报告"),
        ("reports.draft_report", "修改、报送报告"),
        ("reports.review_division", "处室审核报告"),
        ("reports.review_legal", "法制审核报告"),
        ("reports.approve_director", "审批报告"),
        ("reports.instruct", "批示报告"),
        ("reports.issue_report", "编号印发报告"),
        ("reports.acknowledge_report", "签收本单位收到的报告"),
        ("reports.export_report", "导出监督报告列表"),
        ("reports.view_annual", "查看统计年报"),
        ("reports.export_annual", "导出统计年报"),
        ("reports.set_counting", "设定统计口径（市级）"),
    )),
    ("基础台账", (
        ("agencies.view_agency", "查看机构"),
        ("agencies.view_officer", "查看执法人员与证件"),
        ("agencies.edit_officer", "登记、修改执法人员与证件"),
        ("agencies.view_power_item", "查看权责事项"),
        ("agencies.edit_power_item", "登记、修改权责事项"),
        ("agencies.export_power_item", "导出权责事项列表"),
        ("cases.view_enterprise", "查看企业登记簿"),
        ("cases.export_enterprise", "导出企业列表"),
        ("cases.edit_parameter", "登记、修改、试算行业参数，登记法规库，导入法规文本（市级）"),
        ("cases.view_duty", "查看机关职责检查"),
        ("cases.edit_duty", "登记机关年度职责"),
        ("cases.export_duty", "导出机关年度职责"),
        ("cases.view_trial", "查看参数试算"),
        ("cases.adopt_parameter", "批准施行试算过的参数"),
        ("cases.export_parameter", "导出行业参数、法规库列表"),
        ("agencies.export_agency", "导出机构列表"),
        ("agencies.export_officer", "导出执法人员与证件列表"),
        ("workdays.view_calendar", "查看工作日历"),
        ("workdays.load_calendar", "载入工作日历"),
        ("web.home", "打开工作台"),
    )),
    ("系统管理", (
        ("agencies.view_people", "查看人员、岗位与授权说明"),
        ("agencies.manage_people", "登记、停用账号，办理移交"),
        ("agencies.manage_posts", "授予、终止岗位，授予、收回例外"),
        ("agencies.secure_accounts", "解除登录锁定，重置两步验证，结束他人登录"),
        ("agencies.view_personal_data", "查看个人信息清单"),
        ("audit.view_event", "查看操作留痕"),
    )),
)  # fmt: skip
"""In the order of the loop. A permission that is not named here is shown by its code."""

_WORDS = {code: words for _area, rows in AREAS for code, words in rows}


def words_for(permission: str) -> str:
    """A permission in plain Chinese."""
    return _WORDS.get(permission, permission)


def by_area(permissions: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Permissions in words, grouped by area; areas without any are left out."""
    held = set(permissions)
    found = [(area, [words for code, words in rows if code in held]) for area, rows in AREAS]
    rest = sorted(code for code in held if code not in _WORDS)
    return [(area, words) for area, words in [*found, ("其他", rest)] if words]
