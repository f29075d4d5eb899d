"""细目：线索、立案、先行登记保存与电子监控。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.subject import ClueResult, HoldDisposal, PowerBasis
from cases.columns.particulars.declaration import Topic, count, day, moment, one_of, yes
from cases.columns.sources import Source

TOPIC = Topic(
    label="线索、立案与证据保存",
    kinds=(CaseKind.PENALTY,),
    columns=(
        day("clue_received_on", "线索收到日期", "发现线索或者收到材料的日期"),
        one_of("clue_result", "线索核查结论", ClueResult),
        day("clue_test_from", "核查检测鉴定开始日期", "核查期间检测、检验、检疫、鉴定、权利人辨认的首日"),
        day("clue_test_to", "核查检测鉴定结束日期"),
        count("clue_extended_days", "核查延长工作日数", "经批准延长的工作日数"),
        day("clue_extended_on", "核查延长批准日期"),
        yes("clue_extended_by_head", "核查延长经负责人批准"),
        day("no_filing_on", "不予立案决定日期"),
        yes("no_filing_reasoned", "不予立案经批准并写明理由"),
        yes("clue_moved", "线索已移送或者并入他案"),
        yes("filing_by_head", "立案经机关负责人批准", "主要负责人、分管负责人或者依法以自己名义执法的派出机构负责人"),
        day("filing_approved_on", "立案批准日期"),
        yes("filing_urgent", "情况紧急先行启动"),
        yes("filing_reported_after", "紧急启动后已补报"),
        yes("violation_continuing", "违法行为连续或者继续"),
        yes("life_health_finance", "涉及公民生命健康安全或者金融安全"),
        yes("harmful_result", "有危害后果"),
        moment("hold_at", "先行登记保存时刻", "填写到分钟，用于核对24小时"),
        yes("hold_by_head", "先行登记保存经负责人批准"),
        moment("hold_approved_at", "先行登记保存批准时刻"),
        yes("hold_urgent", "情况紧急当场保存"),
        moment("hold_reported_at", "紧急保存后报告时刻"),
        yes("hold_lifted_at_once", "未获批准，已当即解除保存"),
        yes("hold_list_given", "当场清点并开具保存清单"),
        day("hold_disposed_on", "登记保存证据处理日期", "分批处理的，填最后一批"),
        one_of("hold_disposal", "登记保存证据处理方式", HoldDisposal),
        day("hold_returned_on", "登记保存物品归还日期"),
        yes("monitor_used", "以固定电子监控收集证据", "执法记录仪、手持设备、无人机、当事人自有监控不算"),
        one_of("monitor_basis", "电子监控的依据", PowerBasis),
        day("monitor_legal_reviewed_on", "电子监控法制审核日期"),
        day("monitor_tech_reviewed_on", "电子监控技术审核日期"),
        yes("monitor_sign_visible", "电子监控标志明显"),
        day("monitor_published_on", "监控地点公布日期"),
        day("monitor_captured_on", "电子监控采集日期"),
        day("monitor_reviewed_on", "监控记录内容审核日期"),
        day("monitor_told_on", "告知当事人违法事实日期", "采取信息化手段或者其他措施告知的日期"),
        yes("monitor_clue_only", "监控记录只作线索"),
        one_of("other_penalty_basis", "“其他”处罚种类的依据", PowerBasis, "处罚种类填“其他”的，写明由哪类规定设定"),
    ),
    source=Source("《行政处罚法》第三十六条、第四十一条、第五十四条、第五十六条；市监、住建程序规定"),
)
