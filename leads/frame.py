"""页面外框里属于线索的部分：菜单项。"""

from supervision.web import menu

menu.register(
    menu.MenuItem("triage", "投诉举报线索", "leads:leads", "leads.view_lead", order=5, icon="speakerphone"),
    menu.MenuItem("together", "反映问题", "leads:report", "leads.report_lead", order=10, icon="speakerphone"),
    menu.MenuItem("together", "我的记录", "leads:mine", "leads.view_own_lead", order=20, icon="list-details"),
)
