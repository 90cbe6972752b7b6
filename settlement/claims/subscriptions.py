"""What claims do when a story below announces something, in the same transaction."""

from catalog.listings.announcements import DrugSaidUnused
from catalog.listings.errors import StillUsed
from eligibility.people.announcements import PastCorrected
from province.events.announcements import announce
from settlement.claims.announcements import SaleContradicted
from settlement.claims.models import Claim
from settlement.claims.queries.contradictions import sentence_of, with_contradictions
from settlement.claims.queries.use import last_sale_of


def drug_said_unused(announcement: DrugSaidUnused) -> None:
    """A sale that stands says otherwise. Raises StillUsed."""
    last = last_sale_of(announcement.drug_id, announcement.since)
    if last:
        raise StillUsed(since=announcement.since, last=last)


def past_corrected(announcement: PastCorrected) -> None:
    """Sales of the days that are known otherwise now are named to whoever looks after them."""
    days, by, on = announcement.days, announcement.by, announcement.on
    sales = Claim.objects.filter(person__in=announcement.persons, purchase_day__gte=days.first)
    if days.last:
        sales = sales.filter(purchase_day__lte=days.last)
    for claim in with_contradictions(sales).order_by("pk"):
        sentence, area = sentence_of(claim), claim.insured_area
        announce(SaleContradicted(claim_id=claim.pk, sentence=sentence, area=area, by=by, on=on))
