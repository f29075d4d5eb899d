"""工作日历应用。"""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkdaysConfig(AppConfig):
    """The working-day calendar.

    An empty one is filled after `migrate` (and after a test's flush, which sends the same signal).
    """

    name = "supervision.workdays"
    label = "workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from supervision.workdays.services import fill_after_migrate

        post_migrate.connect(fill_after_migrate, sender=self, dispatch_uid="workdays.fill")
