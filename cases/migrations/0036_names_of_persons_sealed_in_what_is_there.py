"""先前入库的自然人姓名：分批补封，中断后重新运行 migrate 即接着来。"""

from typing import Any

from django.db import migrations


def seal(apps: Any, schema_editor: Any) -> None:
    """By the statements that a correction uses; nothing to do for a database that is made anew."""
    from cases.intake.sealing import seal_names, seal_rows

    if apps.get_model("cases", "ImportRow").objects.exists() or apps.get_model("cases", "EnforcementCase").objects.exists():
        seal_names()
        seal_rows()


class Migration(migrations.Migration):
    atomic = False  # a transaction for each some hundred

    dependencies = [("cases", "0035_names_of_persons_sealed")]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
