"""The fund that pays, in the national code set: its own for each insurance, empty where nobody has told us one."""

import pytest

from eligibility.people.words import InsuranceType
from settlement.claims.words import Payer
from settlement.counter.api.wire.answers import fund_type

POOLED = {
    InsuranceType.EMPLOYEE: "310100",
    InsuranceType.VETERAN_CADRE: "340100",
    InsuranceType.DISABLED_SOLDIER: "350100",
    InsuranceType.RED_ARMY_VETERAN: "",
    InsuranceType.RESIDENT: "390100",
    InsuranceType.OTHER: "",
}
SERIOUS = {InsuranceType.EMPLOYEE: "330100", InsuranceType.RESIDENT: "390200"}


@pytest.mark.parametrize("insurance", InsuranceType)
def test_every_insurance_names_its_own_funds(insurance: InsuranceType) -> None:
    assert fund_type(Payer.POOLED_FUND, insurance) == POOLED[insurance]
    assert fund_type(Payer.SERIOUS_ILLNESS, insurance) == SERIOUS.get(insurance, "")


@pytest.mark.parametrize("insurance", InsuranceType)
def test_assistance_is_one_fund_for_all_and_what_the_patient_pays_is_none(insurance: InsuranceType) -> None:
    assert fund_type(Payer.MEDICAL_ASSISTANCE, insurance) == "610100"
    assert fund_type(Payer.PATIENT, insurance) == ""
