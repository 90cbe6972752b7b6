"""What holds of every calculation, whatever the figures."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from eligibility.people.words import InsuranceType
from kit.money import fen
from settlement.claims.words import Payer
from settlement.counter.rules.calculation import Calculation, calculate
from settlement.counter.rules.prices import Charge
from settlement.counter.rules.terms import Assistance, Terms

ORDER = (Payer.POOLED_FUND, Payer.SERIOUS_ILLNESS, Payer.MEDICAL_ASSISTANCE, Payer.PATIENT)
yuan = st.decimals(min_value=0, max_value=2_000_000, places=2)
price = st.decimals(min_value="0.01", max_value=60_000, places=6)
packs = st.decimals(min_value="0.0001", max_value=40, places=4)
ratio = st.decimals(min_value=0, max_value=1, places=4)


@st.composite
def charge(draw: st.DrawFn) -> Charge:
    quantity, charged = draw(packs), draw(price)
    return Charge(quantity, charged, fen(quantity * charged), draw(price), draw(st.none() | price))


assistance = st.builds(
    Assistance, rate=ratio, threshold=yuan, threshold_used=yuan, left=yuan, beyond_maximum=st.booleans()
)
terms = st.builds(
    Terms,
    act=st.just("hunan"),
    insurance_type=st.sampled_from([InsuranceType.EMPLOYEE, InsuranceType.RESIDENT]),
    rate=ratio,
    first_share=st.just(Decimal(0)),
    no_deductible=st.just(True),
    ordinary=st.none(),
    pooled_left=yuan,
    serious_left=st.none() | yuan,
    overall_left=yuan,
    assistance=st.none() | assistance,
    payers=st.just(ORDER),
)
charges = st.lists(charge(), min_size=1, max_size=4)


def funds(found: Calculation) -> Decimal:
    return found.sums.fund_total


@given(charges, terms)
def test_the_parts_add_up_to_the_total(sold: list[Charge], on: Terms) -> None:
    found = calculate(sold, on)
    total = sum(each.total for each in sold)
    assert sum(entry.amount for entry in found.entries) == total
    assert found.sums.in_scope + found.sums.out_of_scope == total
    assert found.sums.fund_total + found.sums.patient == total


@given(charges, terms)
def test_no_part_is_negative_and_each_has_two_decimals(sold: list[Charge], on: Terms) -> None:
    found = calculate(sold, on)
    amounts = [entry.amount for entry in found.entries] + [found.sums.out_of_scope, found.sums.in_scope]
    assert all(amount >= 0 and amount == fen(amount) for amount in amounts)


@given(charges, terms)
def test_nobody_pays_beyond_a_limit(sold: list[Charge], on: Terms) -> None:
    sums = calculate(sold, on).sums
    assert sums.pooled <= on.pooled_left
    assert sums.serious_illness <= (on.serious_left or 0)
    assert sums.pooled + sums.serious_illness <= on.overall_left
    assert sums.assistance <= (on.assistance.left if on.assistance else 0)


@given(charges, terms, st.decimals(min_value=0, max_value=1000, places=2))
def test_a_higher_limit_never_makes_the_funds_pay_less(sold: list[Charge], on: Terms, more: Decimal) -> None:
    before = funds(calculate(sold, on))
    for limit in ("pooled_left", "overall_left"):
        assert funds(calculate(sold, replace(on, **{limit: getattr(on, limit) + more}))) >= before


@given(charge(), terms, st.decimals(min_value=0, max_value=1000, places=6))
def test_a_higher_price_never_makes_anybody_pay_less(sold: Charge, on: Terms, more: Decimal) -> None:
    dearer = replace(sold, price=sold.price + more, total=fen(sold.quantity * (sold.price + more)))
    before, after = calculate([sold], on), calculate([dearer], on)
    assert funds(after) >= funds(before)
    assert after.sums.total >= before.sums.total


@given(charges, terms)
def test_serious_illness_pays_only_what_the_pooled_fund_could_not(sold: list[Charge], on: Terms) -> None:
    found = calculate(sold, on)
    shares = sum(line.fund_share for line in found.lines)
    assert found.sums.pooled + found.sums.serious_illness <= shares
    assert found.sums.serious_illness == 0 or found.sums.pooled == min(on.pooled_left, on.overall_left, shares)


@given(charges, terms)
def test_two_settlements_in_a_row_never_use_more_of_a_limit_than_there_is(sold: list[Charge], on: Terms) -> None:
    first = calculate(sold, on).sums
    paid = first.pooled + first.serious_illness
    left = replace(on, pooled_left=on.pooled_left - first.pooled, overall_left=on.overall_left - paid)
    second = calculate(sold, left).sums
    assert first.pooled + second.pooled <= on.pooled_left
    assert paid + second.pooled + second.serious_illness <= on.overall_left
