"""监督报告应用。"""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Report."""

    name = "reports"
    verbose_name = "监督报告"
