"""细目：强制执行。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.coercion import CompletionSigner, CutSupply, ExecutionTarget, SubstituteItem, UrgeItem
from cases.columns.particulars.declaration import Topic, day, moment, one_of, some_of, text, yes
from cases.columns.sources import Source

TOPIC = Topic(
    label="强制执行",
    kinds=(CaseKind.COERCION,),
    columns=(
        yes("has_exec_power", "本机关有强制执行权"),
        yes("money_duty", "属于金钱给付义务", "划拨、拍卖、排除妨碍、代履行、拆除以外的填写"),
        yes("urged_in_writing", "已书面催告"),
        day("urge_served_on", "催告书送达日期"),
        day("urge_perform_by", "催告书所载履行期限届满日"),
        some_of("urge_items", "催告书载明的事项", UrgeItem),
        yes("hiding_assets", "有转移或者隐匿财物迹象的证据"),
        day("surcharge_started_on", "加处罚款或滞纳金起算日"),
        moment("executed_from", "执行开始的时刻", "填写到分钟，用于核对夜间"),
        moment("executed_to", "执行结束的时刻", "填写到分钟"),
        yes("urgent_execution", "情况紧急须立即执行"),
        one_of("cut_target", "停供所及对象", ExecutionTarget),
        some_of("cut_supply", "停止供应的方式", CutSupply, "为使当事人履行而采取的，没有的留空"),
        day("demolition_notice_on", "拆除公告日期"),
        day("self_demolish_by", "限期自行拆除届满日"),
        yes("self_demolished", "当事人已自行拆除"),
        yes("demolition_special", "在建制止或依其他法律立即拆除", "正在建设中即时制止、依其他法律立即清除、紧急排险的填“是”"),
        yes("court_ordered", "由人民法院裁定执行"),
        day("remedies_end_on", "复议和起诉期限届满日", "复议期限与起诉期限中后届满的一个"),
        yes("immediate_substitute", "立即代履行"),
        some_of("substitute_items", "代履行决定书载明的事项", SubstituteItem),
        yes("substitute_supervised", "代履行时派员到场监督"),
        some_of("completion_signers", "代履行完毕的签名", CompletionSigner),
        day("court_applied_on", "申请法院强制执行日期"),
        day("duty_performed_on", "当事人履行义务日期"),
        day("instalments_end_on", "分期履行最后期限"),
        text("late_application_reason", "逾期申请的正当理由", 120),
    ),
    source=Source(
        "《行政强制法》第三十四条至第五十四条",
        "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第一百五十六条的条文待核",
    ),
)
