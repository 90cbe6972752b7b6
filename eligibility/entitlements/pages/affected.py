"""Whom a decision on a drug's listing is about, for the page of the drug and of the decision."""

from collections.abc import Iterator

from django.shortcuts import get_object_or_404

from catalog.drugs.models import Drug
from catalog.listings.queries import lapsed_listing, last_listed_day
from eligibility.entitlements.queries.lapses import count_patients
from kit.clock import today
from province.frame.search import Hit
from province.staff.models import Account


def affected_patients(_user: Account, number: str) -> Iterator[Hit]:
    """How many patients a removal, a renewal or neither would touch; nobody is named."""
    day, drug = today(), get_object_or_404(Drug, pk=number)
    waiting = lapsed_listing(drug, day)
    until = waiting.last_day if waiting else last_listed_day(drug, day)
    if until is None:
        return
    patients, beyond = count_patients(drug.pk, day, until)
    if waiting and beyond:
        label = f"{beyond} 名患者的待遇自 {waiting.period.next_day} 起暂停"
        yield Hit("患者", label, f"续约的整段恢复；调出或逾期未决定的，待遇到 {until} 为止。", "")
    elif patients:
        yield Hit("患者", f"调出：{patients} 名患者的待遇自末个有效日的次日终止", "不能恢复。", "")
        if beyond:
            yield Hit("患者", f"不续约：{beyond} 名患者的待遇期晚于 {until}", "到期未决定的，自次日起暂停。", "")
