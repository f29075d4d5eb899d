"""执法行为的参与人员写在行为行内，缴款记录写在案件行内：少两张大表，少两次联接。"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

PEOPLE = """
UPDATE cases_caseact a SET enforcing = o.enforcing, assisting = o.assisting, recording = o.recording
  FROM (SELECT act_id, array_agg(certificate_no ORDER BY certificate_no) FILTER (WHERE role = 'enforcing') AS enforcing,
               array_agg(certificate_no ORDER BY certificate_no) FILTER (WHERE role = 'assisting') AS assisting,
               array_agg(certificate_no ORDER BY certificate_no) FILTER (WHERE role = 'recording') AS recording
          FROM cases_actofficer GROUP BY act_id) o
 WHERE o.act_id = a.id
"""
# An act is the n-th of its case.
NUMBERED = """
UPDATE cases_caseact a SET no = n.no FROM (SELECT id, row_number() OVER (PARTITION BY case_id ORDER BY id) AS no FROM cases_caseact) n
 WHERE n.id = a.id
"""
KEY = "ALTER TABLE cases_caseact DROP COLUMN id, ADD PRIMARY KEY (case_id, no)"
PAYMENTS = """
UPDATE cases_enforcementcase c SET payments = p.payments
  FROM (SELECT case_id, jsonb_agg(jsonb_build_object('on', paid_on, 'amount', amount) ORDER BY paid_on, id) AS payments
          FROM cases_payment GROUP BY case_id) p
 WHERE p.case_id = c.id
"""
# A service of which the case says everything has no row of its own.
SERVICES = """
DELETE FROM cases_proofofservice s USING cases_enforcementcase c
 WHERE c.id = s.case_id AND c.service_mode = s.mode AND c.served_date IS NOT DISTINCT FROM s.served_on
   AND num_nonnulls(s.first_attempt_on, s.dispatched_on, s.noticed_on) = 0
   AND NOT EXISTS (SELECT FROM cases_proofofservice other WHERE other.case_id = s.case_id AND other.id <> s.id)
"""


def numbers(label):
    return django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), null=True, size=None, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_personal_data_sealed")]

    operations = [
        migrations.AddField("caseact", "enforcing", numbers("执法人员证号")),
        migrations.AddField("caseact", "assisting", numbers("辅助人员证号")),
        migrations.AddField("caseact", "recording", numbers("记录人员证号")),
        migrations.AddField("enforcementcase", "payments", models.JSONField(null=True, verbose_name="缴款记录")),
        migrations.RunSQL(PEOPLE),
        migrations.RunSQL(PAYMENTS),
        migrations.RunSQL(SERVICES),
        migrations.AddField("caseact", "no", models.PositiveSmallIntegerField("序号", default=0), preserve_default=False),
        migrations.RunSQL(NUMBERED),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(KEY)],
            [
                migrations.RemoveField("caseact", "id"),
                migrations.AddField(
                    "caseact",
                    "pk",
                    models.CompositePrimaryKey("case_id", "no", blank=True, editable=False, primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.AlterField(
            "caseact",
            "case",
            models.ForeignKey(
                "cases.EnforcementCase",
                django.db.models.deletion.CASCADE,
                db_constraint=False,
                db_index=False,
                related_name="acts",
                verbose_name="案件",
            ),
        ),
        migrations.AlterModelOptions(
            "caseact", {"ordering": ["acted_on", "no"], "verbose_name": "执法行为", "verbose_name_plural": "执法行为"}
        ),
        migrations.RemoveField("caseact", "officers_recorded"),
        migrations.DeleteModel("ActOfficer"),
        migrations.DeleteModel("Payment"),
    ]
