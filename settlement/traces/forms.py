"""Forms about packs without codes."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from catalog.products.models import Product
from kit.forms import DayField, PageForm, PeriodFormField
from settlement.traces.queries import every_listing

MOST_PACKS = 1_000_000


class ListingForm(PageForm):
    product = forms.CharField(label="医保药品编码", max_length=40)
    period = PeriodFormField(label="列入期间")
    document = forms.CharField(label="文件号", max_length=120, help_text="国家或省公布无码库的文件。")

    def clean_product(self) -> Product:
        product = Product.objects.filter(pk=self.cleaned_data["product"].strip().upper()).first()
        if product is None:
            raise ValidationError("没有这个编码的产品。", "PRODUCT_UNKNOWN")
        return product


class EndForm(PageForm):
    last_day = DayField(label="末日", help_text="当日仍可无码销售，次日起不再可以。")


class StockForm(PageForm):
    """How many packs without codes there are of a product on today's list."""

    product = forms.ModelChoiceField(label="产品", queryset=Product.objects.none(), empty_label="请选择")
    packs = forms.IntegerField(
        label="赋码前库存共几盒",
        min_value=0,
        max_value=MOST_PACKS,
        help_text="包括已经售出的；重新申报以最后一次为准。",
    )

    def __init__(self, data: object, *, on: date) -> None:
        super().__init__(data)
        products = every_listing().filter(period__contains=on).values("product")
        self.fields["product"].queryset = Product.objects.filter(pk__in=products).select_related(  # type: ignore[attr-defined]
            "drug", "manufacturer"
        )
