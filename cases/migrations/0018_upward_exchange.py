"""Reporting to the provincial system: packages, and how far each case is."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_system_accounts'),
        ('cases', '0017_agency_lists_counted_from_an_index'),
        ('documents', '0002_issued_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UpwardCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('waiting', models.BooleanField(verbose_name='等待上报')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='版本')),
                ('outcome', models.CharField(blank=True, choices=[('accepted', '已接受'), ('refused', '退回')], max_length=10, verbose_name='结果')),
                ('told_at', models.DateTimeField(null=True, verbose_name='答复时间')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='退回理由')),
            ],
            options={
                'verbose_name': '案件上报情况',
                'verbose_name_plural': '案件上报情况',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='UpwardPackage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('message', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='数据包编号')),
                ('sequence', models.PositiveIntegerField(verbose_name='序号')),
                ('kind', models.CharField(max_length=20, verbose_name='内容')),
                ('schema', models.CharField(max_length=20, verbose_name='格式版本')),
                ('records', models.PositiveIntegerField(verbose_name='记录数')),
                ('made_at', models.DateTimeField(verbose_name='编制时间')),
                ('state', models.CharField(choices=[('ready', '待送达'), ('held', '对方拒收'), ('acknowledged', '已签收')], default='ready', max_length=12, verbose_name='状态')),
                ('tries', models.PositiveIntegerField(default=0, verbose_name='发送次数')),
                ('turn', models.PositiveIntegerField(default=0, verbose_name='轮次')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='连续未成次数')),
                ('last_try_at', models.DateTimeField(null=True, verbose_name='最近一次发送')),
                ('next_try_at', models.DateTimeField(null=True, verbose_name='下一次发送')),
                ('problem', models.CharField(blank=True, max_length=400, verbose_name='问题')),
                ('receipt', models.TextField(blank=True, verbose_name='回执')),
                ('receipt_signature', models.CharField(blank=True, max_length=200, verbose_name='回执签名')),
                ('acknowledged_at', models.DateTimeField(null=True, verbose_name='签收时间')),
                ('accepted', models.PositiveIntegerField(default=0, verbose_name='接受')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='退回')),
            ],
            options={
                'verbose_name': '上报数据包',
                'verbose_name_plural': '上报数据包',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='importbatch',
            name='noted_upward',
            field=models.BooleanField(db_default=False, verbose_name='已列入上报'),
        ),
        migrations.AddIndex(
            model_name='importbatch',
            index=models.Index(condition=models.Q(('noted_upward', False), ('state', 'done')), fields=['id'], name='batch_not_noted_upward'),
        ),
        migrations.AddField(
            model_name='upwardcase',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='upwardcase',
            name='case',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='upward', to='cases.enforcementcase', verbose_name='案件'),
        ),
        migrations.AddField(
            model_name='upwardpackage',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='upwardpackage',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='数据包'),
        ),
        migrations.AddField(
            model_name='upwardcase',
            name='package',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.upwardpackage', verbose_name='数据包'),
        ),
        migrations.AddConstraint(
            model_name='upwardpackage',
            constraint=models.UniqueConstraint(fields=('agency', 'sequence'), name='upward_package_numbered'),
        ),
        migrations.AddConstraint(
            model_name='upwardpackage',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'acknowledged'), _negated=True), fields=('agency',), name='upward_package_one_open'),
        ),
        migrations.AddConstraint(
            model_name='upwardpackage',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ready', 'held', 'acknowledged'])), name='upward_package_state_known'),
        ),
        migrations.AddConstraint(
            model_name='upwardpackage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'acknowledged'), models.Q(('receipt', ''), _negated=True), ('acknowledged_at__isnull', False), ('accepted', django.db.models.expressions.CombinedExpression(models.F('records'), '-', models.F('refused')))), models.Q(models.Q(('state', 'acknowledged'), _negated=True), ('acknowledged_at', None), ('receipt', '')), _connector='OR'), name='upward_package_by_receipt'),
        ),
        migrations.AddIndex(
            model_name='upwardcase',
            index=models.Index(condition=models.Q(('waiting', True)), fields=['id'], name='upward_case_waiting'),
        ),
        migrations.AddIndex(
            model_name='upwardcase',
            index=models.Index(condition=models.Q(('outcome', 'refused')), fields=['agency', '-id'], include=('region_code',), name='upward_case_refused_agency'),
        ),
        migrations.AddIndex(
            model_name='upwardcase',
            index=models.Index(condition=models.Q(('outcome', 'refused')), fields=['county_code', '-id'], include=('region_code', 'agency'), name='upward_case_refused_county'),
        ),
        migrations.AddConstraint(
            model_name='upwardcase',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'refused'), ('reason', ''), _connector='OR'), name='upward_case_reason_of_a_refusal'),
        ),
        migrations.AddConstraint(
            model_name='upwardcase',
            constraint=models.CheckConstraint(condition=models.Q(('waiting', True), ('version__gt', 0), _connector='OR'), name='upward_case_waits_or_was_packed'),
        ),
    ]
