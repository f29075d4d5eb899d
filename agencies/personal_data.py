"""个人信息清单：平台存放的每一项个人信息，是谁的、为什么要有、存多久、怎样保护。

The declaration of record for 个人信息保护法 §5–6 (necessity), §28 (sensitive), §51 (measures), §55 (assessment) and GB/T 22239-2019 8.1.4.11.
A field that looks like personal data and stands in neither list below fails a test. Fields are named `app.Model.field`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """个人信息保护法 §28: identity documents are sensitive; the rest is not."""

    ORDINARY = "一般"
    SENSITIVE = "敏感"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One kind of personal data in one or several fields. `needed`: what cannot be done without it; `basis`: the law that lets us."""

    label: str
    fields: tuple[str, ...]
    whose: str
    needed: str
    basis: str
    grade: Grade
    kept: str
    stored: str
    shown: str


_CASE_FILE = "随案件记录，按行政执法案卷保管期限（不少于 10 年），期满由监督机构组织删除"
_ACCOUNT = "在职期间；离任停用后随操作留痕保存不少于 6 个月，之后可改名去标识"
_REPORTING = "《行政执法监督条例》第八条（归集执法数据）"
_PUBLICITY = "《行政处罚法》第四十八条、第五十条"

INVENTORY: tuple[PersonalData, ...] = (
    PersonalData(
        "自然人当事人姓名", ("cases.PartyName.name", "cases.EnforcementCase.party_name"), "行政相对人",
        "按当事人核对案件、查重复处罚", f"{_REPORTING}；{_PUBLICITY}", Grade.ORDINARY,
        _CASE_FILE, "SM4-GCM 加密，每个单位每名一份；案件和文字里只留“姓氏加某”", "姓氏加“某”；说明用途并再次认证后可看原文",
    ),
    PersonalData(
        "自然人当事人姓名的指纹", ("cases.EnforcementCase.party_name_fingerprint", "cases.PartyName.fingerprint"), "行政相对人",
        "凭完整姓名找到案件、分清更正与重复报送，不必解密", f"{_REPORTING}；《个人信息保护法》第五十一条（去标识化）", Grade.ORDINARY,
        _CASE_FILE, "HMAC-SM3 指纹，密钥独立，不可还原", "不显示",
    ),
    PersonalData(
        "证件号码", ("cases.PartyIdentity.number",), "行政相对人（自然人）",
        "区分同名的人；同一人的案件归在一起", f"{_REPORTING}；《个人信息保护法》第三十四条", Grade.SENSITIVE,
        _CASE_FILE, "SM4-GCM 加密，每个单位每号一份", "不显示；说明用途并再次认证后可看原文",
    ),
    PersonalData(
        "当事人行为时的年龄段、辨认控制能力",
        ("cases.CaseParticulars.party_age_group", "cases.CaseParticulars.party_capacity"), "行政相对人（自然人）",
        "核对未成年人、精神病人是否依法不予或者从轻、减轻处罚；只报类别，不报出生日期和病情",
        "《行政处罚法》第三十条、第三十一条；《个人信息保护法》第三十四条", Grade.ORDINARY, _CASE_FILE, "明文（类别代码）；按范围隔离",
        "显示类别；姓名已遮盖",
    ),
    PersonalData(
        "证件号码的指纹", ("cases.EnforcementCase.party_identity", "cases.PartyIdentity.fingerprint"), "行政相对人（自然人）",
        "凭完整号码找到案件，不必解密", f"{_REPORTING}；《个人信息保护法》第五十一条（去标识化）", Grade.ORDINARY,
        _CASE_FILE, "HMAC-SM3 指纹，密钥独立，不可还原", "不显示",
    ),
    PersonalData(
        "证件号码校验结果", ("cases.PartyIdentity.checksum_right",), "行政相对人（自然人）",
        "核对数据质量；不保存出生日期、性别，没有规则需要", _REPORTING, Grade.ORDINARY, _CASE_FILE, "明文（不能识别个人）", "不显示",
    ),
    PersonalData(
        "法定代表人姓名", ("cases.EnforcementCase.legal_representative",), "企业法定代表人",
        "核对当事人主体；企业登记信息依法公示", f"{_REPORTING}；《市场主体登记管理条例》第八条", Grade.ORDINARY,
        _CASE_FILE, "明文", "姓氏加“某”；说明用途并再次认证后可看原文",
    ),
    PersonalData(
        "原始行中的证件、电话、账号、住址", ("cases.ImportRow.sealed",), "行政相对人及相关人员",
        "把未入库的行原样退回报送单位；平台自身不使用", _REPORTING, Grade.SENSITIVE,
        "随批次；报送单位更正入库后无用，清理批次时一并删除", "SM4-GCM 加密；表内相应单元格只留遮盖后的文字", "遮盖；报送单位再次认证后可取回自己的未入库行",
    ),
    PersonalData(
        "绘制表头映射的样例", ("cases.DrawnProfile.sample",), "行政相对人及相关人员",
        "让绘制的人看出各列写的是什么；只有前几行", _REPORTING, Grade.SENSITIVE,
        "启用即清除；没有启用的草稿一日后清除", "证件号码、电话先遮盖，再整体以 SM4-GCM 加密", "遮盖；只有上传样例的人看得到",
    ),
    PersonalData(
        "报送文件、证明材料、文书", ("documents.StoredFile.sha256",), "行政相对人及相关人员",
        "原件留存备查，是监督的依据", f"{_REPORTING}；《行政执法监督条例》关于案卷的规定", Grade.SENSITIVE,
        _CASE_FILE, "整个文件加密（SM4-GCM，每文件一把密钥）", "只对有权看该批次、文书的人提供下载",
    ),
    PersonalData(
        "执法人员姓名与证号",
        ("agencies.EnforcementOfficer.name", "agencies.EnforcementCertificate.number", "cases.CaseAct.enforcing", "cases.CaseAct.assisting", "cases.CaseAct.recording",
         "cases.CaseParticulars.hearing_host_no", "cases.CaseParticulars.reviewer_no",
         "reports.RaisedWarning.key", "reports.RaisedWarning.subject", "reports.RaisedWarning.sentence"),
        "执法人员", "核对执法人员是否两人、持证", "《行政处罚法》第四十二条、第五十五条；执法人员姓名证号依法公示", Grade.ORDINARY,
        "在职期间及所办案件的案卷保管期限", "明文（职务信息，依法公示）", "照常显示",
    ),
    PersonalData(
        "用户姓名、用户名与监督证号", ("agencies.User.display_name", "agencies.User.username", "notices.VisitMember.certificate_number"), "平台用户",
        "登录；文书署名；操作留痕到人", "《网络安全法》关于网络日志的规定；GB/T 22239 身份鉴别", Grade.ORDINARY, _ACCOUNT, "明文", "在工作页面显示（职务行为）",
    ),
    PersonalData(
        "用户手机号", ("agencies.User.phone",), "平台用户", "工作联系；可以不填，不用于登录", "《个人信息保护法》第十三条（履行法定职责）", Grade.ORDINARY,
        "在职期间，停用时清空", "SM4-GCM 加密", "遮盖中间四位，只对本人和系统管理员",
    ),
    PersonalData(
        "操作人姓名与来源地址",
        (
            "audit.AuditEvent.actor_name", "audit.AuditEvent.client_ip", "reports.ReportApproval.actor_name", "cases.DisposalOpinion.actor_name",
        ),
        "平台用户",
        "留痕到人；账号撤销后仍读得懂", "《网络安全法》关于网络日志不少于六个月的规定", Grade.ORDINARY, "不少于 6 个月，随封存的留痕保存",
        "明文（只增不改，封存）", "只对审计管理员",
    ),
    PersonalData(
        "移送监察机关的线索", ("notices.Referral.clue", "notices.Referral.note"), "执法人员", "依法移送涉嫌职务违法、职务犯罪的问题线索",
        "《行政执法监督条例》第三十三条第一款", Grade.SENSITIVE, "随监督事项", "SM4-GCM 加密", "只对承办人、处室负责人、局负责人；每次查看留痕",
    ),
    PersonalData(
        "投诉人、举报人姓名与联系方式", ("leads.Lead.informant_name", "leads.Lead.informant_contact"), "投诉人、举报人",
        "把处理结果告知本人；匿名的不登记", "《湖南省行政程序规定》第一百五十六条（告知处理结果）；《个人信息保护法》第三十四条",
        Grade.SENSITIVE, "随线索保存；告知之后不再显示",
        "SM4-GCM 加密；反映内容、处理结果中的姓名和号码先遮盖再保存", "不显示、不进列表、不导出；只有办理机构的监督人员说明理由并再次认证后可看，每次留痕",
    ),
    PersonalData(
        "延期批准人姓名", ("cases.Extension.approver",), "办案机关负责人", "核对延长期限是否由有权的人批准",
        "《行政处罚法》第六十条", Grade.ORDINARY, _CASE_FILE, "明文（职务信息）", "照常显示",
    ),
    PersonalData(
        "查看个人信息的理由", ("cases.Unmasking.reason", "cases.Unmasking.purpose"), "平台用户", "事后核对查看是否必要",
        "《个人信息保护法》第五十一条、第五十五条", Grade.ORDINARY, "不少于 3 年", "明文；其中的号码先遮盖", "对监督人员显示在案件页",
    ),
)  # fmt: skip

