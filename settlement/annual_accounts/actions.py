"""The annual account as the core insurance system tells of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F

from acts.demands import carries
from eligibility.people.models import InsuredPerson
from eligibility.people.words import InsuranceType
from kit.action import action
from kit.locks import lock_rows
from province.events.actions.recording import record
from province.staff.models import Account
from settlement.annual_accounts.deeds import POST_ELSEWHERE
from settlement.annual_accounts.errors import PostingDiffers
from settlement.annual_accounts.models import AnnualAccount, ElsewherePosting


@dataclass(frozen=True, kw_only=True)
class Used:
    """What other systems paid out of the same limits, in yuan; negative when they took it back."""

    pooled: Decimal = Decimal(0)
    serious_illness: Decimal = Decimal(0)
    assistance: Decimal = Decimal(0)


@action
@carries("limits_used_elsewhere")
def post_elsewhere(
    *,
    reference: str,
    person: InsuredPerson,
    insurance_type: InsuranceType,
    year: int,
    amounts: Used,
    by: Account | None,
    on: date,
) -> AnnualAccount:
    """Count what was paid elsewhere against the year's limits; the same reference twice counts once.

    Raises PostingDiffers when the reference stands for other figures, ConstraintBroken when more is taken back
    than was paid.
    """
    account = _lock_account(person, insurance_type, year)
    posting = ElsewherePosting(reference=reference, account=account, **vars(amounts))
    earlier = ElsewherePosting.objects.filter(pk=reference).first()
    if earlier is not None:
        figures = ("account_id", "pooled", "serious_illness", "assistance")
        if any(getattr(earlier, name) != getattr(posting, name) for name in figures):
            raise PostingDiffers
        return account
    posting.save(force_insert=True)
    account.pooled_elsewhere = F("pooled_elsewhere") + amounts.pooled
    account.serious_elsewhere = F("serious_elsewhere") + amounts.serious_illness
    account.assistance_elsewhere = F("assistance_elsewhere") + amounts.assistance
    account.save()
    data = {name: str(amount) for name, amount in vars(amounts).items()}
    record(POST_ELSEWHERE, account, by=by, on=on, data=data)
    return AnnualAccount.objects.get(pk=account.pk)


def _lock_account(person: InsuredPerson, insurance_type: InsuranceType, year: int) -> AnnualAccount:
    """The account, made if there is none yet, locked as the counter locks it."""
    key = {"person": person, "insurance_type": insurance_type, "year": year}
    AnnualAccount.objects.bulk_create([AnnualAccount(**key)], ignore_conflicts=True)
    # The counter locks the same row: what is posted from elsewhere is in the limits of the next sale.
    return lock_rows(AnnualAccount.objects.filter(**key)).get()
