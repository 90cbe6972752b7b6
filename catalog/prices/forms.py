"""Forms of prices and standards."""

from django import forms

from catalog.prices.rules.printed import PRICE_PLACES
from kit.forms import AmountField, DayField, PageForm

POSITIVE = "必须大于零。"


class PriceForm(PageForm):
    amount = AmountField(label="元/包", places=PRICE_PLACES)
    first = DayField(label="起始日", help_text="原价格到前一日为止。")
    document = forms.CharField(label="依据", max_length=80)

    def clean_amount(self) -> object:
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(POSITIVE, "NOT_POSITIVE")
        return amount


class NationalStandardForm(PriceForm):
    first = DayField(label="起始日", help_text="在国家协议期内；标准执行到协议期满。")
    confidential = forms.BooleanField(
        label="企业申请保密", required=False, help_text="印为“*”的标准勾选，只在结算内使用。"
    )
