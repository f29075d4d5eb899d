"""执法质效评议：评议、指标、公开、被评议单位、评分；标准公开后不能改，定结果后评分不能改，由数据库约束。"""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

# A foreign key of two columns, the second a constant: an appraisal is organised by a supervision body (条例 §6 二款: not by a 司法所).
KIND = """
ALTER TABLE appraisals_appraisal ADD CONSTRAINT appraisal_is_a_supervision_bodys
    FOREIGN KEY (agency_id, organiser_kind) REFERENCES agencies_agency (id, kind);
"""
KIND_BACK = "ALTER TABLE appraisals_appraisal DROP CONSTRAINT appraisal_is_a_supervision_bodys;"

# A standard is whole when it is published, and stands from then on; points are given while the appraisal is being scored, by its own standard.
FIXED = """
CREATE FUNCTION appraisals_standard_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT coalesce(sum(points), 0) FROM appraisals_appraisalitem WHERE appraisal_id = NEW.id) <> 100 THEN
        RAISE EXCEPTION '评议标准的满分合计不是 100 分' USING ERRCODE = 'check_violation', CONSTRAINT = 'appraisal_standard_is_whole';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appraisal_standard_is_whole BEFORE UPDATE OF state ON appraisals_appraisal
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'scoring') EXECUTE FUNCTION appraisals_standard_is_whole();

CREATE FUNCTION appraisals_standard_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM appraisals_appraisal made WHERE made.id IN (NEW.appraisal_id, OLD.appraisal_id) AND made.state <> 'draft') THEN
        RAISE EXCEPTION '评议标准已经公开' USING ERRCODE = 'check_violation', CONSTRAINT = 'appraisal_standard_is_fixed';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER appraisal_standard_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON appraisals_appraisalitem
    FOR EACH ROW EXECUTE FUNCTION appraisals_standard_is_fixed();

CREATE FUNCTION appraisals_score_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM appraisals_appraisedagency one
          JOIN appraisals_appraisal made ON made.id = one.appraisal_id AND made.state = 'scoring'
          JOIN appraisals_appraisalitem item ON item.appraisal_id = made.id
         WHERE one.id = NEW.appraised_id AND item.id = NEW.item_id AND NEW.points <= item.points
    ) THEN
        RAISE EXCEPTION '评分不在评议中，或者超过满分' USING ERRCODE = 'check_violation', CONSTRAINT = 'appraisal_score_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appraisal_score_stands BEFORE INSERT OR UPDATE ON appraisals_appraisalscore
    FOR EACH ROW EXECUTE FUNCTION appraisals_score_stands();
"""
FIXED_BACK = """
DROP TRIGGER appraisal_score_stands ON appraisals_appraisalscore;
DROP TRIGGER appraisal_standard_is_fixed ON appraisals_appraisalitem;
DROP TRIGGER appraisal_standard_is_whole ON appraisals_appraisal;
DROP FUNCTION appraisals_score_stands();
DROP FUNCTION appraisals_standard_is_fixed();
DROP FUNCTION appraisals_standard_is_whole();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0007_qualification_days'),
        ('leads', '0001_initial'),  # agencies_agency (id, kind) is unique since then
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appraisal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('organiser_kind', models.GeneratedField(db_persist=True, expression=models.Value('supervision_body', output_field=models.CharField()), output_field=models.CharField(max_length=20, verbose_name='组织机关性质'), verbose_name='组织机关性质')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('state', models.CharField(choices=[('draft', '拟订'), ('scoring', '评议中'), ('settled', '结果已定'), ('closed', '已办结'), ('cancelled', '已撤销')], default='draft', max_length=12, verbose_name='状态')),
                ('period_start', models.DateField(verbose_name='评议期间起')),
                ('period_end', models.DateField(verbose_name='评议期间止')),
                ('basis', models.TextField(verbose_name='评议依据')),
                ('situation', models.TextField(verbose_name='执法特点和具体情况')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='拟订时间')),
                ('criteria_published_on', models.DateField(null=True, verbose_name='评议标准公开日期')),
                ('process_published_on', models.DateField(null=True, verbose_name='评议过程公开日期')),
                ('result_published_on', models.DateField(null=True, verbose_name='评议结果公开日期')),
                ('settled_on', models.DateField(null=True, verbose_name='定结果日期')),
                ('settled_words', models.CharField(blank=True, max_length=300, verbose_name='定结果意见')),
                ('table', models.JSONField(default=list, verbose_name='公开的结果')),
                ('closed_on', models.DateField(null=True, verbose_name='办结日期')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='撤销理由')),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('closed_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其办结')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='拟订人')),
                ('made_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其拟订')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定结果的人')),
                ('settled_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其定结果')),
            ],
            options={
                'verbose_name': '执法质效评议',
                'verbose_name_plural': '执法质效评议',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='AppraisalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('title', models.CharField(max_length=60, verbose_name='指标')),
                ('aspect', models.CharField(choices=[('quality', '执法质量'), ('effect', '执法效果')], max_length=8, verbose_name='方面')),
                ('looks_at', models.CharField(max_length=300, verbose_name='看什么')),
                ('points', models.PositiveSmallIntegerField(verbose_name='满分')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='appraisals.appraisal', verbose_name='评议')),
            ],
            options={
                'verbose_name': '评议指标',
                'verbose_name_plural': '评议指标',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='AppraisedAgency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('state', models.CharField(choices=[('planned', '方案中'), ('told', '评议中'), ('published', '结果已公开')], default='planned', max_length=12, verbose_name='状态')),
                ('total', models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name='总分')),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appraised', to='appraisals.appraisal', verbose_name='评议')),
            ],
            options={
                'verbose_name': '被评议单位',
                'verbose_name_plural': '被评议单位',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='AppraisalScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='得分')),
                ('words', models.CharField(max_length=500, verbose_name='评语')),
                ('scored_at', models.DateTimeField(auto_now=True, verbose_name='评分时间')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisals.appraisalitem', verbose_name='指标')),
                ('scored_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='评分人')),
                ('scored_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其评分')),
                ('appraised', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='appraisals.appraisedagency', verbose_name='被评议单位')),
            ],
            options={
                'verbose_name': '评议得分',
                'verbose_name_plural': '评议得分',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('criteria', '评议标准'), ('process', '评议过程'), ('result', '评议结果')], max_length=8, verbose_name='公开内容')),
                ('manner', models.CharField(choices=[('system', '系统内公开'), ('society', '向社会公开')], max_length=8, verbose_name='公开方式')),
                ('place', models.CharField(blank=True, max_length=300, verbose_name='公开位置')),
                ('secrecy', models.CharField(choices=[('none', '不含涉密内容'), ('handled', '涉密内容已处理')], max_length=8, verbose_name='涉密处理')),
                ('secrecy_note', models.CharField(blank=True, max_length=300, verbose_name='涉密处理说明')),
                ('words', models.TextField(blank=True, verbose_name='公开的文字')),
                ('noted_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='appraisals.appraisal', verbose_name='评议')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('published_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其登记')),
            ],
            options={
                'verbose_name': '评议公开',
                'verbose_name_plural': '评议公开',
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='appraisal',
            index=models.Index(fields=['county_code', 'state', '-id'], name='appraisal_county_state'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'scoring', 'settled', 'closed', 'cancelled'])), name='appraisal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('period_start__lte', models.F('period_end'))), name='appraisal_period_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', ''), _negated=True), models.Q(('situation', ''), _negated=True)), name='appraisal_says_why'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_by__isnull', False), ('closed_on__isnull', False), ('state', 'closed'), ('criteria_published_on__isnull', False), ('criteria_published_on__lte', models.F('closed_on')), ('process_published_on__isnull', False), ('process_published_on__lte', models.F('closed_on')), ('result_published_on__isnull', False), ('result_published_on__lte', models.F('closed_on'))), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on', None)), _connector='OR'), name='appraisal_closed_is_public'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('scoring', 'settled', 'closed')), _negated=True), ('criteria_published_on__isnull', False), _connector='OR'), name='appraisal_scored_by_what_is_published'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['settled', 'closed']), _negated=True), models.Q(('settled_by__isnull', False), ('settled_on__isnull', False)), _connector='OR'), name='appraisal_settled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('result_published_on', None), models.Q(('result_published_on__gte', models.F('settled_on')), ('settled_on__isnull', False)), _connector='OR'), name='appraisal_result_after_it_is_settled'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('settled_by', None), models.Q(('settled_by', models.F('made_by')), _negated=True), _connector='OR'), name='appraisal_settled_by_another'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='appraisal_cancelled_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('agency', 'title'), name='appraisal_title_once'),
        ),
        migrations.AddConstraint(
            model_name='appraisalitem',
            constraint=models.UniqueConstraint(fields=('appraisal', 'order'), name='appraisal_item_order_once'),
        ),
        migrations.AddConstraint(
            model_name='appraisalitem',
            constraint=models.UniqueConstraint(fields=('appraisal', 'title'), name='appraisal_item_title_once'),
        ),
        migrations.AddConstraint(
            model_name='appraisalitem',
            constraint=models.CheckConstraint(condition=models.Q(('points__gt', 0), ('points__lte', 100)), name='appraisal_item_points'),
        ),
        migrations.AddConstraint(
            model_name='appraisalitem',
            constraint=models.CheckConstraint(condition=models.Q(('aspect__in', ['quality', 'effect'])), name='appraisal_item_aspect_known'),
        ),
        migrations.AddConstraint(
            model_name='appraisalitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('looks_at', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='appraisal_item_says_what'),
        ),
        migrations.AddIndex(
            model_name='appraisedagency',
            index=models.Index(fields=['agency', '-id'], name='appraised_agency'),
        ),
        migrations.AddConstraint(
            model_name='appraisedagency',
            constraint=models.UniqueConstraint(fields=('appraisal', 'agency'), name='appraised_once'),
        ),
        migrations.AddConstraint(
            model_name='appraisedagency',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'told', 'published'])), name='appraised_state_known'),
        ),
        migrations.AddConstraint(
            model_name='appraisedagency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), ('total__gte', 0), ('total__lte', 100)), models.Q(models.Q(('state', 'published'), _negated=True), ('total', None)), _connector='OR'), name='appraised_total_once_published'),
        ),
        migrations.AddConstraint(
            model_name='appraisalscore',
            constraint=models.UniqueConstraint(fields=('appraised', 'item'), name='appraisal_score_once'),
        ),
        migrations.AddConstraint(
            model_name='appraisalscore',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 0), ('points__lte', 100)), name='appraisal_score_range'),
        ),
        migrations.AddConstraint(
            model_name='appraisalscore',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='appraisal_score_in_words'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('appraisal', 'part'), name='publication_once'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['criteria', 'process', 'result'])), name='publication_part_known'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('manner', 'system'), models.Q(('manner', 'society'), models.Q(('place', ''), _negated=True)), _connector='OR'), name='publication_to_society_says_where'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('secrecy', 'none'), ('secrecy_note', '')), models.Q(('secrecy', 'handled'), models.Q(('secrecy_note', ''), _negated=True)), _connector='OR'), name='publication_secrets_handled_in_words'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part', 'process'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='publication_process_in_words'),
        ),
        migrations.RunSQL(KIND, KIND_BACK),
        migrations.RunSQL(FIXED, FIXED_BACK),
    ]
