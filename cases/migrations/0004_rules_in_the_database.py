"""规则在数据库里要用的：行业参数表、问题的文字、扣除期间后的届满日函数。"""

from django.db import migrations, models

LAST_DAY_SKIPPING = """
-- The last day of a period whose skipped days do not count: the days later than the start that are skipped push the end by as much,
-- as long as they begin no later than the day after the (pushed) end. An unbounded span (still running) never lets it end.
CREATE FUNCTION cases_last_day_skipping(last_day date, skipped datemultirange) RETURNS date
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE span daterange;
BEGIN
    IF last_day IS NULL OR skipped IS NULL THEN
        RETURN NULL;
    END IF;
    FOR span IN SELECT unnest(skipped) ORDER BY 1 LOOP
        EXIT WHEN lower(span) > last_day + 1;
        IF upper_inf(span) THEN
            RETURN 'infinity';
        END IF;
        last_day := last_day + (upper(span) - lower(span));
    END LOOP;
    RETURN last_day;
END $$;
"""

SECTORS = [
    ("general", "综合"), ("market", "市场监管"), ("housing", "住房城乡建设"), ("urban", "城市管理"), ("ecology", "生态环境"),
    ("transport", "交通运输"), ("agriculture", "农业农村"), ("health", "卫生健康"), ("emergency", "应急管理"), ("culture", "文化旅游广电"),
    ("resources", "自然资源"), ("labour", "人力资源社会保障"), ("medicare", "医疗保障"), ("tax", "税务"), ("tobacco", "烟草"),
    ("fire", "消防"), ("water", "水利"), ("education", "教育"), ("security", "公安"), ("other", "其他"),
]  # fmt: skip
UNITS = [("day", "日"), ("workday", "个工作日"), ("month", "个月"), ("yuan", "元"), ("flag", "")]


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_intake_rows")]

    operations = [
        migrations.AddField("finding", "sentence", models.TextField(default="", verbose_name="问题")),
        migrations.AlterField("casecheck", "checked_on", models.DateField(verbose_name="结果日期")),
        migrations.CreateModel(
            name="SectorParameter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60, verbose_name="参数")),
                ("sector", models.CharField(blank=True, choices=SECTORS, max_length=20, verbose_name="领域")),
                ("region_code", models.CharField(blank=True, max_length=12, verbose_name="区划代码")),
                ("value", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="数值")),
                ("unit", models.CharField(choices=UNITS, max_length=10, verbose_name="单位")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                (
                    "status",
                    models.CharField(
                        choices=[("found", "已核对原文"), ("unverified", "待核")], default="unverified", max_length=12, verbose_name="核对"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="适用起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="适用止")),
            ],
            options={
                "verbose_name": "行业参数",
                "verbose_name_plural": "行业参数",
                "ordering": ["key", "sector", "region_code", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "sector", "region_code", "valid_from", "status"),
                        name="sector_parameter_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_from", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="sector_parameter_runs_forward",
                    ),
                    models.CheckConstraint(condition=~models.Q(("source", "")), name="sector_parameter_names_its_source"),
                ],
            },
        ),
        migrations.RunSQL(LAST_DAY_SKIPPING, "DROP FUNCTION cases_last_day_skipping(date, datemultirange)"),
    ]
