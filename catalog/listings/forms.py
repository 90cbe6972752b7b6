"""Forms of the catalogue administrator."""

from django import forms

from acts.citations import is_absent
from catalog.drugs.models import Drug
from catalog.drugs.words import DrugOrigin
from catalog.listings.words import AFTER_REVIEW, DIRECT, DelistingCause, ListingState
from kit.forms import DayField, PageForm, WordChoice
from province.law.queries.policy import article, current_policy, register_in_use


def causes_offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the causes of a removal that the act in use knows, by kind, each kind with its article."""
    kinds = (
        (ListingState.DELISTED, "direct_removal", DIRECT),
        (ListingState.DELISTED_AFTER_REVIEW, "removal_after_review", AFTER_REVIEW),
    )
    return [
        (f"{state.label}{in_brackets(article(demand))}", [(cause.value, cause.label) for cause in causes])
        for state, demand, causes in kinds
        if not is_absent(current_policy(), demand)
    ]


def in_brackets(reference: str) -> str:
    """Return an article's number in brackets; nothing where the act in use has none."""
    return f"（{register_in_use().article(reference).number}）" if reference else ""


def document_field(label: str = "文件号") -> forms.CharField:
    """Return the field for the number of the document that decides."""
    return forms.CharField(label=label, max_length=80)


class RenewalForm(PageForm):
    """What the round decided; the days follow from the origin unless it decided otherwise."""

    origin = WordChoice(DrugOrigin, label="来源")
    document = document_field()
    last = DayField(
        label="截止日",
        required=False,
        help_text="谈判药品与国家协议期一致，不填；转入常规的按{act}定的年限，不填，另定的填写并说明理由；仿制药必填。",
    )
    reason = forms.CharField(label="另定有效期的理由", max_length=200, required=False)
    reference = forms.ModelChoiceField(
        label="所仿谈判药品", queryset=Drug.objects.filter(agreements__isnull=False).distinct(), required=False
    )


class ListingForm(RenewalForm):
    first = DayField(label="起始日")
    field_order = ["origin", "first", "document"]


class RemovalForm(PageForm):
    cause = WordChoice(DelistingCause, label="调出原因", choices=causes_offered)
    last_day = DayField(label="末个有效日", help_text="当日仍可支付，次日起不再支付。")
    document = document_field()
    expert_review = forms.CharField(
        label="专家评审记录编号", max_length=80, required=False, help_text="评审后调出的原因必填，直接调出的不填。"
    )
    reviewed_on = DayField(label="专家评审日期", required=False)
    experts = forms.CharField(
        label="参加评审的专家", max_length=200, required=False, help_text="写明姓名，用顿号隔开。"
    )
