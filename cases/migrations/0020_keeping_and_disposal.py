"""保管与销毁：保管期限表、归档只读、鉴定销毁清单，以及只归后台的销毁函数。"""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


from cases.migrations import _keeping_sql as sql


def add_defaults(apps, schema_editor):
    """The schedule to begin with: every row a default that somebody has to check."""
    names = ("kind", "years", "archive_years", "counted_from", "source", "reason")
    rows = apps.get_model("cases", "RetentionPeriod").objects
    for row in sql.DEFAULTS:
        rows.create(**dict(zip(names, row, strict=True)), status="unverified", effective_on="2026-02-01")


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_system_accounts'),
        ('cases', '0019_drawn_profiles'),
        ('documents', '0003_destroyed_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DisposalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_id', models.BigIntegerField(verbose_name='案件')),
                ('number', models.CharField(max_length=128, verbose_name='文号或案号')),
                ('kind', models.CharField(choices=[('penalty', '行政处罚'), ('licence', '行政许可'), ('coercion', '行政强制'), ('inspection', '行政检查')], max_length=12, verbose_name='记录种类')),
                ('counted_on', models.DateField(verbose_name='起算日')),
                ('due_on', models.DateField(verbose_name='期满日')),
                ('listed_on', models.DateField(verbose_name='列示日期')),
                ('received_on', models.DateField(verbose_name='入库日期')),
                ('outcome', models.CharField(choices=[('listed', '列入销毁'), ('struck', '审核人划去'), ('spared', '执行时留下'), ('destroyed', '已销毁')], default='listed', max_length=10, verbose_name='处置')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='划去或者留下的理由')),
                ('destroyed_at', models.DateTimeField(null=True, verbose_name='销毁时间')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='销毁前内容的摘要')),
            ],
            options={
                'verbose_name': '清单所列记录',
                'verbose_name_plural': '清单所列记录',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DisposalList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('kind', models.CharField(choices=[('penalty', '行政处罚'), ('licence', '行政许可'), ('coercion', '行政强制'), ('inspection', '行政检查')], max_length=12, verbose_name='记录种类')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='清单编号')),
                ('state', models.CharField(choices=[('compiling', '编制中'), ('draft', '草稿'), ('first', '待第一审核人鉴定'), ('second', '待第二审核人鉴定'), ('executing', '销毁中'), ('done', '已销毁'), ('withdrawn', '已撤销')], default='compiling', max_length=12, verbose_name='状态')),
                ('round', models.PositiveSmallIntegerField(default=0, verbose_name='报审次数')),
                ('until', models.DateField(verbose_name='期满截止日')),
                ('period', models.CharField(blank=True, max_length=300, verbose_name='保管期限')),
                ('left_over', models.PositiveIntegerField(default=0, verbose_name='下一份清单再列')),
                ('held_back', models.JSONField(default=dict, verbose_name='期满而暂不销毁')),
                ('compiled_at', models.DateTimeField(auto_now_add=True, verbose_name='编制时间')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='销毁完成时间')),
            ],
            options={
                'verbose_name': '鉴定销毁清单',
                'verbose_name_plural': '鉴定销毁清单',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='DisposalOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='报审次数')),
                ('step', models.CharField(choices=[('first', '第一审核人'), ('second', '第二审核人')], max_length=10, verbose_name='环节')),
                ('decision', models.CharField(choices=[('agreed', '同意销毁'), ('returned', '退回')], max_length=10, verbose_name='决定')),
                ('words', models.TextField(verbose_name='意见（原文）')),
                ('actor_name', models.CharField(max_length=40, verbose_name='姓名')),
                ('actor_title', models.CharField(max_length=80, verbose_name='职务')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
            ],
            options={
                'verbose_name': '鉴定意见',
                'verbose_name_plural': '鉴定意见',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('reason', models.CharField(max_length=200, verbose_name='保全理由')),
                ('placed_at', models.DateTimeField(auto_now_add=True, verbose_name='设置时间')),
                ('lifted_at', models.DateTimeField(null=True, verbose_name='解除时间')),
                ('lift_reason', models.CharField(blank=True, max_length=200, verbose_name='解除理由')),
            ],
            options={
                'verbose_name': '案件保全',
                'verbose_name_plural': '案件保全',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='RetentionPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('penalty', '行政处罚记录'), ('licence', '行政许可记录'), ('coercion', '行政强制记录'), ('inspection', '行政检查记录'), ('import_file', '报送的源文件'), ('unmasking', '查看个人信息的记录'), ('matter', '监督事项与监督文书'), ('report', '监督报告'), ('disposal', '鉴定销毁清单'), ('trail', '操作留痕')], max_length=12, verbose_name='记录种类')),
                ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='保管期限（年）')),
                ('archive_years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='满几年归档')),
                ('counted_from', models.CharField(choices=[('closing', '结案日'), ('decision', '决定日'), ('measure_end', '强制结束日'), ('inspected', '检查日'), ('last_record', '所载最后一件记录销毁之日'), ('issue', '印发日'), ('made', '形成日')], max_length=12, verbose_name='自何日起算')),
                ('source', models.CharField(max_length=200, verbose_name='依据')),
                ('status', models.CharField(choices=[('found', '已核对原文'), ('unverified', '待核')], default='unverified', max_length=12, verbose_name='核对')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('effective_on', models.DateField(verbose_name='施行日期')),
                ('changed_at', models.DateTimeField(auto_now_add=True, verbose_name='修改时间')),
            ],
            options={
                'verbose_name': '保管期限',
                'verbose_name_plural': '保管期限',
                'ordering': ['kind', '-effective_on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='enforcementcase',
            name='archived_on',
            field=models.DateField(null=True, verbose_name='归档日期'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='emptied_on',
            field=models.DateField(null=True, verbose_name='最后一件记录销毁日期'),
        ),
        migrations.AddIndex(
            model_name='enforcementcase',
            index=models.Index(condition=models.Q(('archived_on', None), _negated=True), fields=['county_code', '-listed_on', '-id'], include=('region_code', 'agency'), name='case_archived'),
        ),
        migrations.AddField(
            model_name='disposalitem',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='disposalitem',
            name='struck_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='划去人'),
        ),
        migrations.AddField(
            model_name='disposallist',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='disposallist',
            name='compiled_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编制人'),
        ),
        migrations.AddField(
            model_name='disposallist',
            name='compiled_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其编制'),
        ),
        migrations.AddField(
            model_name='disposallist',
            name='docx',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='DOCX'),
        ),
        migrations.AddField(
            model_name='disposallist',
            name='pdf',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='PDF'),
        ),
        migrations.AddField(
            model_name='disposalitem',
            name='list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cases.disposallist', verbose_name='清单'),
        ),
        migrations.AddField(
            model_name='disposalopinion',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人'),
        ),
        migrations.AddField(
            model_name='disposalopinion',
            name='actor_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其审核'),
        ),
        migrations.AddField(
            model_name='disposalopinion',
            name='list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='cases.disposallist', verbose_name='清单'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='legal_holds', to='cases.enforcementcase', verbose_name='案件'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='解除人'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='placed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设置人'),
        ),
        migrations.AddField(
            model_name='retentionperiod',
            name='changed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改人'),
        ),
        migrations.AddConstraint(
            model_name='disposallist',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['compiling', 'draft', 'first', 'second', 'executing', 'done', 'withdrawn'])), name='disposal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='disposallist',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('agency', 'number'), name='disposal_number_once'),
        ),
        migrations.AddConstraint(
            model_name='disposallist',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['compiling', 'draft', 'first', 'second', 'executing'])), fields=('agency', 'kind'), name='disposal_one_of_a_kind_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='disposallist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['first', 'second', 'executing', 'done']), _negated=True), models.Q(('number', ''), _negated=True), _connector='OR'), name='disposal_submitted_has_number'),
        ),
        migrations.AddConstraint(
            model_name='disposallist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('docx__isnull', False), ('finished_at__isnull', False), ('pdf__isnull', False)), _connector='OR'), name='disposal_done_has_papers'),
        ),
        migrations.AddIndex(
            model_name='disposalitem',
            index=models.Index(condition=models.Q(('outcome', 'destroyed')), fields=['agency', 'listed_on'], name='disposal_destroyed'),
        ),
        migrations.AddIndex(
            model_name='disposalitem',
            index=models.Index(fields=['list', 'outcome', 'id'], name='disposal_item_outcome'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.UniqueConstraint(fields=('list', 'case_id'), name='disposal_item_once'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'destroyed'), _negated=True), models.Q(('destroyed_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='disposal_destroyed_has_digest'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['struck', 'spared']), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='disposal_left_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='disposalopinion',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='disposal_opinion_says_something'),
        ),
        migrations.AddConstraint(
            model_name='disposalopinion',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'agreed')), fields=('list', 'round', 'step'), name='disposal_step_agreed_once'),
        ),
        migrations.AddConstraint(
            model_name='disposalopinion',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'agreed')), fields=('list', 'round', 'actor'), name='disposal_two_different_reviewers'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('case',), name='hold_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at', None), models.Q(('lift_reason', ''), _negated=True), _connector='OR'), name='hold_lifted_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['penalty', 'licence', 'coercion', 'inspection', 'import_file', 'unmasking', 'matter', 'report', 'disposal', 'trail'])), name='retention_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='retention_says_why'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'trail'), _negated=True), ('years', None), ('years__gte', 1), _connector='OR'), name='retention_trail_half_a_year_at_least'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.CheckConstraint(condition=models.Q(('years', None), ('archive_years', None), ('years__gte', models.F('archive_years')), _connector='OR'), name='retention_archived_before_it_ends'),
        ),
        migrations.RunSQL(sql.READ_ONLY, sql.READ_ONLY_BACK),
        migrations.RunSQL(sql.DESTROYING, sql.DESTROYING_BACK),
        migrations.RunPython(add_defaults, migrations.RunPython.noop),
    ]
