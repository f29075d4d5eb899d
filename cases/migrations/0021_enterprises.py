"""The enterprises; on a database with cases the nightly check counts them for the first time."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from cases.rules.facts import CREDIT_CODE_RIGHT


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_power_items'),
        ('cases', '0020_keeping_and_disposal'),
    ]

    operations = [
        migrations.RunSQL(CREDIT_CODE_RIGHT, "DROP FUNCTION credit_code_right(text)"),
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('holder', models.CharField(max_length=24, verbose_name='范围')),
                ('credit_code', models.CharField(max_length=18, verbose_name='统一社会信用代码')),
                ('name', models.CharField(max_length=200, verbose_name='最近使用的名称')),
                ('names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), size=None, verbose_name='用过的名称')),
                ('penalties', models.PositiveIntegerField(verbose_name='行政处罚')),
                ('licences', models.PositiveIntegerField(verbose_name='行政许可')),
                ('coercions', models.PositiveIntegerField(verbose_name='行政强制')),
                ('inspections', models.PositiveIntegerField(verbose_name='行政检查')),
                ('first_on', models.DateField(verbose_name='最早')),
                ('last_on', models.DateField(verbose_name='最近')),
                ('search', django.contrib.postgres.search.SearchVectorField(verbose_name='检索')),
                ('agency', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
            ],
            options={
                'verbose_name': '企业',
                'verbose_name_plural': '企业',
                'ordering': ['-last_on', '-id'],
                'indexes': [models.Index(fields=['holder', '-last_on', '-id'], include=('region_code', 'agency'), name='enterprise_holder'), models.Index(fields=['credit_code'], name='enterprise_code'), django.contrib.postgres.indexes.GinIndex(fields=['search'], name='enterprise_search')],
                'constraints': [models.UniqueConstraint(fields=('holder', 'credit_code'), name='enterprise_once_per_holder'), models.CheckConstraint(condition=models.Q(models.Func(models.F('credit_code'), function='credit_code_right', output_field=models.BooleanField())), name='enterprise_credit_code_right'), models.CheckConstraint(condition=models.Q(('credit_code__startswith', '92'), _negated=True), name='enterprise_not_self_employed'), models.CheckConstraint(condition=models.Q(('first_on__lte', models.F('last_on'))), name='enterprise_runs_forward')],
            },
        ),
    ]
