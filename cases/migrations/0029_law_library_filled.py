"""法规库的底本入库。"""

from django.db import migrations

from cases.laws.seed import fill


def put_in(apps, schema_editor):
    fill(apps.get_model("cases", "Law"), apps.get_model("cases", "LawArticle"))


def take_out(apps, schema_editor):
    apps.get_model("cases", "LawArticle").objects.all().delete()
    apps.get_model("cases", "Law").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_law_library")]

    operations = [migrations.RunPython(put_in, take_out)]
