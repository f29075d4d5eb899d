"""案卷评查：批次、被评查单位、抽取记录、抽中的案卷、评查表、异议；提交了的评查表不能再改。"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


FROZEN = """
CREATE FUNCTION cases_review_sheet_is_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'review sheet % has been handed in', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER sheet_is_in BEFORE UPDATE ON cases_reviewsheet
    FOR EACH ROW WHEN (OLD.submitted_at IS NOT NULL) EXECUTE FUNCTION cases_review_sheet_is_in();

CREATE FUNCTION cases_review_lines_are_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_reviewsheet WHERE id = coalesce(NEW.sheet_id, OLD.sheet_id) AND submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'review sheet % has been handed in', coalesce(NEW.sheet_id, OLD.sheet_id)
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER sheet_lines_are_in BEFORE INSERT OR UPDATE OR DELETE ON cases_sheetline
    FOR EACH ROW EXECUTE FUNCTION cases_review_lines_are_in();
"""

THAWED = """
DROP TRIGGER sheet_lines_are_in ON cases_sheetline;
DROP TRIGGER sheet_is_in ON cases_reviewsheet;
DROP FUNCTION cases_review_lines_are_in();
DROP FUNCTION cases_review_sheet_is_in();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_power_items'),
        ('cases', '0030_contests_and_waivers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('state', models.CharField(choices=[('draft', '方案'), ('reviewing', '评查中'), ('told', '已告知'), ('published', '已公布'), ('cancelled', '已撤销')], default='draft', max_length=12, verbose_name='状态')),
                ('year', models.PositiveSmallIntegerField(verbose_name='评查年度')),
                ('period_start', models.DateField(verbose_name='案卷期间起')),
                ('period_end', models.DateField(verbose_name='案卷期间止')),
                ('wanted', models.JSONField(default=dict, verbose_name='各层每单位抽取件数')),
                ('heavy_fine', models.PositiveIntegerField(default=10000, verbose_name='重大层次的罚款数额（元）')),
                ('excellent_from', models.PositiveSmallIntegerField(default=90, verbose_name='优秀起点')),
                ('good_from', models.PositiveSmallIntegerField(default=75, verbose_name='良好起点')),
                ('pass_from', models.PositiveSmallIntegerField(default=60, verbose_name='合格起点')),
                ('gap', models.PositiveSmallIntegerField(default=15, verbose_name='第三人评定的分差')),
                ('rule_cap', models.PositiveSmallIntegerField(default=10, verbose_name='同一条扣分封顶')),
                ('objection_days', models.PositiveSmallIntegerField(default=10, verbose_name='异议期限（工作日）')),
                ('answer_days', models.PositiveSmallIntegerField(default=10, verbose_name='复核期限（工作日）')),
                ('seed', models.CharField(blank=True, max_length=64, verbose_name='随机种子')),
                ('population', models.PositiveIntegerField(default=0, verbose_name='总体件数')),
                ('population_digest', models.CharField(blank=True, max_length=64, verbose_name='总体摘要')),
                ('excluded', models.JSONField(default=list, verbose_name='不参加抽取')),
                ('drawn_at', models.DateTimeField(null=True, verbose_name='抽取时间')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='拟定时间')),
                ('told_on', models.DateField(null=True, verbose_name='告知日期')),
                ('objection_due', models.DateField(null=True, verbose_name='异议期限届满日')),
                ('published_at', models.DateTimeField(null=True, verbose_name='公布时间')),
                ('published_words', models.CharField(blank=True, max_length=300, verbose_name='公布意见')),
                ('bulletin', models.JSONField(default=list, verbose_name='公布的结果')),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
                ('drawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='抽取人')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='拟定人')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公布人')),
            ],
            options={
                'verbose_name': '评查批次',
                'verbose_name_plural': '评查批次',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('label', models.CharField(max_length=128, verbose_name='文号或案号')),
                ('cause', models.CharField(blank=True, max_length=300, verbose_name='案由')),
                ('kind', models.CharField(choices=[('penalty', '行政处罚'), ('licence', '行政许可'), ('coercion', '行政强制'), ('inspection', '行政检查')], max_length=12, verbose_name='种类')),
                ('stratum', models.CharField(choices=[('penalty_heavy', '处罚·重大（数额较大、听证、法制审核或者重处罚种类）'), ('penalty_ordinary', '处罚·普通程序'), ('penalty_summary', '处罚·简易程序'), ('licence', '行政许可'), ('coercion', '行政强制'), ('inspection', '行政检查')], max_length=20, verbose_name='层次')),
                ('listed_on', models.DateField(verbose_name='案卷日期')),
                ('place', models.PositiveIntegerField(verbose_name='抽取序号')),
                ('state', models.CharField(choices=[('drawn', '待分派'), ('scoring', '评分中'), ('third', '待第三人评定'), ('scored', '已评定'), ('told', '已告知'), ('objected', '异议复核中'), ('settled', '已复核')], default='drawn', max_length=12, verbose_name='状态')),
                ('first_in', models.BooleanField(default=False, verbose_name='第一评查人已提交')),
                ('second_in', models.BooleanField(default=False, verbose_name='第二评查人已提交')),
                ('score', models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name='得分')),
                ('grade', models.CharField(blank=True, choices=[('excellent', '优秀'), ('good', '良好'), ('pass', '合格'), ('fail', '不合格')], max_length=10, verbose_name='等次')),
                ('vetoed', models.BooleanField(default=False, verbose_name='一票否决')),
                ('decided_by', models.CharField(blank=True, choices=[('mean', '两名评查人的平均分'), ('third', '分差超过设定值，第三评查人评定'), ('recheck', '异议复核后变更')], max_length=10, verbose_name='评定方式')),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='review_files', to='cases.enforcementcase', verbose_name='案件')),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第一评查人')),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第二评查人')),
                ('third', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第三评查人')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='cases.reviewround', verbose_name='批次')),
            ],
            options={
                'verbose_name': '抽中的案卷',
                'verbose_name_plural': '抽中的案卷',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewedAgency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('state', models.CharField(choices=[('planned', '评查中'), ('told', '已告知'), ('published', '已公布')], default='planned', max_length=12, verbose_name='状态')),
                ('body_name', models.CharField(max_length=80, verbose_name='组织评查的机关')),
                ('title', models.CharField(max_length=80, verbose_name='批次名称')),
                ('scale_words', models.CharField(blank=True, max_length=200, verbose_name='等次标准')),
                ('answer_days', models.PositiveSmallIntegerField(default=10, verbose_name='复核期限（工作日）')),
                ('files_count', models.PositiveIntegerField(default=0, verbose_name='评查件数')),
                ('average', models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name='平均分')),
                ('passing', models.PositiveIntegerField(default=0, verbose_name='合格以上件数')),
                ('excellent', models.PositiveIntegerField(default=0, verbose_name='优秀件数')),
                ('problems', models.JSONField(default=list, verbose_name='典型问题')),
                ('told_on', models.DateField(null=True, verbose_name='告知日期')),
                ('objection_due', models.DateField(null=True, verbose_name='异议期限届满日')),
                ('bulletin', models.JSONField(default=list, verbose_name='公布的结果')),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='cases.reviewround', verbose_name='批次')),
            ],
            options={
                'verbose_name': '被评查单位',
                'verbose_name_plural': '被评查单位',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stratum', models.CharField(choices=[('penalty_heavy', '处罚·重大（数额较大、听证、法制审核或者重处罚种类）'), ('penalty_ordinary', '处罚·普通程序'), ('penalty_summary', '处罚·简易程序'), ('licence', '行政许可'), ('coercion', '行政强制'), ('inspection', '行政检查')], max_length=20, verbose_name='层次')),
                ('wanted', models.PositiveIntegerField(verbose_name='应抽件数')),
                ('drawn', models.PositiveIntegerField(verbose_name='抽中件数')),
                ('population', models.PositiveIntegerField(verbose_name='总体件数')),
                ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='总体')),
                ('digest', models.CharField(max_length=64, verbose_name='总体摘要')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='cases.reviewround', verbose_name='批次')),
            ],
            options={
                'verbose_name': '抽取记录',
                'verbose_name_plural': '抽取记录',
                'ordering': ['agency_id', 'stratum'],
            },
        ),
        migrations.CreateModel(
            name='ReviewSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.CharField(choices=[('first', '第一评查人'), ('second', '第二评查人'), ('third', '第三评查人')], max_length=8, verbose_name='席次')),
                ('remark', models.TextField(blank=True, verbose_name='总体意见')),
                ('score', models.PositiveSmallIntegerField(null=True, verbose_name='得分')),
                ('vetoed', models.BooleanField(default=False, verbose_name='一票否决')),
                ('begun_at', models.DateTimeField(auto_now_add=True, verbose_name='开始时间')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='提交时间')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='cases.reviewfile', verbose_name='案卷')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='评查人')),
            ],
            options={
                'verbose_name': '评查表',
                'verbose_name_plural': '评查表',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SheetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('veto', '一票否决项'), ('rule', '规则检出'), ('item', '评查项目'), ('question', '缺数据，请核对案卷'), ('hand', '人工扣分')], max_length=10, verbose_name='来源')),
                ('code', models.CharField(blank=True, max_length=8, verbose_name='编号')),
                ('title', models.CharField(max_length=120, verbose_name='项目')),
                ('told', models.TextField(blank=True, verbose_name='内容')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                ('axis', models.CharField(blank=True, max_length=12, verbose_name='方面')),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, '严重'), (2, '较重'), (3, '一般'), (4, '轻微'), (5, '提示')], null=True, verbose_name='程度')),
                ('points', models.PositiveSmallIntegerField(verbose_name='分值')),
                ('veto', models.BooleanField(default=False, verbose_name='一票否决')),
                ('verdict', models.CharField(choices=[('pending', '未定'), ('accepted', '扣分'), ('struck', '不扣')], default='pending', max_length=10, verbose_name='认定')),
                ('taken', models.PositiveSmallIntegerField(default=0, verbose_name='扣分')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('page', models.CharField(blank=True, max_length=20, verbose_name='卷内页码')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='cases.reviewsheet', verbose_name='评查表')),
            ],
            options={
                'verbose_name': '评查表的项',
                'verbose_name_plural': '评查表的项',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='异议理由')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('answer_due', models.DateField(verbose_name='复核期限届满日')),
                ('outcome', models.CharField(blank=True, choices=[('kept', '维持原评定'), ('changed', '变更评定')], max_length=10, verbose_name='复核结果')),
                ('before', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='原得分')),
                ('after', models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name='复核得分')),
                ('answer', models.TextField(blank=True, verbose_name='复核意见')),
                ('answered_on', models.DateField(null=True, verbose_name='复核日期')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='cases.reviewfile', verbose_name='案卷')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
            ],
            options={
                'verbose_name': '评查异议',
                'verbose_name_plural': '评查异议',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='review_objection_says_why'), models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(models.Q(('answer', ''), _negated=True), ('after__isnull', False), ('answered_by__isnull', False), ('answered_on__isnull', False)), _connector='OR'), name='review_objection_answered_in_full')],
            },
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'reviewing', 'told', 'published', 'cancelled'])), name='review_state_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.CheckConstraint(condition=models.Q(('period_start__lte', models.F('period_end'))), name='review_period_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.CheckConstraint(condition=models.Q(('excellent_from__gt', models.F('good_from')), ('excellent_from__lte', 100), ('good_from__gt', models.F('pass_from')), ('pass_from__gt', 0)), name='review_thresholds_rise'),
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'cancelled']), models.Q(('seed', ''), _negated=True), _connector='OR'), name='review_drawn_has_its_seed'),
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['told', 'published']), _negated=True), models.Q(('objection_due__isnull', False), ('told_on__isnull', False)), _connector='OR'), name='review_told_has_a_term'),
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('agency', 'year', 'title'), name='review_title_once'),
        ),
        migrations.AddIndex(
            model_name='reviewfile',
            index=models.Index(fields=['round', 'agency', 'stratum', 'place'], name='review_file_round'),
        ),
        migrations.AddIndex(
            model_name='reviewfile',
            index=models.Index(fields=['case'], name='review_file_case'),
        ),
        migrations.AddIndex(
            model_name='reviewfile',
            index=models.Index(fields=['agency', 'state', 'id'], name='review_file_agency'),
        ),
        migrations.AddConstraint(
            model_name='reviewfile',
            constraint=models.UniqueConstraint(fields=('round', 'case'), name='review_file_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='reviewfile',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['drawn', 'scoring', 'third', 'scored', 'told', 'objected', 'settled'])), name='review_file_state_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('second', None), models.Q(('first', models.F('second')), _negated=True), _connector='OR'), models.Q(('third', None), models.Q(models.Q(('third', models.F('first')), _negated=True), models.Q(('third', models.F('second')), _negated=True)), _connector='OR')), name='review_file_different_people'),
        ),
        migrations.AddConstraint(
            model_name='reviewfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_in', False), ('first__isnull', False), _connector='OR'), models.Q(('second_in', False), ('second__isnull', False), _connector='OR')), name='review_file_in_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='reviewfile',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['drawn', 'scoring', 'third']), models.Q(('first_in', True), ('score__isnull', False), ('second_in', True), models.Q(('grade', ''), _negated=True)), _connector='OR'), name='review_file_scored_has_a_score'),
        ),
        migrations.AddConstraint(
            model_name='reviewfile',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), models.Q(('score__gte', 0), ('score__lte', 100)), _connector='OR'), name='review_file_score_range'),
        ),
        migrations.AddIndex(
            model_name='reviewedagency',
            index=models.Index(fields=['agency', '-id'], name='reviewed_agency'),
        ),
        migrations.AddConstraint(
            model_name='reviewedagency',
            constraint=models.UniqueConstraint(fields=('round', 'agency'), name='reviewed_agency_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='reviewedagency',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'told', 'published'])), name='reviewed_agency_state_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewedagency',
            constraint=models.CheckConstraint(condition=models.Q(('passing__lte', models.F('files_count'))), name='reviewed_agency_passing_within'),
        ),
        migrations.AddConstraint(
            model_name='reviewdraw',
            constraint=models.UniqueConstraint(fields=('round', 'agency', 'stratum'), name='review_draw_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewdraw',
            constraint=models.CheckConstraint(condition=models.Q(('drawn__lte', models.F('wanted')), ('population__gte', models.F('drawn'))), name='review_draw_within'),
        ),
        migrations.AddConstraint(
            model_name='reviewsheet',
            constraint=models.UniqueConstraint(fields=('file', 'reviewer'), name='review_sheet_once_a_person'),
        ),
        migrations.AddConstraint(
            model_name='reviewsheet',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_at', None), ('score__isnull', False), _connector='OR'), name='review_sheet_in_has_a_score'),
        ),
        migrations.AddConstraint(
            model_name='reviewsheet',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), ('score__lte', 100), _connector='OR'), name='review_sheet_score_range'),
        ),
        migrations.AddConstraint(
            model_name='reviewsheet',
            constraint=models.CheckConstraint(condition=models.Q(('vetoed', False), ('score', 0), _connector='OR'), name='review_sheet_vetoed_is_zero'),
        ),
        migrations.AddIndex(
            model_name='sheetline',
            index=models.Index(fields=['sheet', 'id'], name='review_line_sheet'),
        ),
        migrations.AddConstraint(
            model_name='sheetline',
            constraint=models.UniqueConstraint(condition=models.Q(('source', 'hand'), _negated=True), fields=('sheet', 'code'), name='review_line_once'),
        ),
        migrations.AddConstraint(
            model_name='sheetline',
            constraint=models.UniqueConstraint(condition=models.Q(('source', 'hand')), fields=('sheet', 'title'), name='review_line_by_hand_once'),
        ),
        migrations.AddConstraint(
            model_name='sheetline',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('points'))), name='review_line_takes_at_most_its_points'),
        ),
        migrations.AddConstraint(
            model_name='sheetline',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'accepted'), ('taken', 0), _connector='OR'), name='review_line_takes_when_accepted'),
        ),
        migrations.AddConstraint(
            model_name='sheetline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'rule'), ('verdict', 'struck'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='review_line_struck_with_a_reason'),
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
