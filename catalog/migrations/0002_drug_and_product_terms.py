"""What the list says of a drug and the label of a product become dated rows; what stood before holds from the first known day."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import kit.fields
from django.db import migrations, models

# Until now a drug was described without days; its row begins on the first day that anything else is known of it.
DRUGS = """
INSERT INTO catalog_drugterms
    (drug_id, period, section, sold_in_pharmacies, restricted_scope, conditions, document)
SELECT d.id, daterange(coalesce(least(a.first_day, l.first_day), current_date), NULL), d.section,
    d.sold_in_pharmacies, d.restricted_scope, '[]', coalesce(a.document, l.document, '此前登记')
FROM catalog_drug d
LEFT JOIN (SELECT DISTINCT ON (drug_id) * FROM catalog_nationalagreement ORDER BY drug_id, first_day) a
    ON a.drug_id = d.id
LEFT JOIN (SELECT DISTINCT ON (drug_id) * FROM catalog_listing ORDER BY drug_id, first_day) l ON l.drug_id = d.id
"""
PRODUCTS = """
INSERT INTO catalog_productterms
    (product_id, period, route, cold_chain, indivisible, long_term_allowed, label_indication, trace_prefix, document)
SELECT p.code, t.period,
    CASE WHEN p.injection THEN 'injection' WHEN d.dosage_form ~ '片|胶囊|口服|颗粒|混悬' THEN 'oral' ELSE 'other' END,
    false, false, false, p.label_indication, '', '此前登记'
FROM catalog_product p
JOIN catalog_drug d ON d.id = p.drug_id
JOIN catalog_drugterms t ON t.drug_id = p.drug_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DrugTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('drug', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='catalog.drug', verbose_name='药品')),
                ('period', kit.fields.PeriodField(verbose_name='期间')),
                ('first_day', models.GeneratedField(db_persist=True, expression=kit.fields.FirstDay(models.F('period')), output_field=models.DateField(verbose_name='起始日'))),
                ('last_day', models.GeneratedField(db_persist=True, expression=kit.fields.LastDay(models.F('period')), output_field=models.DateField(null=True, verbose_name='截止日'))),
                ('section', kit.fields.WordField(max_length=12, verbose_name='国家目录部分')),
                ('sold_in_pharmacies', models.BooleanField(default=True, verbose_name='可在药店销售')),
                ('restricted_scope', models.TextField(blank=True, help_text='国家目录印刷文字，照录，不得改动；未限定的留空。', verbose_name='限定支付范围')),
                ('conditions', models.JSONField(blank=True, default=list, verbose_name='限定条件')),
                ('document', models.CharField(max_length=80, verbose_name='文件号')),
                ('dual_channel', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('section', 'negotiated'), ('sold_in_pharmacies', True)), output_field=models.BooleanField()), output_field=models.BooleanField(verbose_name='双通道'))),
            ],
            options={
                'verbose_name': '药品目录内容',
                'verbose_name_plural': '药品目录内容',
                'ordering': ['drug_id', 'first_day', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ProductTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='catalog.product', verbose_name='产品')),
                ('period', kit.fields.PeriodField(verbose_name='期间')),
                ('first_day', models.GeneratedField(db_persist=True, expression=kit.fields.FirstDay(models.F('period')), output_field=models.DateField(verbose_name='起始日'))),
                ('last_day', models.GeneratedField(db_persist=True, expression=kit.fields.LastDay(models.F('period')), output_field=models.DateField(null=True, verbose_name='截止日'))),
                ('route', kit.fields.WordField(max_length=12, verbose_name='给药途径')),
                ('cold_chain', models.BooleanField(default=False, verbose_name='须冷链')),
                ('indivisible', models.BooleanField(default=False, help_text='如三个月一次的长效针剂。', verbose_name='整包不可拆分使用')),
                ('long_term_allowed', models.BooleanField(default=False, verbose_name='可开长期处方')),
                ('label_indication', models.TextField(verbose_name='说明书适应症')),
                ('daily_maximum', models.DecimalField(blank=True, decimal_places=4, help_text='最小单位；未载明的留空。', max_digits=12, null=True, verbose_name='说明书每日最大量')),
                ('trace_prefix', models.CharField(blank=True, help_text='追溯码开头的 7 位数字；不知道的留空。', max_length=7, verbose_name='追溯码前缀')),
                ('document', models.CharField(max_length=80, verbose_name='依据')),
                ('injection', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('route__in', ('injection', 'infusion'))), output_field=models.BooleanField()), output_field=models.BooleanField(verbose_name='注射剂'))),
            ],
            options={
                'verbose_name': '产品说明',
                'verbose_name_plural': '产品说明',
                'ordering': ['product_id', 'first_day', 'id'],
            },
        ),
        migrations.RunSQL(DRUGS, migrations.RunSQL.noop),
        migrations.RunSQL(PRODUCTS, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='drug',
            name='drug_section_known',
        ),
        migrations.RemoveField(
            model_name='drug',
            name='restricted_scope',
        ),
        migrations.RemoveField(
            model_name='drug',
            name='section',
        ),
        migrations.RemoveField(
            model_name='drug',
            name='sold_in_pharmacies',
        ),
        migrations.RemoveField(
            model_name='product',
            name='injection',
        ),
        migrations.RemoveField(
            model_name='product',
            name='label_indication',
        ),
        migrations.AddConstraint(
            model_name='drugterms',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('drug', '='), ('period', '&&')], name='drug_terms_no_overlap', violation_error_message='这一天起的目录内容已登记，有误的请更正。'),
        ),
        migrations.AddConstraint(
            model_name='drugterms',
            constraint=models.CheckConstraint(condition=models.Q(('section__in', ['negotiated', 'bidding', 'regular'])), name='drug_terms_section_known', violation_error_message='国家目录部分不在名录内。'),
        ),
        migrations.AddConstraint(
            model_name='productterms',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('product', '='), ('period', '&&')], name='product_terms_no_overlap', violation_error_message='这一天起的产品说明已登记，有误的请更正。'),
        ),
        migrations.AddConstraint(
            model_name='productterms',
            constraint=models.CheckConstraint(condition=models.Q(('route__in', ['oral', 'injection', 'infusion', 'inhalation', 'topical', 'other'])), name='product_terms_route_known', violation_error_message='给药途径不在名录内。'),
        ),
        migrations.AddConstraint(
            model_name='productterms',
            constraint=models.CheckConstraint(condition=models.Q(('daily_maximum', None), ('daily_maximum__gt', 0), _connector='OR'), name='product_terms_daily_maximum_positive', violation_error_message='每日最大量必须大于零。'),
        ),
        migrations.AddConstraint(
            model_name='productterms',
            constraint=models.CheckConstraint(condition=models.Q(('trace_prefix__regex', '^([0-9]{7})?$')), name='product_terms_trace_prefix_digits', violation_error_message='追溯码前缀应为 7 位数字。'),
        ),
    ]
