"""Two database roles from the first day: the application cannot change or remove an event."""

from django.db import migrations

from kit.grants import append_only, default_grants


class Migration(migrations.Migration):
    dependencies = [("province", "0001_initial")]

    operations = [
        default_grants(),
        append_only("province_event", "province_eventblock"),
    ]
