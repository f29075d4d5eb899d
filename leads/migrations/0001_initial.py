"""线索与转办；办理机构只能是监督该单位的监督机构，由数据库约束。"""

import django.db.models.deletion
import django.db.models.functions.text
import supervision.crypto.fields
from django.conf import settings
from django.db import migrations, models

# A foreign key of two columns, the second a constant: a lead is handled by a supervision body and is about an enforcement agency, and an
# agency that has leads does not become something else.
KINDS = """
ALTER TABLE agencies_agency ADD CONSTRAINT agency_and_its_kind UNIQUE (id, kind);
ALTER TABLE leads_lead ADD CONSTRAINT lead_handler_is_a_supervision_body
    FOREIGN KEY (handler_id, handler_kind) REFERENCES agencies_agency (id, kind);
ALTER TABLE leads_lead ADD CONSTRAINT lead_is_about_an_enforcement_agency
    FOREIGN KEY (agency_id, agency_kind) REFERENCES agencies_agency (id, kind);
"""
KINDS_BACK = """
ALTER TABLE leads_lead DROP CONSTRAINT lead_is_about_an_enforcement_agency;
ALTER TABLE leads_lead DROP CONSTRAINT lead_handler_is_a_supervision_body;
ALTER TABLE agencies_agency DROP CONSTRAINT agency_and_its_kind;
"""

