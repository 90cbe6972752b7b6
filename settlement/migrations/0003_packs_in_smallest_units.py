"""Packs counted in smallest units, returned packs kept from sale, stock without codes, and coded reasons of reversals."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import kit.fields

# What was written in packs is written in smallest units of the product on its line.
IN_UNITS = """
UPDATE settlement_claimline l
SET units_per_pack = p.units_per_pack, units = round(l.quantity * p.units_per_pack)
FROM catalog_product p
WHERE p.code = l.product_id;

UPDATE settlement_tracesale s
SET units = round(s.quantity * l.units_per_pack)
FROM settlement_claimline l
WHERE l.claim_id = s.claim_id AND l.position = s.position;

UPDATE settlement_tracepack t
SET units = s.units_per_pack
FROM (
    SELECT DISTINCT ON (s.code) s.code, l.units_per_pack
    FROM settlement_tracesale s
    JOIN settlement_claimline l ON l.claim_id = s.claim_id AND l.position = s.position
    ORDER BY s.code, s.id
) s
WHERE s.code = t.code;

UPDATE settlement_claim SET reversal_reason = 'other' WHERE reverses_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
        ("physicians", "0001_initial"),
        ("settlement", "0002_append_only"),
    ]

    operations = [
        migrations.RemoveConstraint("tracepack", "trace_code_sold_once"),
        migrations.RemoveConstraint("claim", "claim_reversal_with_reason"),
        migrations.AddField("claim", "reversal_reason", kit.fields.WordField("撤销原因", blank=True, default="", max_length=20), preserve_default=False),
        migrations.AlterField("claim", "reason", models.CharField("撤销说明", blank=True, max_length=200)),
        migrations.AddField("claim", "continues", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="continuation", to="settlement.claim", verbose_name="部分退药前的结算")),
        migrations.AddField("claimline", "units", models.IntegerField("数量（最小单位）", default=0), preserve_default=False),
        migrations.AddField("claimline", "units_per_pack", models.PositiveIntegerField("每包数量（最小单位）", default=1), preserve_default=False),
        migrations.AddField("claimline", "no_code_reason", models.CharField("无码原因", blank=True, default="", max_length=20), preserve_default=False),
        migrations.AddField("tracesale", "units", models.IntegerField("数量（最小单位）", default=0), preserve_default=False),
        migrations.AddField("tracepack", "units", models.PositiveIntegerField("每包数量（最小单位）", default=1, validators=[django.core.validators.MinValueValidator(1)]), preserve_default=False),
        migrations.AddField("tracepack", "returned", models.PositiveIntegerField("其中已退回、不再销售（最小单位）", default=0)),
        migrations.RunSQL(IN_UNITS, migrations.RunSQL.noop),
        migrations.RemoveField("tracesale", "quantity"),
        migrations.RunSQL(
            "ALTER TABLE settlement_tracepack ALTER COLUMN sold TYPE integer USING round(sold * units)",
            migrations.RunSQL.noop,
            state_operations=[migrations.AlterField("tracepack", "sold", models.PositiveIntegerField("已售（最小单位）"))],
        ),
        migrations.AddConstraint("tracepack", models.CheckConstraint(condition=Q(units__gte=1, sold__lte=F("units")), name="trace_code_sold_once", violation_error_message="同一追溯码在退货前只能销售一次。")),
        migrations.AddConstraint("tracepack", models.CheckConstraint(condition=Q(returned__lte=F("sold")), name="trace_code_returned_of_sold", violation_error_message="退回的不能多于售出的。")),
        migrations.AddConstraint("claim", models.CheckConstraint(
            condition=Q(reverses=None, reversal_reason="", reason="") | (Q(reverses__isnull=False) & ~Q(reversal_reason="")) & ~Q(reversal_reason="other", reason=""),
            name="claim_reversal_with_reason", violation_error_message="撤销必须选择原因；其他原因必须写明。")),
        migrations.AddConstraint("claim", models.CheckConstraint(condition=Q(reverses=None) | Q(continues=None), name="claim_reverses_or_continues", violation_error_message="一笔结算不能既是撤销又是部分退药后的保留。")),
    ]
