"""Forms of the catalogue administrator."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from catalog.models import DelistingCause, Drug, Origin
from catalog.rules.printed_standard import PRICE_PLACES
from catalog.rules.removal import AFTER_REVIEW
from province.forms import AmountField, DayField, PageForm

MOST_BYTES = 8 * 1024 * 1024
CAUSES = [
    ("直接调出（第十七条）", [(c.value, c.label) for c in DelistingCause if c.value not in AFTER_REVIEW]),
    ("专家评审后调出（第十八条）", [(c.value, c.label) for c in DelistingCause if c.value in AFTER_REVIEW]),
]
POSITIVE = "必须大于零。"


def document_field(label: str = "文件号") -> forms.CharField:
    return forms.CharField(label=label, max_length=80)


class RenewalForm(PageForm):
    """What the round decided; the days follow from the origin unless it decided otherwise."""

    origin = forms.ChoiceField(label="来源", choices=Origin.choices)
    document = document_field()
    last = DayField(
        label="截止日",
        required=False,
        help_text="谈判药品与国家协议期一致，不填；转入常规的原则上一年，另定的填写并说明理由；仿制药必填。",
    )
    reason = forms.CharField(label="另定有效期的理由", max_length=200, required=False)
    reference = forms.ModelChoiceField(
        label="所仿谈判药品", queryset=Drug.objects.filter(agreements__isnull=False).distinct(), required=False
    )


class ListingForm(RenewalForm):
    first = DayField(label="起始日")
    field_order = ["origin", "first", "document"]


class RemovalForm(PageForm):
    cause = forms.ChoiceField(label="调出原因", choices=CAUSES)
    last_day = DayField(label="末个有效日", help_text="当日仍可支付，次日起不再支付。")
    document = document_field()
    expert_review = forms.CharField(
        label="专家评审记录编号", max_length=80, required=False, help_text="第十八条的原因必填，第十七条的不填。"
    )


class AdmissionForm(PageForm):
    first = DayField(label="准入起始日")
    commitment_signed_on = DayField(label="承诺书签订日")


class AdmissionEndForm(PageForm):
    last_day = DayField(label="末个准入日", help_text="当日仍可支付，次日起不再支付。")
    reason = forms.CharField(label="退出原因", max_length=200)


class PriceForm(PageForm):
    amount = AmountField(label="元/包", places=PRICE_PLACES)
    first = DayField(label="起始日", help_text="原价格到前一日为止。")
    document = forms.CharField(label="依据", max_length=80)

    def clean_amount(self) -> object:
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(POSITIVE, "NOT_POSITIVE")
        return amount


class TableForm(PageForm):
    """The table of the national list, first as a file, then as the text that was shown."""

    file = forms.FileField(
        label="目录表格（CSV）",
        required=False,
        help_text="UTF-8 编码，首行为列名。先试算并逐行列出差异，确认后才保存；有一处不对则全部不保存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file"):
            cleaned["text"] = self._decoded(cleaned["file"])
        if not cleaned.get("text"):
            self.add_error("file", forms.ValidationError("请选择文件。", "FILE_MISSING"))
        return cleaned

    def _decoded(self, file: UploadedFile) -> str:
        if (file.size or 0) > MOST_BYTES:
            self.add_error("file", forms.ValidationError("文件不能超过 8 MB。", "FILE_TOO_LARGE"))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", forms.ValidationError("文件不是 UTF-8 编码的文本。", "FILE_NOT_TEXT"))
            return ""
