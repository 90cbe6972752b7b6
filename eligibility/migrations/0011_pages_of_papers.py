from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('eligibility', '0010_found_by_name'),
    ]

    operations = [
        migrations.AddField(
            model_name='material',
            name='pages',
            field=models.PositiveIntegerField(null=True, verbose_name='页数'),
        ),
    ]
