"""What the decision on a proposal asks."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from kit.forms import DayField, PageForm
from province.proposals.models import Proposal


class ConfirmationForm(PageForm):
    """Nothing is asked while the proposed first day is to come; once it is over, another one."""

    first = DayField(label="起始日", help_text="提出的起始日已过，请填写今天或之后的日期。")

    def __init__(self, proposal: Proposal, day: date, data: QueryDict | None = None) -> None:
        super().__init__(data, from_system={"first": max(proposal.first, day)})
        if proposal.first >= day:
            del self.fields["first"]


class DecisionReasonForm(PageForm):
    why = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class SeveralForm(PageForm):
    """Which of the proposals that wait are confirmed together."""

    proposals = forms.ModelMultipleChoiceField(
        label="确认的提议", queryset=Proposal.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, waiting: QuerySet[Proposal], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["proposals"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["proposals"].label_from_instance = _summary  # type: ignore[attr-defined]


def _summary(proposal: Proposal) -> str:
    return f"{proposal.subject}：{proposal.content}，自 {proposal.first} 起（{proposal.document}）"
