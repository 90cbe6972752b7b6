"""Figures that two persons set: what one proposed and what another made of it."""

from django.db import models
from django.db.models import F, Q

from kit.fields import Dated, WordField
from province.areas.models import Area
from province.proposals.words import ProposalState
from province.staff.models import Account


class Proposal(models.Model):
    """One figure as it was proposed: `terms` is what its kind reads, the words are those that the proposer saw."""

    kind = models.CharField("事项", max_length=24)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="统筹区")
    subject = models.CharField("对象", max_length=240)
    content = models.CharField("内容", max_length=240)
    terms = models.JSONField("条款")
    first = models.DateField("起始日")
    document = models.CharField("依据文件", max_length=120)
    state = WordField("状态", word=ProposalState, max_length=10, default=ProposalState.PROPOSED)
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name="确认人")
    decided_on = models.DateField("办结日期", null=True)
    why = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准提议"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state=ProposalState.PROPOSED), name="proposal_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="proposal_two_persons",
                condition=Q(state=ProposalState.PROPOSED, decided_by=None)
                | Q(state=ProposalState.ABANDONED, decided_by=F("proposed_by"))
                | (
                    Q(state__in=[ProposalState.CONFIRMED, ProposalState.DECLINED], decided_by__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
                violation_error_message="提出与确认必须是两个人。",
            ),
            models.CheckConstraint(
                name="proposal_decided_on_a_day",
                condition=Q(decided_by=None, decided_on=None) | Q(decided_by__isnull=False, decided_on__isnull=False),
                violation_error_message="已办结的提议必须有日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.content}"


class FigureRow(Dated):
    """A figure in force: the proposal that two persons decided. Rows from before that was asked for have none."""

    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="提议"
    )

    class Meta:
        abstract = True
