"""行业规章自施行之日起适用；没有原文可核的行业规章标为待核；延长期限须有规章依据。"""

from datetime import date

from django.db import migrations

MARKET_FROM = date(2021, 7, 15)  # 市场监督管理行政处罚程序规定, as revised with the law
HOUSING_FROM = date(2022, 5, 1)  # 住房和城乡建设行政处罚程序规定, 附则
EXTENSIONS = {
    "market": (MARKET_FROM, "《市场监督管理行政处罚程序规定》第六十四条第一款"),
    "housing": (HOUSING_FROM, "《住房和城乡建设行政处罚程序规定》第二十九条第一款"),
}


def forwards(apps, schema_editor):
    rows = apps.get_model("cases", "SectorParameter").objects
    rows.filter(source__startswith="行业行政处罚程序规章", status="found").update(status="unverified")
    rows.filter(source__startswith="《市场监督管理行政处罚程序规定》").update(valid_from=MARKET_FROM)
    rows.filter(source__startswith="《住房和城乡建设行政处罚程序规定》").update(valid_from=HOUSING_FROM)
    for sector, (day, source) in EXTENSIONS.items():
        rows.create(
            key="extension_allowed", sector=sector, value=1, unit="flag", source=source, status="found", valid_from=day
        )


def backwards(apps, schema_editor):
    apps.get_model("cases", "SectorParameter").objects.filter(key="extension_allowed").delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_parts_without_constraints")]

    operations = [migrations.RunPython(forwards, backwards)]
