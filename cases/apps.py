"""执法案件应用。"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Collect, check, triage."""

    name = "cases"
    verbose_name = "执法案件"
