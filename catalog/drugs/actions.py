"""Drugs of the national list and their national agreements."""

from datetime import date

from acts.demands import carries
from catalog.drugs.deeds import AGREE, REGISTER
from catalog.drugs.models import Drug, NationalAgreement
from catalog.drugs.words import NationalSection
from catalog.fields.models import TherapeuticField
from kit.action import action
from kit.period import Period
from kit.pinyin import sound
from province.events.actions.recording import record
from province.staff.models import Account


@action
@carries("drug.register")
def register(
    *,
    generic_name: str,
    dosage_form: str,
    section: NationalSection,
    field: TherapeuticField,
    restricted_scope: str,
    by: Account | None,
    on: date,
    national_number: str = "",
    category_code: str = "",
    sold_in_pharmacies: bool = True,
    rare_disease: bool = False,
    demonstration: bool = False,
) -> Drug:
    """Enter a drug as the national list prints it; its dual-channel membership follows from that.

    Raises ConstraintBroken (DRUG_NAME_AND_FORM_ONCE).
    """
    drug = Drug.objects.create(
        generic_name=generic_name,
        dosage_form=dosage_form,
        pinyin=sound(generic_name),
        national_number=national_number,
        category_code=category_code,
        section=section,
        sold_in_pharmacies=sold_in_pharmacies,
        rare_disease=rare_disease,
        field=field,
        restricted_scope=restricted_scope,
        demonstration=demonstration,
    )
    record(REGISTER, drug, by=by, on=on)
    return drug


@action
@carries("drug.agree")
def agree(
    *, drug: Drug, period: Period, printed_standard: str, document: str, by: Account | None, on: date
) -> NationalAgreement:
    """Enter the days of a national agreement and the standard as printed. Raises ConstraintBroken on overlap."""
    agreement = NationalAgreement.objects.create(
        drug=drug, period=period, printed_standard=printed_standard, document=document
    )
    record(AGREE, drug, by=by, on=on, after=str(period))
    return agreement