# The handler supervises the agency: its region holds the agency's (条例 §6). So whoever handles a lead can also read it.
REACH = """
CREATE FUNCTION leads_handler_reaches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM agencies_agency body JOIN agencies_region place ON place.code = body.region_id
        WHERE body.id = NEW.handler_id AND starts_with(NEW.region_code, place.scope_prefix)
    ) THEN
        RAISE EXCEPTION '办理机构不监督线索所涉单位' USING ERRCODE = 'check_violation', CONSTRAINT = 'lead_handler_reaches';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lead_handler_reaches BEFORE INSERT OR UPDATE OF handler_id, agency_id, region_code ON leads_lead
    FOR EACH ROW EXECUTE FUNCTION leads_handler_reaches();
"""
REACH_BACK = "DROP TRIGGER lead_handler_reaches ON leads_lead; DROP FUNCTION leads_handler_reaches();"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0007_qualification_days'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12, verbose_name='区划代码')),
                ('county_code', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left('region_code', 6), output_field=models.CharField(max_length=6, verbose_name='县级代码'))),
                ('number', models.CharField(max_length=40, verbose_name='线索编号')),
                ('source', models.CharField(choices=[('complaint', '投诉举报'), ('hotline_12345', '12345热线'), ('social_supervisor', '社会监督员'), ('court', '法院'), ('reconsideration', '行政复议'), ('procuratorial_recommendation', '检察建议'), ('media', '媒体'), ('superior', '上级交办'), ('other', '其他')], max_length=32, verbose_name='来源')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('text', models.TextField(verbose_name='反映内容')),
                ('anonymous', models.BooleanField(default=False, verbose_name='匿名')),
                ('informant_name', supervision.crypto.fields.EncryptedField(blank=True, default='', verbose_name='投诉人、举报人姓名')),
                ('informant_contact', supervision.crypto.fields.EncryptedField(blank=True, default='', verbose_name='投诉人、举报人联系方式')),
                ('handler_kind', models.GeneratedField(db_persist=True, expression=models.Value('supervision_body', output_field=models.CharField()), output_field=models.CharField(max_length=20, verbose_name='办理机构性质'), verbose_name='办理机构性质')),
                ('agency_kind', models.GeneratedField(db_persist=True, expression=models.Value('enforcement', output_field=models.CharField()), output_field=models.CharField(max_length=20, verbose_name='所涉单位性质'), verbose_name='所涉单位性质')),
                ('state', models.CharField(choices=[('registered', '已登记'), ('accepted', '已受理'), ('declined', '不予受理'), ('handled', '已办结')], default='registered', max_length=12, verbose_name='状态')),
                ('registered_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('accepted_on', models.DateField(null=True, verbose_name='受理日期')),
                ('declined_on', models.DateField(null=True, verbose_name='不予受理日期')),
                ('decline_kind', models.CharField(blank=True, choices=[('not_enforcement', '不属于行政执法监督范围'), ('not_ours', '不属于本级监督机构管辖'), ('guided', '引导依法申请行政复议、提起行政诉讼'), ('in_dispute', '已经进入行政复议、行政诉讼程序'), ('repeated', '重复投诉举报'), ('vague', '没有可以核查的具体内容'), ('other', '其他')], max_length=20, verbose_name='不予受理情形')),
                ('decline_reason', models.TextField(blank=True, verbose_name='不予受理理由')),
                ('handled_on', models.DateField(null=True, verbose_name='办结日期')),
                ('outcome', models.CharField(blank=True, choices=[('true', '属实'), ('partly', '部分属实'), ('untrue', '不属实'), ('unclear', '无法核实'), ('withdrawn', '投诉人、举报人撤回'), ('disputed', '进入行政复议、行政诉讼，不重复监督')], max_length=10, verbose_name='结论')),
                ('result', models.TextField(blank=True, verbose_name='处理结果')),
                ('informed_on', models.DateField(null=True, verbose_name='告知日期')),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='单位')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定是否受理的人')),
                ('decided_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其决定')),
                ('handled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('handled_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其办结')),
                ('handler', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='办理机构')),
                ('numbered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='编号机构')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('registered_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其登记')),
            ],
            options={
                'verbose_name': '线索',
                'verbose_name_plural': '线索',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='LeadTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='转办理由')),
                ('passed_at', models.DateTimeField(auto_now_add=True, verbose_name='转办时间')),
                ('from_body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='转出机构')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='leads.lead', verbose_name='线索')),
                ('passed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='转办人')),
                ('passed_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代其转办')),
                ('to_body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='转入机构')),
            ],
            options={
                'verbose_name': '线索转办',
                'verbose_name_plural': '线索转办',
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(fields=['county_code', 'state', '-id'], name='lead_county_state'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(condition=models.Q(('state__in', ('registered', 'accepted'))), fields=['handler', 'accepted_on'], name='lead_waiting'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['registered', 'accepted', 'declined', 'handled'])), name='lead_state_known'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['complaint', 'hotline_12345', 'social_supervisor', 'court', 'reconsideration', 'procuratorial_recommendation', 'media', 'superior', 'other'])), name='lead_source_known'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='lead_says_something'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('handler', models.F('agency')), _negated=True), name='lead_never_handled_by_whom_it_is_about'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(fields=('numbered_by', 'number'), name='lead_number_once_per_bureau'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(models.F('agency'), models.F('source'), models.F('received_on'), django.db.models.functions.text.MD5('text'), name='lead_registered_once'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('anonymous', True), ('informant_contact', ''), ('informant_name', ''), ('informed_on', None)), models.Q(('anonymous', False), models.Q(models.Q(('informant_name', ''), _negated=True), models.Q(('informant_contact', ''), _negated=True), _connector='OR')), _connector='OR'), name='lead_informant_named_or_anonymous'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_on__gte', models.F('received_on')), ('accepted_on__isnull', False), ('state__in', ('accepted', 'handled'))), models.Q(('accepted_on', None), ('state__in', ('registered', 'declined'))), _connector='OR'), name='lead_accepted_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decline_kind__in', ['not_enforcement', 'not_ours', 'guided', 'in_dispute', 'repeated', 'vague', 'other']), ('declined_on__gte', models.F('received_on')), ('declined_on__isnull', False), ('state', 'declined'), models.Q(('decline_reason', ''), _negated=True)), models.Q(models.Q(('state', 'declined'), _negated=True), ('decline_kind', ''), ('decline_reason', ''), ('declined_on', None)), _connector='OR'), name='lead_declined_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handled_on__gte', models.F('accepted_on')), ('handled_on__isnull', False), ('outcome__in', ['true', 'partly', 'untrue', 'unclear', 'withdrawn', 'disputed']), ('state', 'handled'), models.Q(('result', ''), _negated=True)), models.Q(models.Q(('state', 'handled'), _negated=True), ('handled_on', None), ('outcome', ''), ('result', '')), _connector='OR'), name='lead_handled_with_a_result'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('informed_on', None), models.Q(('informed_on__gte', models.F('declined_on')), ('state', 'declined')), models.Q(('informed_on__gte', models.F('handled_on')), ('state', 'handled')), _connector='OR'), name='lead_informed_of_something'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'registered'), ('decided_by__isnull', False), _connector='OR'), name='lead_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'handled'), _negated=True), ('handled_by__isnull', False), _connector='OR'), name='lead_handled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='leadtransfer',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='lead_transfer_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='leadtransfer',
            constraint=models.CheckConstraint(condition=models.Q(('from_body', models.F('to_body')), _negated=True), name='lead_transfer_goes_somewhere'),
        ),
        migrations.RunSQL(KINDS, KINDS_BACK),
        migrations.RunSQL(REACH, REACH_BACK),
    ]
