"""What was proposed, and what waits for whom."""

from django.db.models import QuerySet

from province.proposals.cycle import CURATORS
from province.proposals.models import Proposal
from province.proposals.words import ProposalState
from province.staff.models import Account


def visible_to(user: Account) -> QuerySet[Proposal]:
    """Return the proposals that an account sees: all of the province, for those who curate figures."""
    rows = Proposal.objects.select_related("area", "proposed_by", "decided_by")
    return rows if user.role in CURATORS else rows.none()


def waiting(user: Account, *kinds: str) -> QuerySet[Proposal]:
    """Return what of these kinds waits for anybody, as far as the account sees it."""
    return visible_to(user).filter(state=ProposalState.PROPOSED, kind__in=kinds).order_by("first", "pk")


def waiting_for(user: Account) -> QuerySet[Proposal]:
    """Return what others proposed and the account may decide."""
    return visible_to(user).filter(state=ProposalState.PROPOSED).exclude(proposed_by=user)
