"""细目：现场执法与全过程记录，异地执法。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.subject import CertificateShown, JurisdictionBasis, OutsideAct, RecordedStage
from cases.columns.particulars.declaration import Topic, count, day, moment, one_of, some_of, text, yes
from cases.columns.sources import Source

TOPIC = Topic(
    label="现场执法与记录",
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    columns=(
        one_of(
            "cert_shown", "出示执法证件的记载", CertificateShown, "笔录或者音像是否都载明已出示执法证件；当场处罚看决定书的亮证栏"
        ),
        yes("joint_enforcement", "综合执法、联合执法或者借调"),
        text("power_outside_list", "清单以外的法定职权条款", 120, "事项没有列入清单而有法定职权的，填法律、法规、规章的条款"),
        some_of("recorded_stages", "有记录归档的环节", RecordedStage, "有文字或者音像记录的环节；简易程序填后三项"),
        yes("av_recorded", "现场行为已作音像记录", "查封、扣押、强制拆除、强制清除、限制人身自由的现场行为"),
        moment("av_act_from", "现场行为开始时刻"),
        moment("av_act_to", "现场行为结束时刻"),
        moment("av_from", "音像记录开始时刻"),
        moment("av_to", "音像记录结束时刻"),
        count("av_gap_minutes", "音像最长间断（分钟）", "换电、换卡的间断，没有的填0", "0"),
        yes("av_failure_noted", "设备故障或者保密已当场书面说明"),
        moment("av_uploaded_at", "音像记录上传时刻"),
        moment("av_returned_at", "返回单位时刻", "连续工作、异地或者边远执法的填写"),
        one_of("outside_act", "管辖区域外的行为", OutsideAct, "没有到管辖区域以外执法的留空"),
        day("outside_act_on", "区域外行为日期"),
        one_of("jurisdiction_basis", "管辖的特别依据", JurisdictionBasis),
        day("outside_approved_on", "区域外执法批准日期", "本机关负责人批准的日期"),
        yes("outside_supported", "有协助、指定或者协作文书"),
        yes("outside_urgent", "区域外紧急处置并已补办"),
    ),
    source=Source(
        "《行政处罚法》第四十七条、第五十五条；国办发〔2018〕118号（七）（八）；《湖南省行政程序规定》第六十六条",
        "《民营经济促进法》第六十四条待核",
    ),
)
