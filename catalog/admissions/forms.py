"""Forms of the catalogue administrator."""

from django import forms

from catalog.listings.words import DIRECT, DelistingCause
from kit.forms import DayField, PageForm, WordChoice


def faults_offered() -> list[tuple[str, str]]:
    """Return the faults of a company's for which its product leaves at once; none is the first."""
    return [("", "不属于下列情形"), *((cause.value, cause.label) for cause in DIRECT)]


class AdmissionForm(PageForm):
    first = DayField(label="准入起始日")
    commitment_signed_on = DayField(label="承诺书签订日")


class AdmissionEndForm(PageForm):
    last_day = DayField(label="末个准入日", help_text="当日仍可支付，次日起不再支付。")
    cause = WordChoice(
        DelistingCause, label="直接调出的情形", choices=faults_offered, required=False, empty_value="",
        help_text="企业自行退出等其他原因的不选，只写明原因。",
    )  # fmt: skip
    document = forms.CharField(label="认定该情形的文件号", max_length=80, required=False)
    reason = forms.CharField(label="原因或情况说明", max_length=200, required=False)
