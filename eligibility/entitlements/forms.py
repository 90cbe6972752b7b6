"""Forms of a running entitlement."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from acts.citations import is_absent
from catalog.products.models import Product
from eligibility.entitlements.models import ManufacturerFinding
from eligibility.entitlements.rules.suspension import ground_of
from eligibility.entitlements.words import BY_HAND, SuspensionCause
from eligibility.people.forms.fields import InstitutionField, SentenceField
from kit.forms import DayField, PageForm, WordChoice
from physicians.institutions.words import InstitutionKind
from province.law.queries.policy import current_policy


def causes_by_hand() -> list[tuple[str, str]]:
    """Return the causes that a person decides on."""
    return [(cause.value, cause.label) for cause in BY_HAND]


def causes_of_the_act() -> list[tuple[str, str]]:
    """Return those on which the act in use lets a person suspend anew."""
    policy = current_policy()
    return [
        (value, label) for value, label in causes_by_hand() if not is_absent(policy, ground_of(SuspensionCause(value)))
    ]


class SuspendForm(PageForm):
    cause = WordChoice(SuspensionCause, label="原因", choices=causes_of_the_act)
    first = DayField(label="自哪一天起暂停")
    last = DayField(label="到哪一天为止", required=False, help_text="不填表示恢复之前一直暂停。")
    note = forms.CharField(label="说明", max_length=200)


class ResumeForm(PageForm):
    cause = WordChoice(SuspensionCause, label="恢复哪一项暂停", choices=causes_by_hand)
    first = DayField(label="自哪一天起恢复支付", help_text="暂停有误的，填暂停的首日，整段取消。")
    note = forms.CharField(label="说明", max_length=200, required=False)


class InstitutionsForm(PageForm):
    """The patient's new choice, in force at once."""

    hospital = InstitutionField(kind=InstitutionKind.HOSPITAL, label="定点医疗机构")
    pharmacy = InstitutionField(kind=InstitutionKind.PHARMACY, label="定点零售药店", required=False)


class ManufacturerForm(PageForm):
    """Another manufacturer's product of the same drug, which the physician finds fit by its own label."""

    product = forms.ModelChoiceField(label="新产品", queryset=Product.objects.none(), empty_label="请选择")
    label_confirmed = forms.BooleanField(label="获批诊断符合新产品的{label_indication}", required=False)

    def __init__(self, data: QueryDict | None = None, *, products: QuerySet[Product], prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["product"].queryset = products  # type: ignore[attr-defined]


class FindingForm(PageForm):
    """One of the findings that wait for the hospital."""

    finding = forms.ModelChoiceField(
        label="责任医师的认定", queryset=ManufacturerFinding.objects.none(), empty_label=None
    )

    def __init__(self, data: QueryDict | None = None, *, findings: QuerySet[ManufacturerFinding], prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["finding"].queryset = findings  # type: ignore[attr-defined]


class FindingRefusalForm(FindingForm):
    """A finding that is not confirmed, and why."""

    why = SentenceField(label="原因", max_length=500)
