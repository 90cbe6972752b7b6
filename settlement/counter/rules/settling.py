"""From an examined sale to its settlement."""

from collections.abc import Iterator
from datetime import datetime

from acts.citations import is_absent
from acts.demands import carries
from acts.policy import Policy
from eligibility.prescriptions.words import OutpatientRule
from settlement.claims.rules import Settled, SettledLine
from settlement.counter.policy import InpatientPaying
from settlement.counter.rules.calculation import Calculation
from settlement.counter.rules.case import Case, LineCase
from settlement.counter.rules.prices import Charge, Priced
from settlement.counter.rules.terms import Terms
from settlement.counter.rules.traces import no_code_reason
from settlement.counter.rules.verdict import warnings


def charges_of(case: Case, policy: Policy) -> Iterator[Charge]:
    """Each line sold with the ceilings of its price that day: the supply price only where the act says so."""
    silent = is_absent(policy, "supply_price")
    for line in case.lines:
        order_line, listed_price = line.sold, None if silent else line.prescribed.listed_price
        yield Charge(order_line.quantity, order_line.price, order_line.total, line.standard.amount, listed_price)


@carries("outside_case_payment")
def settled_of(
    case: Case, policy: Policy, terms: Terms, calculation: Calculation, at: datetime, claim: int | None
) -> Settled:
    """The settlement; without a claim's number it is a preview.

    It is flagged as outside totals and DRG/DIP where the agreement says so, for inpatients where the act does.
    """
    place, right = case.facts.place, case.facts.right
    required_right = right if not case.freed_from(OutpatientRule.ENTITLEMENT, policy) else None
    outside = (
        policy[InpatientPaying].outside_case_payment.on(case.day) if case.inpatient else place.excluded_from_totals
    )
    return Settled(
        id=claim,
        institution=place.code,
        person=case.person.number,
        insurance_type=case.enrolment.insurance_type,
        insured_area=case.enrolment.area,
        serving_area=place.area,
        prescription=case.prescription.serial,
        entitlement=required_right.id if required_right else None,
        setting=case.prescription.setting,
        purchase_day=case.day,
        settled_at=at,
        rate=terms.rate,
        sums=calculation.sums,
        outside_drg=outside,
        lines=tuple(
            _line(place, line, figures, case, policy)
            for place, (line, figures) in enumerate(zip(case.lines, calculation.lines, strict=True), 1)
        ),
        entries=calculation.entries,
        warnings=warnings(case, policy),
    )


def _line(position: int, line: LineCase, figures: Priced, case: Case, policy: Policy) -> SettledLine:
    return SettledLine(
        position=position,
        detail_number=line.sold.detail_number,
        prescription_line=line.prescribed.id,
        product=line.sold.product,
        quantity=line.sold.quantity,
        units=line.units,
        units_per_pack=line.prescribed.units_per_pack,
        unit_price=line.sold.price,
        in_scope_price=figures.price,
        total=line.sold.total,
        in_scope=figures.in_scope,
        fund_share=figures.fund_share,
        sentence=f"{line.prescribed.generic_name}：{figures.sentence}",
        source=figures.source,
        no_code_reason=no_code_reason(line, case, policy),
    )
