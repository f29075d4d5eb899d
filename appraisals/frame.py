"""页面外框里属于执法质效评议的部分：菜单项。"""

from supervision.web import menu

menu.register(
    menu.MenuItem("check", "执法质效评议", "appraisals:appraisals", "appraisals.view_appraisal", order=70, icon="scale"),
    menu.MenuItem("check", "评议结果", "appraisals:results", "appraisals.view_result", order=75, icon="checklist"),
)
