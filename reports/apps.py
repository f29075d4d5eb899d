"""监督报告应用。"""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Report."""

    name = "reports"
    verbose_name = "监督报告"

    def ready(self) -> None:
        from agencies.access import things
        from agencies.services import handover
        from cases import holds
        from reports import holdings
        from supervision.web import menu

        things.register(holdings.REPORT)
        handover.register(*holdings.HOLDINGS)
        holds.register(*holdings.HOLDS)
        makers = (
            "reports.compile_report",
            "reports.review_division",
            "reports.review_legal",
            "reports.approve_director",
            "reports.instruct",
        )
        menu.register(
            menu.MenuItem("collect", "数据质量", "reports:quality", "cases.view_batch", order=30),
            menu.MenuItem("check", "预警模型", "reports:warnings", "reports.view_warning", order=45, icon="bell"),
            menu.MenuItem("report", "监督报告", "reports:reports", makers, order=10),
            menu.MenuItem("report", "收到的报告", "reports:receipts", "reports.acknowledge_report", order=20),
            menu.MenuItem("report", "统计年报", "reports:annual", "reports.view_annual", order=40),
        )
        menu.link(home="reports:workbench", todo="reports:workbench")
