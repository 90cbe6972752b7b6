"""A claim stands on the account of its own person, insurance and year, a ledger row on its claim's: by composite keys."""

import django.db.models.deletion
import django.db.models.functions.datetime
import kit.constraints
from django.db import migrations, models
from django.db.models import F, Q

ELSEWHERE = ~Q(
    account__person=F('person'), account__insurance_type=F('insurance_type'), account__year=F('purchase_day__year')
)


def refuse_strays(apps, schema_editor):
    """Raise ValueError naming rows that are wrong already: whoever runs this must mend the books first."""
    claims = apps.get_model('settlement', 'Claim').objects.filter(ELSEWHERE)
    entries = apps.get_model('settlement', 'LedgerEntry').objects.exclude(account=F('claim__account'))
    for kind, rows in {'claims on the account of another person, insurance or year': claims,
                       "ledger rows on another account than their claim's": entries}.items():
        numbers = list(rows.order_by('pk').values_list('pk', flat=True)[:20])
        if numbers:
            raise ValueError(f'{rows.count()} {kind}, the first are {numbers}')


class Migration(migrations.Migration):

    dependencies = [
        ('eligibility', '0001_initial'),
        ('physicians', '0001_initial'),
        ('settlement', '0002_append_only'),
    ]

    operations = [
        migrations.RunPython(refuse_strays, migrations.RunPython.noop),
        migrations.AddField(
            model_name='claim',
            name='year',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.datetime.ExtractYear('purchase_day'), output_field=models.PositiveSmallIntegerField(verbose_name='年度'), verbose_name='年度'),
        ),
        migrations.AlterField(
            model_name='claim',
            name='account',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='settlement.annualaccount', verbose_name='年度账户'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='account',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='settlement.annualaccount', verbose_name='年度账户'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='claim',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='settlement.claim', verbose_name='结算'),
        ),
        migrations.AddConstraint(
            model_name='annualaccount',
            constraint=models.UniqueConstraint(fields=('id', 'person', 'insurance_type', 'year'), name='account_of_whom', violation_error_message='年度账户重复。'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=kit.constraints.SameRow(fields=('account', 'person', 'insurance_type', 'year'), name='claim_on_own_account', to='settlement.AnnualAccount', to_fields=('id', 'person', 'insurance_type', 'year'), violation_error_message='结算必须记在同一参保人、同一险种、同一年度的账户上。'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='claim_of_account', violation_error_message='同一账户上的结算编号重复。'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=kit.constraints.SameRow(fields=('claim', 'account'), name='ledger_on_claims_account', to='settlement.Claim', to_fields=('id', 'account'), violation_error_message='账务分录必须与其结算记在同一个年度账户上。'),
        ),
    ]
