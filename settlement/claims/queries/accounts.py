"""Annual accounts as the claims on them show: whose they are to see, and what the patient paid herself."""

from decimal import Decimal

from django.db.models import Sum

from kit.errors import NotFound
from province.staff.models import Account
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim
from settlement.claims.queries.records import visible_to


def one(*, pk: int, user: Account) -> AnnualAccount:
    """An account that a settlement visible to the user stands on. Raises NotFound."""
    account = AnnualAccount.objects.select_related("person").filter(pk=pk).first()
    if account is None or not visible_to(user).filter(account=account).exists():
        raise NotFound
    return account


def own_share(account: AnnualAccount) -> Decimal:
    """What the patient has paid herself this year, reversals taken off."""
    return Claim.objects.filter(account=account).aggregate(sum=Sum("patient"))["sum"] or Decimal(0)
