"""Forms of the agency and of the expert: what is missing, the opinion, the decision."""

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from catalog.fields.models import TherapeuticField
from catalog.fields.queries import experts, experts_of
from eligibility.applications.rules.materials import Gap
from eligibility.applications.words import DenialReason, MaterialKind
from eligibility.people.forms.fields import SentenceField
from kit.errors import FieldNames
from kit.forms import PageForm, WordChoice
from province.staff.models import Account


class GapForm(PageForm):
    """The closed list as a checklist; what is ticked becomes the notice."""

    template_name = "eligibility/gap_form.html"

    def __init__(self, data: QueryDict | None = None, *, papers: Iterable[MaterialKind], prefix: str) -> None:
        self.papers = list(papers)
        super().__init__(data, prefix=prefix)
        for paper in self.papers:
            self.fields[paper.value] = forms.BooleanField(
                label=paper.label,
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"{paper.value}_note"] = forms.CharField(
                label=f"{paper.label}的问题",
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "缺少什么，或哪里看不清"}),
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Tick and note of each paper."""
        return [(self[paper.value], self[f"{paper.value}_note"]) for paper in self.papers]

    def clean(self) -> dict[str, list[Gap]]:
        """Return what is ticked or written about, each with its note; a note that is itself wrong is missing here."""
        answers = super().clean() or self.cleaned_data
        notes = {paper: answers.get(f"{paper.value}_note", "").strip() for paper in self.papers}
        return {"gaps": [Gap(paper, notes[paper]) for paper in self.papers if answers.get(paper.value) or notes[paper]]}


YES_NO = [("yes", "符合"), ("no", "不符合")]


def verdict_field(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=YES_NO, coerce=lambda value: value == "yes", widget=forms.RadioSelect
    )


class OpinionForm(PageForm):
    """The expert's two verdicts, whether he supports it, and why."""

    label = verdict_field("{label_indication}")
    scope = verdict_field("限定支付范围")
    supports = forms.TypedChoiceField(
        label="意见",
        choices=[("yes", "同意使用"), ("no", "不同意使用")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = SentenceField(label="{review}意见", help_text="写明判断所依据的病历内容。")


class ApproveForm(PageForm):
    """The reviewer's own verdict on the two conditions: both must be ticked by hand."""

    names = FieldNames(own={"label_verdict": "label", "scope_verdict": "scope"})
    label = forms.BooleanField(label="我已对照病历，符合{label_indication}")
    scope = forms.BooleanField(label="我已对照病历，符合限定支付范围")
    reason = forms.CharField(label="{review}意见", required=False, max_length=1000)


class DenyForm(PageForm):
    """A reason of the act, and a sentence that the patient is told."""

    denial = WordChoice(
        DenialReason, label="不通过的原因", choices=lambda: [("", "请选择"), *DenialReason.as_choices()]
    )
    reason = SentenceField(label="说明", help_text="责任医师和医院会看到并告知患者，请写清依据和可以怎么办。")


class ReasonForm(PageForm):
    why = SentenceField(label="原因", max_length=500)


class AssignForm(PageForm):
    """Who shall have the cases in hand; and why, where somebody has one already."""

    officer = forms.ModelChoiceField(Account.objects.none(), label="经办人", empty_label="请选择")
    why = forms.CharField(label="理由", required=False, max_length=200, help_text="从他人手中改派的须写明理由。")

    def __init__(self, data: QueryDict | None = None, *, officers: QuerySet[Account], is_taken: bool) -> None:
        super().__init__(data)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        self.fields["why"].required = is_taken


class AskExpertForm(PageForm):
    """Which expert is asked by name: those of the drug's field stand first."""

    expert = forms.ModelChoiceField(experts(), label="专家", empty_label="请选择")
    alone = forms.TypedChoiceField(
        label="方式",
        choices=[("no", "增加一位，原来的专家也可以签署"), ("yes", "改派，只由这位专家签署")],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="理由", required=False, max_length=200, help_text="改派的须写明理由。")

    def __init__(self, data: QueryDict | None = None, *, field: TherapeuticField) -> None:
        super().__init__(data)
        of_field = set(experts_of(field.pk).values_list("pk", flat=True))
        people = [(person.pk, person.name) for person in experts()]
        groups = {
            f"{field.name}领域": [choice for choice in people if choice[0] in of_field],
            "其他专家": [choice for choice in people if choice[0] not in of_field],
        }
        groups_of_somebody = [(label, choices) for label, choices in groups.items() if choices]
        self.fields["expert"].choices = [("", "请选择"), *groups_of_somebody]  # type: ignore[attr-defined]
