"""A stored answer says what it tells: its claim, or the refusal in our own words."""

from django.db import migrations, models


# What was answered before this is read from its text; which fields were wrong stays there.
FILL_IN = """
    UPDATE settlement_answer SET refusal = jsonb_build_object(
        'code', body::jsonb -> 'code', 'message', body::jsonb -> 'detail', 'demand', body::jsonb -> 'code', 'fields', '[]'::jsonb
    ) WHERE claim_id IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('physicians', '0001_initial'),
        ('settlement', '0004_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='refusal',
            field=models.JSONField(null=True, verbose_name='不予办理的原因'),
        ),
        migrations.RunSQL(FILL_IN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('refusal__isnull', True)), models.Q(('claim__isnull', True), ('refusal__isnull', False)), _connector='OR'), name='answer_claim_or_refusal', violation_error_message='应答须对应一笔结算或一条不予办理的原因，二者取一。'),
        ),
    ]
