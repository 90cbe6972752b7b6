"""What a proposed figure of a pooling area asks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django import forms
from django.http import QueryDict

from acts.policy import Policy
from eligibility.people.policy import Insuring
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.forms import AmountField, DayField, PageForm, WordChoice
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.proposals.actions import Figure
from settlement.figures.actions import Assistance, Limit, Rate
from settlement.figures.words import LimitKind, RateKind

HUNDRED, NOTHING = Decimal(100), Decimal("0.00")


class PercentField(AmountField):
    """A share written in percent, as documents write it: 70 or 62.5."""

    def to_python(self, value: object) -> Decimal | None:
        percent = super().to_python(value)
        if percent is None:
            return None
        if percent > HUNDRED:
            raise forms.ValidationError("比例不能超过 100%。", "MORE_THAN_ALL")
        return percent / HUNDRED


class FigureForm(PageForm):
    """A figure of a pooling area from a day on; `place` is what the place that it is proposed from says already."""

    area = forms.ModelChoiceField(
        label="统筹区", queryset=Area.objects.filter(level=AreaLevel.CITY).order_by("code"), empty_label="请选择"
    )
    first = DayField(label="起始日", help_text="自当日起按它结算，原标准到前一日为止；不能早于今天。")
    document = forms.CharField(
        label="依据文件", max_length=120, help_text="文件名称和文号，例如 长医保发〔2026〕12号。"
    )

    field_order = [
        "area", "insurance_type", "category", "kind", "amount", "no_ceiling", "rate", "threshold", "annual_limit",
        "beyond_maximum", "first_share", "deductible", "segmented",
    ]  # fmt: skip

    def __init__(self, policy: Policy, day: date, data: QueryDict | None, place: Mapping[str, str]) -> None:
        names = self.base_fields.keys() & place.keys()
        super().__init__(data, initial={name: place[name] for name in names})
        if "insurance_type" in self.fields:
            types = policy[Insuring].types.on(day)
            choices = [(member.value, member.label) for member in InsuranceType if member in types]
            self.fields["insurance_type"].choices = choices  # type: ignore[attr-defined]

    def figure(self) -> Figure:
        """Return what the form proposes."""
        raise NotImplementedError


class LimitForm(FigureForm):
    insurance_type = WordChoice(InsuranceType, label="险种")
    kind = WordChoice(LimitKind, label="限额")
    category = WordChoice(
        AssistanceCategory,
        label="救助对象类别",
        required=False,
        choices=lambda: [("", "全部参保患者"), *AssistanceCategory.as_choices()],
        empty_value=None,
        help_text="某一类救助对象另有限额的选该类别，该类别按它，其他患者按全部参保患者的限额。",
    )
    amount = AmountField(
        label="金额（元）", required=False, help_text="一个结算年度内最多支付的金额；不设封顶线的不填。"
    )
    no_ceiling = forms.BooleanField(
        label="不设封顶线", required=False, help_text="只用于居民医保救助对象的大病保险，以文件写明的为准。"
    )

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        is_open, amount = bool(values.get("no_ceiling")), values.get("amount")
        if is_open and amount is not None:
            self.add_error("amount", forms.ValidationError("不设封顶线的不填金额。", "AMOUNT_AND_NO_CEILING"))
        if not is_open and amount is None and "amount" not in self.errors:
            self.add_error("amount", forms.ValidationError("请填写金额。", "required"))
        return values

    def figure(self) -> Limit:
        """Return what the form proposes."""
        answers = self.cleaned_data
        return Limit(
            area=answers["area"].pk,
            insurance_type=answers["insurance_type"],
            kind=answers["kind"],
            amount=answers["amount"] or NOTHING,
            category=answers["category"],
            no_ceiling=answers["no_ceiling"],
        )


class AssistanceForm(FigureForm):
    category = WordChoice(AssistanceCategory, label="救助对象类别")
    rate = PercentField(label="救助比例（%）", help_text="政策范围内个人自付费用由医疗救助支付的比例。")
    threshold = AmountField(label="年度起付标准（元）", help_text="不设起付标准的填 0。")
    annual_limit = AmountField(label="年度限额（元）")
    beyond_maximum = forms.BooleanField(
        label="超年度最高支付限额部分计入", required=False, help_text="文件没有写明的不勾选。"
    )

    def figure(self) -> Assistance:
        """Return what the form proposes."""
        names = ("category", "rate", "threshold", "annual_limit", "beyond_maximum")
        return Assistance(area=self.cleaned_data["area"].pk, **{name: self.cleaned_data[name] for name in names})


class RateForm(FigureForm):
    insurance_type = WordChoice(InsuranceType, label="险种")
    kind = WordChoice(RateKind, label="待遇")
    rate = PercentField(label="支付比例（%）", help_text="两个渠道一致，不分县区。")
    first_share = PercentField(label="先行自付比例（%）", help_text="没有先行自付的填 0。")
    deductible = AmountField(label="起付线（元）", help_text="不设起付线的填 0。有起付线的，本系统还不能结算。")
    segmented = forms.TypedChoiceField(
        label="分段",
        choices=[("", "请选择"), ("no", "不分段"), ("yes", "按分段支付")],
        coerce=lambda value: value == "yes",
        help_text="按分段支付的，本系统还不能结算。",
    )

    def figure(self) -> Rate:
        """Return what the form proposes."""
        names = ("insurance_type", "kind", "rate", "first_share", "deductible", "segmented")
        return Rate(area=self.cleaned_data["area"].pk, **{name: self.cleaned_data[name] for name in names})
