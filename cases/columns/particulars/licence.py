"""细目：许可。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.licence import LaterCorrection, LicenceBasisLevel, LicenceExtender, LicenceOutcome
from cases.columns.particulars.declaration import Topic, count, day, one_of, yes, yuan
from cases.columns.sources import Source

TOPIC = Topic(
    label="许可",
    kinds=(CaseKind.LICENCE,),
    columns=(
        one_of("licence_outcome", "许可处理结果", LicenceOutcome),
        day("materials_received_on", "收到申请材料日期"),
        yes("materials_complete", "申请材料齐全", "齐全、符合法定形式，或者当场更正后齐全的填“是”"),
        day("correction_told_on", "一次告知补正日期", "首次告知申请人补正的日期"),
        one_of("later_correction", "再次告知补正的内容", LaterCorrection),
        yes("acceptance_receipt_given", "已出具受理或不予受理凭证", "书面凭证；带电子印章和时间的电子凭证也算"),
        yes("acceptance_receipt_sealed", "凭证盖章并注明日期"),
        yes("licence_joint", "统一联合或集中办理", "本级人民政府确定由两个以上部门统一、联合或者集中办理的填“是”"),
        count("licence_term_days", "另定的办理期限（工作日）", "法律、法规对该事项另有期限的填写；承诺时限不填", "15"),
        one_of("licence_term_level", "另定期限的依据", LicenceBasisLevel),
        count("tender_days", "招标拍卖所需工作日", "依法需要招标、拍卖，已书面告知申请人所需时间的填写"),
        yes("lower_review_first", "依法先经下级机关审查"),
        one_of("licence_extension_by", "延长办理期限的批准人", LicenceExtender),
        yes("licence_extension_told", "延长办理期限的理由已告知"),
        yes("refusal_reasons_given", "不予许可已说明理由"),
        yes("refusal_remedies_told", "不予许可已告知复议诉讼权利"),
        yes("refused_on_test", "依检验检测检疫结果不予许可"),
        yes("technical_standard_stated", "已写明所依据的技术标准"),
        yes("certificate_required", "需要颁发许可证件"),
        day("certificate_issued_on", "颁发许可证件日期", "颁发、送达，或者加贴标签、加盖印章的日期；电子证照为生成日期"),
        day("certificate_notified_on", "通知领取证件日期", "申请人不来领取的填写"),
        yes("licence_hearing_by_law", "许可应当举行听证", "法律、法规、规章规定应当听证，或者机关认为涉及公共利益需要听证"),
        yes("licence_hearing_announced", "许可听证已公告"),
        yes("licence_major_interest", "涉及他人的重大利益"),
        yes("licence_hearing_told", "已告知许可听证权利"),
        day("licence_hearing_told_on", "告知许可听证权利日期"),
        day("licence_hearing_requested_on", "申请许可听证日期"),
        yes("licence_hearing_withdrawn", "许可听证申请已撤回"),
        yes("licence_hearing_held", "已举行许可听证"),
        day("licence_hearing_notice_on", "通知许可听证日期"),
        day("licence_hearing_held_on", "举行许可听证日期"),
        yes("licence_hearing_host_reviewed", "听证主持人是审查人员"),
        yes("licence_hearing_record_used", "根据听证笔录作出许可决定"),
        yes("substantive_check", "核实了申请材料的实质内容"),
        yes("tested_by_agency", "由本机关检验检测检疫", "由专业技术组织检验的填“否”"),
        count("checkers", "核查或检验人员人数", "指派的工作人员人数", "2"),
        day("test_assigned_on", "指派检验人员日期"),
        day("renewed_expiry_on", "申请延续的许可届满日期", "延续许可有效期的填写原有效期届满之日"),
        count("renewal_lead_days", "另定的延续申请期限（日）", "法律、法规、规章另定须在届满若干日前申请的填写", "30"),
        yuan("licence_fee", "许可收取的费用（元）", "行政机关收取的全部费用，含格式文本、工本费；没有收取的填 0"),
        one_of("licence_fee_level", "许可收费的依据", LicenceBasisLevel),
        yuan("licence_fee_standard", "公布的法定收费标准（元）"),
        yes("licence_fee_to_treasury", "许可费用已上缴国库"),
        yes("extra_materials", "要求提交目录以外的材料", "申请人自愿提交的不算"),
        yes("extra_materials_to_verify", "目录外材料用于核实实质内容"),
        day("materials_list_on", "材料目录公布日期", "受理当日有效的公示目录"),
        yes("agent_designated", "指定了中介服务机构"),
    ),
    source=Source(
        "《行政许可法》第三十条至第五十条、第五十五条、第五十八条、第五十九条；《湖南省规范行政裁量权办法》第二十一条、第二十二条"
    ),
)
