"""行级隔离应用。"""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class RowScopeConfig(AppConfig):
    """Policies follow the models: they are brought up to date after every `migrate`."""

    name = "supervision.rowscope"
    label = "rowscope"
    verbose_name = "行级隔离"

    def ready(self) -> None:
        from supervision.rowscope import checks, install  # noqa: F401 - the checks register themselves
        from supervision.rowscope.holding import introduce

        connection_created.connect(introduce, dispatch_uid="rowscope.introduce")
        pre_migrate.connect(install.before_migrations, sender=self)
        post_migrate.connect(install.after_migrations, sender=self)
