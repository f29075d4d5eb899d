"""问题的外键同样改由写入语句保证；案件有问题的，触发器不许删。"""

import django.db.models.deletion
from django.db import migrations, models

# A check writes findings from the case's own row, so only the deleting side needs keeping: a case that has findings stays.
KEEP_WHAT_HAS_FINDINGS = """
CREATE FUNCTION cases_keep_what_has_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_finding WHERE case_id = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = format('case %s still has findings', OLD.id), TABLE = TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER keep_what_has_findings BEFORE DELETE ON cases_enforcementcase
    FOR EACH ROW EXECUTE FUNCTION cases_keep_what_has_findings();
"""
BACK = """
DROP TRIGGER keep_what_has_findings ON cases_enforcementcase;
DROP FUNCTION cases_keep_what_has_findings();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_import_without_row_by_row_questions")]

    operations = [
        migrations.AlterField(
            "finding",
            "case",
            models.ForeignKey(
                "cases.EnforcementCase",
                django.db.models.deletion.CASCADE,
                db_constraint=False,
                related_name="findings",
                verbose_name="案件",
            ),
        ),
        migrations.RunSQL(KEEP_WHAT_HAS_FINDINGS, BACK),
    ]
