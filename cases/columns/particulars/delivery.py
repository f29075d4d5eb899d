"""细目：送达与公开。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.payment import PublishedPersonal, WithdrawalTrigger
from cases.columns.particulars.declaration import Topic, day, one_of, some_of, yes
from cases.columns.sources import Source

TOPIC = Topic(
    label="送达与公开",
    kinds=(CaseKind.PENALTY,),
    columns=(
        yes("e_consent_signed", "已签订电子送达确认书"),
        day("e_consent_on", "电子送达确认书签订日期"),
        day("e_sent_on", "电子送达发送日期"),
        yes("served_otherwise_too", "另以法定方式送达"),
        yes("e_receipt_admitted", "当事人事后书面认可收悉"),
        yes("whereabouts_unknown", "当事人下落不明已有证据"),
        yes("notice_reason_recorded", "公告送达的原因经过已记录"),
        one_of("withdrawal_trigger", "公开后决定的变动", WithdrawalTrigger, "文字补正、更正不属于变更"),
        day("withdrawal_trigger_on", "决定变动之日", "本机关决定的日期，或者收到生效的复议决定、裁判的日期"),
        day("withdrawn_on", "撤回公开日期", "变更后重新公开新决定的，填重新公开的日期"),
        yes("withdrawal_reasoned", "撤回公开已说明理由"),
        some_of(
            "published_personal", "公开文本中的个人信息", PublishedPersonal,
            "核对过公开文本的填写；机关联系方式、缴款信息、企业地址不算；自然人经营场所与居所一致的不算",
        ),
    ),
    source=Source("《行政处罚法》第四十八条、第五十条、第六十一条；《民事诉讼法》第九十五条"),
)  # fmt: skip
