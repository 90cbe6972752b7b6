"""Forms of the catalogue administrator."""

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
