"""单位申辩、豁免，以及问题的“豁免”状态；三者随案件销毁。"""

import cases.models.waiver
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

# They go with their case, which one function alone deletes (0020): as the tables' owner, past the rights that nobody else has.
GO_WITH_THE_CASE = """
ALTER TABLE cases_findingcontest ADD CONSTRAINT contest_goes_with_its_finding
    FOREIGN KEY (finding_id) REFERENCES cases_finding (id) ON DELETE CASCADE;
ALTER TABLE cases_contestevidence ADD CONSTRAINT evidence_goes_with_its_contest
    FOREIGN KEY (contest_id) REFERENCES cases_findingcontest (id) ON DELETE CASCADE;
ALTER TABLE cases_waiver ADD CONSTRAINT waiver_goes_with_its_case
    FOREIGN KEY (case_id) REFERENCES cases_enforcementcase (id) ON DELETE CASCADE;
"""
BACK = """
ALTER TABLE cases_waiver DROP CONSTRAINT waiver_goes_with_its_case;
ALTER TABLE cases_contestevidence DROP CONSTRAINT evidence_goes_with_its_contest;
ALTER TABLE cases_findingcontest DROP CONSTRAINT contest_goes_with_its_finding;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_power_items'),
        ('cases', '0029_law_library_filled'),
        ('documents', '0003_destroyed_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContestEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '申辩证据',
                'verbose_name_plural': '申辩证据',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='FindingContest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('state', models.CharField(choices=[('put', '请单位说明'), ('contested', '单位已申辩'), ('conceded', '单位无异议'), ('adopted', '采纳'), ('rejected', '不采纳')], default='put', max_length=10, verbose_name='状态')),
                ('question', models.TextField(verbose_name='请说明的事项')),
                ('put_at', models.DateTimeField(auto_now_add=True, verbose_name='发出时间')),
                ('statement', models.TextField(blank=True, verbose_name='申辩意见')),
                ('said_at', models.DateTimeField(null=True, verbose_name='申辩时间')),
                ('answer', models.TextField(blank=True, verbose_name='答复理由')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='答复时间')),
            ],
            options={
                'verbose_name': '单位申辩',
                'verbose_name_plural': '单位申辩',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('rule_code', models.CharField(max_length=8, verbose_name='规则')),
                ('item_code', models.CharField(blank=True, max_length=40, verbose_name='权责事项编码')),
                ('reason', models.TextField(verbose_name='理由')),
                ('basis', models.CharField(max_length=300, verbose_name='依据')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('valid_from', models.DateField(verbose_name='有效期自')),
                ('valid_to', models.DateField(verbose_name='有效期至')),
                ('state', models.CharField(choices=[('requested', '待批准'), ('approved', '已批准'), ('refused', '不予批准'), ('withdrawn', '已撤回'), ('revoked', '已撤销')], default='requested', max_length=10, verbose_name='状态')),
                ('requested_at', models.DateTimeField(auto_now_add=True, verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='审批时间')),
                ('decision', models.TextField(blank=True, verbose_name='审批意见')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('revoke_reason', models.TextField(blank=True, verbose_name='撤销理由')),
            ],
            options={
                'verbose_name': '豁免',
                'verbose_name_plural': '豁免',
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='finding',
            name='finding_state_known',
        ),
        migrations.AlterField(
            model_name='finding',
            name='state',
            field=models.CharField(choices=[('open', '待研判'), ('confirmed', '成立'), ('dismissed', '排除'), ('in_matter', '已立监督事项'), ('cleared', '已消除'), ('waived', '豁免')], default='open', max_length=12, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='contestevidence',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='contestevidence',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='answered_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其答复'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='finding',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='contests', to='cases.finding', verbose_name='问题线索'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='put_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发出人'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='put_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其发出'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='said_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申辩人'),
        ),
        migrations.AddField(
            model_name='findingcontest',
            name='said_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其申辩'),
        ),
        migrations.AddField(
            model_name='contestevidence',
            name='contest',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='evidence', to='cases.findingcontest', verbose_name='申辩'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='case',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='waivers', to='cases.enforcementcase', verbose_name='案件'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='decided_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其审批'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='file',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='证明材料'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='requested_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其申请'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='revoked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddField(
            model_name='finding',
            name='waiver',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='cases.waiver', verbose_name='豁免'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('waiver__isnull', False)), fields=['waiver'], name='finding_waiver'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'confirmed', 'dismissed', 'in_matter', 'cleared', 'waived'])), name='finding_state_known'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waived'), ('waiver__isnull', False)), models.Q(models.Q(('state', 'waived'), _negated=True), ('waiver', None)), _connector='OR'), name='finding_waived_names_its_waiver'),
        ),
        migrations.AddIndex(
            model_name='findingcontest',
            index=models.Index(fields=['county_code', 'state', '-id'], name='contest_county_state'),
        ),
        migrations.AddIndex(
            model_name='findingcontest',
            index=models.Index(fields=['agency', 'state', '-id'], name='contest_agency_state'),
        ),
        migrations.AddConstraint(
            model_name='findingcontest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['put', 'contested', 'conceded', 'adopted', 'rejected'])), name='contest_state_known'),
        ),
        migrations.AddConstraint(
            model_name='findingcontest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('put', 'contested'))), fields=('finding',), name='contest_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='findingcontest',
            constraint=models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='contest_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='findingcontest',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'put'), models.Q(('said_at__isnull', False), ('said_by__isnull', False)), _connector='OR'), name='contest_said_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='findingcontest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('contested', 'adopted', 'rejected')), _negated=True), models.Q(('statement', ''), _negated=True), _connector='OR'), name='contest_says_why'),
        ),
        migrations.AddConstraint(
            model_name='findingcontest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('adopted', 'rejected')), _negated=True), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='contest_answered_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='contestevidence',
            constraint=models.UniqueConstraint(fields=('contest', 'file'), name='contest_evidence_once'),
        ),
        migrations.AddIndex(
            model_name='waiver',
            index=models.Index(condition=models.Q(('state', 'approved')), fields=['rule_code', 'agency'], name='waiver_approved'),
        ),
        migrations.AddIndex(
            model_name='waiver',
            index=models.Index(fields=['county_code', 'state', '-id'], name='waiver_county_state'),
        ),
        migrations.AddIndex(
            model_name='waiver',
            index=models.Index(fields=['agency', '-id'], name='waiver_agency'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'approved', 'refused', 'withdrawn', 'revoked'])), name='waiver_state_known'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('basis', ''), _negated=True)), name='waiver_says_why'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='waiver_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__lt', cases.models.waiver.YearAfter(models.F('valid_from')))), name='waiver_a_year_at_most'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'requested')), fields=('rule_code', 'agency', 'case', 'item_code'), name='waiver_asked_for_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('case', None), ('item_code', ''), _connector='OR'), name='waiver_of_a_case_names_no_item'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file', None), ('file_name', '')), ('file__isnull', False), _connector='OR'), name='waiver_file_has_its_name'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', models.F('requested_by')), _negated=True), models.Q(('requested_for', None), models.Q(('decided_by', models.F('requested_for')), _negated=True), _connector='OR'), models.Q(('decided_for', None), models.Q(('decided_for', models.F('requested_by')), _negated=True), _connector='OR'), models.Q(('decided_for', None), ('requested_for', None), models.Q(('decided_for', models.F('requested_for')), _negated=True), _connector='OR')), name='waiver_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'refused', 'revoked']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='waiver_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'revoked'), _negated=True), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False), models.Q(('revoke_reason', ''), _negated=True)), _connector='OR'), name='waiver_revoked_with_a_reason'),
        ),
        migrations.RunSQL(GO_WITH_THE_CASE, BACK),
    ]
