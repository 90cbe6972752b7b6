"""A withdrawal has a moment: what was sold before it that day is settled. Of an old one the day alone is known."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin_with_the_day(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Set the first moment of the day, as it was until now: nothing of that day is settled any more."""
    prescriptions = apps.get_model("eligibility", "Prescription").objects
    for row in prescriptions.exclude(withdrawn_on=None).iterator():
        row.withdrawn_at = datetime.combine(row.withdrawn_on, time.min, ZoneInfo("Asia/Shanghai"))
        row.save(update_fields=["withdrawn_at"])


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0003_suspension_within_entitlement")]

    operations = [
        migrations.AddField(
            model_name="prescription",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="作废时间"),
        ),
        migrations.RunPython(begin_with_the_day, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="prescription", name="withdrawn_on"),
    ]
