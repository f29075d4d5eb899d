"""页面外框里属于机构与人员的部分：菜单项、范围、我是谁。"""

from agencies.access.person import person
from agencies.selectors import scope_chip
from supervision.web import menu

menu.register(
    menu.MenuItem("base", "机构", "agencies:agency_list", "agencies.view_agency", order=10, icon="building"),
    menu.MenuItem("base", "人员证件", "agencies:officer_list", "agencies.view_officer", order=20, icon="id"),
    menu.MenuItem("base", "权责事项", "agencies:power_item_list", "agencies.view_power_item", order=15, icon="list-check"),
    menu.MenuItem("base", "人员与岗位", "agencies:people", "agencies.view_people", order=21, icon="users"),
    menu.MenuItem("base", "岗位代理", "agencies:delegations", "agencies.view_people", order=22, icon="arrows-exchange"),
    menu.MenuItem("base", "例外授权", "agencies:exceptions", "agencies.view_people", order=23, icon="key"),
    menu.MenuItem("base", "工作日历", "agencies:calendar", "workdays.view_calendar", order=30, icon="calendar"),
    menu.MenuItem("base", "个人信息清单", "agencies:personal_data", "agencies.view_personal_data", order=90),
)
menu.link(me="agencies:me", scope="agencies:scope", logout="agencies:sign_out")
menu.provide("scope", scope_chip)
menu.provide("who", lambda request: f"{person(request).display_name} · {person(request).title}")
