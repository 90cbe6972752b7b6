"""Claims, ledger, trace sales and answers are only ever added (I7); a claim's number stands in its own answer."""

from django.db import migrations

from kit.grants import append_only, numbered_ahead


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_initial"), ("province", "0002_grants")]

    operations = [
        append_only(
            "settlement_claim",
            "settlement_claimline",
            "settlement_ledgerentry",
            "settlement_tracesale",
            "settlement_answer",
            "settlement_elsewhereposting",
        ),
        numbered_ahead("settlement_claim"),
    ]