NOT_PERSONAL: dict[str, str] = {
    "agencies.Agency.name": "机关名称",
    "agencies.Agency.short_name": "机关简称",
    "agencies.Agency.phone": "机关办公电话，写入公文落款，不是个人号码",
    "agencies.Agency.superior_name": "上一级主管部门的名称",
    "agencies.PowerItem.name": "权责事项名称",
    "agencies.Region.name": "行政区划名称",
    "agencies.TotpDevice.secret": "两步验证的密钥，是随机数，不是个人信息；加密存放",
    "agencies.SignInSession.address": "登录来源的网络地址，不是住址",
    "cases.Enterprise.name": "企业名称：只收法人和非法人组织，不收自然人和个体工商户",
    "cases.Enterprise.names": "企业用过的名称，同上",
    "cases.ImportBatch.file_name": "报送单位起的文件名",
    "cases.DrawnProfile.name": "表头映射的名称",
    "reports.QualityCause.name": "栏目的名称或者规则的编号，不含格里的内容",
    "cases.EnforcementCase.licence_name": "许可证书种类的名称",
    "cases.EnforcementCase.place": "违法行为地或者检查地，不是住址；其中的号码入库时遮盖",
    "cases.EnforcementCase.party_type": "类别代码",
    "cases.EnforcementCase.party_present": "是或否",
    "cases.EnforcementCase.party_credit_code": "单位的统一社会信用代码，依法公开",
    "notices.ObjectionEvidence.name": "附件文件名",
    "notices.ResponseAttachment.name": "附件文件名",
    "cases.ContestEvidence.name": "附件文件名",
    "cases.Waiver.file_name": "附件文件名",
    "cases.ReviewedAgency.body_name": "组织评查的机关名称",
    "cases.CaseParticulars.in_whose_name": "以本机关、内设机构还是派出机构名义，代码",
    "cases.CaseParticulars.cert_shown": "是否记载出示执法证件，代码",
    "cases.CaseParticulars.published_personal": "公开文本中出现了哪几类个人信息，代码，不含内容",
    "cases.CaseParticulars.approver_post": "批准人的职务类别，代码",
    "cases.CaseParticulars.special_approver": "批准专项检查计划的机关类别，代码",
    "workdays.CalendarDay.name": "节日名称",
}
"""Fields whose names sound personal and are not, each with the reason; reviewed by a person."""

FREE_TEXT = "办案人员手写的说明、理由、反馈等自由文字不应写入证件号码和电话；导入的自由文字在入库时自动遮盖其中的号码。"


def entries_of(grade: Grade) -> list[PersonalData]:
    """The entries of a grade."""
    return [entry for entry in INVENTORY if entry.grade == grade]
