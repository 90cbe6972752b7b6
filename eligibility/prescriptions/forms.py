"""The form of a prescription."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from catalog.products.models import Product
from eligibility.entitlements.models import Entitlement
from eligibility.people.forms.fields import QuantityField
from eligibility.prescriptions.actions import Line, Order
from kit.forms import PageForm


class PrescriptionForm(PageForm):
    """One product for one entitlement; diagnosis is the approved one and cannot be typed.

    `seen` makes one opened form one prescription, however often it is sent.
    """

    product = forms.ModelChoiceField(label="药品", queryset=Product.objects.none(), empty_label=None)
    quantity = QuantityField(label="数量（包）")
    supply_days = forms.IntegerField(label="用药天数", min_value=1, max_value=366)
    usage = forms.CharField(label="用法用量", max_length=200)
    long_term = forms.BooleanField(label="长期处方", required=False, help_text="病情稳定、依从性良好的慢性病患者。")
    valid_days = forms.TypedChoiceField(label="处方有效期", choices=[], coerce=int)
    identity_checked = forms.BooleanField(label="已当面核对患者本人、身份证与医保凭证相符", required=False)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        products: QuerySet[Product],
        most_days: int,
        from_system: Mapping[str, object],
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, from_system=from_system, initial=initial)
        self.fields["product"].queryset = products  # type: ignore[attr-defined]
        words = {1: "开具当日有效"}
        self.fields["valid_days"].choices = [  # type: ignore[attr-defined]
            (days, words.get(days, f"{days} 日内有效")) for days in range(1, most_days + 1)
        ]

    def order(self, entitlement: Entitlement) -> Order:
        """What the action takes."""
        values = self.cleaned_data
        line = Line(
            product=values["product"],
            quantity=values["quantity"],
            supply_days=values["supply_days"],
            usage=values["usage"],
        )
        return Order(
            lines=[line],
            diagnosis_code=entitlement.diagnosis_code,
            diagnosis=entitlement.application.diagnosis,
            long_term=values["long_term"],
            valid_days=values["valid_days"],
            identity_checked=values["identity_checked"],
            seen=values["seen"],
        )
