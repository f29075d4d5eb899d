"""页面外框里属于执法案件的部分：菜单项与检索；以及授权页面可以查问的对象。"""

from agencies.access import things
from supervision.web import menu

menu.register(
    menu.MenuItem("collect", "数据报送", "cases:upload", "cases.upload", order=10, icon="upload"),
    menu.MenuItem("collect", "批次", "cases:batches", "cases.view_batch", order=20, icon="list-details"),
    menu.MenuItem("collect", "表头映射", "cases:profiles", "cases.view_profile", order=30, icon="git-compare"),
    menu.MenuItem("collect", "数据标准", "cases:standard", "cases.view_case", order=40, icon="book-2"),
    menu.MenuItem("collect", "上报省平台", "cases:packages", "cases.view_package", order=50, icon="send"),
    menu.MenuItem("collect", "省平台退回", "cases:refusals", "cases.view_batch", order=60, icon="arrow-back-up"),
    menu.MenuItem("check", "案件库", "cases:cases", "cases.view_case", order=10, icon="folder"),
    menu.MenuItem("check", "检查规则", "cases:rule_list", "cases.view_rule", order=40),
    menu.MenuItem("check", "机关职责检查", "cases:duty_list", "cases.view_duty", order=60, icon="building"),
    menu.MenuItem("report", "双公示文件", "cases:publicity", "cases.export_publicity", order=30),
    menu.MenuItem("base", "保管期限", "cases:retention", "cases.view_retention", order=80, icon="calendar-stats"),
    menu.MenuItem("base", "鉴定销毁", "cases:disposals", "cases.view_disposal", order=90, icon="trash"),
    menu.MenuItem("check", "行业参数", "cases:parameter_list", "cases.view_rule", order=50, icon="settings"),
    menu.MenuItem("base", "企业", "cases:enterprises", "cases.view_enterprise", order=12, icon="building"),
    menu.MenuItem("base", "法规库", "cases:law_list", "cases.view_rule", order=14, icon="scale"),
    menu.MenuItem("triage", "问题线索", "cases:triage", "cases.view_finding", order=10, icon="list-check"),
    menu.MenuItem("triage", "单位申辩", "cases:contests", "cases.view_contest", order=20, icon="message-report"),
    menu.MenuItem("triage", "豁免", "cases:waivers", "cases.view_waiver", order=30, icon="shield-check"),
)
menu.link(search="cases:cases")
things.register(
    things.Thing(
        key="case",
        label="执法案件",
        model="cases.enforcementcase",
        numbers=("case_no", "decision_no", "external_id"),
        acts=(("cases.view_case", "查看"),),
        exceptable=("cases.view_case",),
    ),
    things.Thing(
        key="finding",
        label="问题线索",
        model="cases.finding",
        numbers=(),
        acts=(
            ("cases.view_finding", "查看"),
            ("cases.note_finding", "记录协助情况"),
            ("cases.triage_finding", "研判"),
            ("notices.open_matter", "并入监督事项"),
        ),
        exceptable=("cases.view_finding", "cases.note_finding"),
    ),
)
