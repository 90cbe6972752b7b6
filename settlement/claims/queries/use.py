"""When a drug was last sold."""

from datetime import date

from settlement.claims.models import ClaimLine


def last_sale_of(drug_id: int, since: date) -> date | None:
    """The day of the latest purchase of a drug from `since` on that was not taken back; None where there is none."""
    lines = ClaimLine.objects.filter(product__drug=drug_id, claim__reverses=None, claim__reversal=None)
    days = lines.filter(claim__purchase_day__gte=since).order_by("-claim__purchase_day")
    return days.values_list("claim__purchase_day", flat=True).first()
