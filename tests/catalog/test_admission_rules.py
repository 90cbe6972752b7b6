"""When a product enters separate payment (HN-4, HN-16), and where its standard comes from (HN-12)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from acts.policy import Policy
from acts.rules import judge
from catalog.admissions.errors import ProductUnfit
from catalog.admissions.rules import ADMISSION_RULES, ProductFacts, refuse_unfit
from catalog.drugs.words import DrugOrigin
from catalog.prices.errors import NationalStandardFixed, NoListedPrice, StandardUnlikePlatform
from catalog.prices.rules.standards import refuse_other_standard, visible_amount
from province.staff.words import Role

DAY = date(2026, 11, 23)
FIT = ProductFacts(DAY, True, Decimal("340"), Decimal("343.1"), date(2025, 12, 1))


def codes(product: ProductFacts, policy: Policy) -> list[str]:
    return [verdict.code for verdict in judge(ADMISSION_RULES, product, policy) if verdict.failed]


def test_a_fit_product_meets_every_condition(policy: Policy) -> None:
    refuse_unfit(FIT, policy)
    refuse_unfit(replace(FIT, listed_price=FIT.standard, commitment_signed_on=DAY), policy)


def test_a_product_of_an_unlisted_drug_stays_out(policy: Policy) -> None:
    assert codes(replace(FIT, drug_listed=False), policy) == ["DRUG_NOT_LISTED"]


@pytest.mark.obligation("HN-16.3")
def test_a_product_that_is_not_on_the_platform_stays_out(policy: Policy) -> None:
    assert codes(replace(FIT, listed_price=None), policy) == ["NO_LISTED_PRICE"]


@pytest.mark.obligation("HN-4.3")
def test_a_product_above_its_standard_or_without_one_stays_out(policy: Policy) -> None:
    assert codes(replace(FIT, listed_price=Decimal("343.100001")), policy) == ["PRICE_ABOVE_STANDARD"]
    assert codes(replace(FIT, standard=None), policy) == ["PRICE_ABOVE_STANDARD"]


@pytest.mark.parametrize("signed", [pytest.param(None, marks=pytest.mark.obligation("HN-4.4")), date(2026, 11, 24)])
def test_a_product_without_a_commitment_by_that_day_stays_out(signed: date | None, policy: Policy) -> None:
    assert codes(replace(FIT, commitment_signed_on=signed), policy) == ["NO_COMMITMENT"]


def test_a_refusal_names_every_condition_at_once(policy: Policy) -> None:
    with pytest.raises(ProductUnfit) as refused:
        refuse_unfit(ProductFacts(DAY, False, None, None, None), policy)
    assert [each.code for each in refused.value.fields] == [
        "DRUG_NOT_LISTED", "NO_LISTED_PRICE", "PRICE_ABOVE_STANDARD", "NO_COMMITMENT",
    ]  # fmt: skip


@pytest.mark.obligation("HN-12.2")
def test_the_province_sets_no_standard_for_a_negotiated_drug(policy: Policy) -> None:
    with pytest.raises(NationalStandardFixed):
        refuse_other_standard(Decimal("300"), DrugOrigin.NEGOTIATED, Decimal("300"), DAY, policy)


@pytest.mark.obligation("HN-12.3")
def test_a_regular_drug_has_the_platforms_price_for_its_standard(policy: Policy) -> None:
    regular = DrugOrigin.REGULAR_AFTER_AGREEMENT
    refuse_other_standard(Decimal("300.00"), regular, Decimal("300"), DAY, policy)
    with pytest.raises(StandardUnlikePlatform):
        refuse_other_standard(Decimal("299.99"), regular, Decimal("300"), DAY, policy)
    with pytest.raises(NoListedPrice):
        refuse_other_standard(Decimal("300"), regular, None, DAY, policy)


def test_a_generics_standard_is_what_its_round_decided(policy: Policy) -> None:
    refuse_other_standard(Decimal("200"), DrugOrigin.GENERIC_OF_NEGOTIATED, None, DAY, policy)


def test_a_confidential_standard_is_seen_by_those_who_settle_and_by_nobody_else() -> None:
    seeing = {role for role in ["", *Role.values] if visible_amount(Decimal(1), True, role) is not None}
    assert seeing == {Role.CATALOG_ADMIN, Role.PROVINCIAL_AGENCY, Role.REVIEWER, Role.SUPERVISOR}
    assert visible_amount(Decimal(1), False, "") == Decimal(1)
