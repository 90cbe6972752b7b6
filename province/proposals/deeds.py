"""What stands in the log for a proposal; what is recorded of it are the steps of its life."""

from kit.deeds import Noun
from province.proposals.words import ProposalState

PROPOSAL = Noun("proposal", "标准提议", area="area_id", states=ProposalState, page="province:proposal")
