"""事项所涉问题比线索留得久：案件保管期满销毁时，事项上的问题原文留下，只断开与线索的联系。"""

import django.db.models.deletion
from django.db import migrations, models


# The database does it, since what destroys a case knows nothing of matters.
SET_NULL = """
DO $$ DECLARE held text; BEGIN
    SELECT conname INTO STRICT held FROM pg_constraint
     WHERE conrelid = 'notices_matteritem'::regclass AND confrelid = 'cases_finding'::regclass AND contype = 'f';
    EXECUTE format('ALTER TABLE notices_matteritem DROP CONSTRAINT %I, ADD CONSTRAINT %I FOREIGN KEY (finding_id) REFERENCES cases_finding (id)'
        ' ON DELETE {action} DEFERRABLE INITIALLY DEFERRED', held, held);
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0020_keeping_and_disposal'),
        ('notices', '0009_instruments_counted_from_an_index'),
    ]

    operations = [
        migrations.AlterField(
            model_name='matteritem',
            name='finding',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='matter_item', to='cases.finding', verbose_name='问题线索'),
        ),
        migrations.RunSQL(SET_NULL.replace("{action}", "SET NULL"), SET_NULL.replace("{action}", "NO ACTION")),
    ]
