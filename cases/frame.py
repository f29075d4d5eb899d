"""页面外框里属于执法案件的部分：菜单项与检索。"""

from supervision.web import menu

menu.register(
    menu.MenuItem("collect", "数据报送", "cases:upload", "cases.upload", order=10, icon="upload"),
    menu.MenuItem("collect", "批次", "cases:batches", "cases.view_batch", order=20, icon="list-details"),
    menu.MenuItem("check", "案件库", "cases:cases", "cases.view_case", order=10, icon="folder"),
    menu.MenuItem("check", "检查规则", "cases:rule_list", "cases.view_rule", order=40),
    menu.MenuItem("triage", "问题线索", "cases:triage", "cases.view_finding", order=10, icon="list-check"),
)
menu.link(search="cases:cases")
