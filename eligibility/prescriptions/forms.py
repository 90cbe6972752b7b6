"""The form of a prescription."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from catalog.products.models import Product
from eligibility.applications.rules.documents import MOST_BYTES
from eligibility.entitlements.models import Entitlement
from eligibility.people.forms.fields import QuantityField
from eligibility.prescriptions.actions import Line, Order, Sheet
from eligibility.prescriptions.rules.supply import Regimen, packs_for
from eligibility.prescriptions.words import EarlyReason
from kit.forms import DayField, PageForm

REGIMEN = tuple(field.name for field in fields(Regimen))


class PrescriptionForm(PageForm):
    """One product for one entitlement; diagnosis is the approved one and cannot be typed.

    `seen` makes one opened form one prescription, however often it is sent.
    """

    product = forms.ModelChoiceField(label="药品", queryset=Product.objects.none(), empty_label=None)
    dose = QuantityField(label="每次用量", help_text="按最小单位，如片、粒、支。")
    times = forms.IntegerField(label="用药日每日次数", min_value=1, max_value=24, initial=1)
    taken_days = forms.IntegerField(label="周期内用药天数", min_value=1, max_value=366, initial=1)
    cycle_days = forms.IntegerField(
        label="周期天数",
        min_value=1,
        max_value=366,
        initial=1,
        help_text="每日都用填 1；服两周停一周填用药 14 天、周期 21 天；每三个月一针填用药 1 天、周期 84 天。",
    )
    days = forms.IntegerField(label="拟用天数", min_value=1, max_value=366)
    quantity = QuantityField(
        label="数量（包）", required=False, help_text="留空即按拟用天数折算，取不超过该天数的整包。"
    )
    usage = forms.CharField(label="用法用量", max_length=200)
    early_reason = forms.ChoiceField(label="余药未尽续方的原因", required=False)
    long_term = forms.BooleanField(label="长期处方", required=False, help_text="病情稳定、依从性良好的慢性病患者。")
    assessment = forms.CharField(
        label="长期处方评估", max_length=400, required=False, help_text="开长期处方时填写：病情、依从性、随访安排。"
    )
    patient_signed = forms.BooleanField(label="患者已在长期处方知情同意书上签字", required=False)
    valid_days = forms.TypedChoiceField(label="处方有效期", choices=[], coerce=int)
    identity_checked = forms.BooleanField(label="已当面核对患者本人、身份证与医保凭证相符", required=False)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        products: QuerySet[Product],
        most_days: int,
        from_system: Mapping[str, object],
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, files, from_system=from_system, initial=initial)
        self.fields["product"].queryset = products  # type: ignore[attr-defined]
        self.fields["early_reason"].choices = [  # type: ignore[attr-defined]
            ("", "没有余药，不用填"),
            *EarlyReason.as_choices(),
        ]
        words = {1: "开具当日有效"}
        self.fields["valid_days"].choices = [  # type: ignore[attr-defined]
            (days, words.get(days, f"{days} 日内有效")) for days in range(1, most_days + 1)
        ]

    def clean_cycle_days(self) -> int:
        cycle: int = self.cleaned_data["cycle_days"]
        if cycle < self.cleaned_data.get("taken_days", cycle):
            raise ValidationError("周期天数不能少于周期内用药天数。", code="CYCLE_TOO_SHORT")
        return cycle

    def order(self, entitlement: Entitlement) -> Order:
        """What the action takes."""
        values = self.cleaned_data
        product, regimen = values["product"], Regimen(**{name: values[name] for name in REGIMEN})
        packs = values["quantity"] or Decimal(packs_for(values["days"], product.units_per_pack, regimen))
        line = Line(product=product, quantity=packs, regimen=regimen, usage=values["usage"])
        return Order(
            lines=[line],
            diagnosis_code=entitlement.diagnosis_code,
            diagnosis=entitlement.application.diagnosis,
            long_term=values["long_term"],
            valid_days=values["valid_days"],
            identity_checked=values["identity_checked"],
            early_reason=EarlyReason(values["early_reason"]) if values["early_reason"] else "",
            assessment=values["assessment"] if values["long_term"] else "",
            patient_signed=values["long_term"] and values["patient_signed"],
            seen=values["seen"],
        )


class EarlierForm(PrescriptionForm):
    """What was written on paper before the decision, as it stands there, with the paper."""

    written_on = DayField(label="纸质处方开具日")
    paper = forms.FileField(
        label="纸质处方",
        allow_empty_file=True,
        help_text="拍照或扫描成一个 PDF、JPEG 或 PNG 文件；填写有误退回时须重新选择。",
    )
    field_order = ("written_on", "paper")

    @property
    def sheet(self) -> Sheet:
        """The paper, no more of it than could be kept."""
        file = self.cleaned_data["paper"]
        return Sheet(
            written_on=self.cleaned_data["written_on"], content=file.read(MOST_BYTES + 1), name=file.name or ""
        )
