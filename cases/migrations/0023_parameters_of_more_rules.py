"""Sector parameters that the rules over the particulars ask for."""

from django.db import migrations

from cases.migrations import _parameters

NAMES = ("key", "sector", "region_code", "value", "unit", "source", "status", "valid_from", "valid_to")


def fill(apps, schema_editor):
    parameter = apps.get_model("cases", "SectorParameter")
    parameter.objects.bulk_create(parameter(**dict(zip(NAMES, row, strict=True))) for row in _parameters.rows())


def empty(apps, schema_editor):
    keys = {row[0] for row in _parameters.rows()}
    apps.get_model("cases", "SectorParameter").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_particulars")]

    operations = [migrations.RunPython(fill, empty)]
