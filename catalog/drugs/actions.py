"""Drugs of the national list, what the list says of each from a day on, and their national agreements."""

from collections.abc import Iterable
from datetime import date

from acts.demands import carries
from catalog.drugs.deeds import AGREE, CORRECT, DESCRIBE, REGISTER
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.rules.conditions import AnyCondition, stored_conditions
from catalog.drugs.words import NationalSection
from catalog.fields.models import TherapeuticField
from kit.action import action
from kit.errors import ReasonMissing
from kit.locks import lock_rows
from kit.period import Period
from kit.pinyin import sound
from kit.succession import contents, make_room
from province.events.actions.recording import record
from province.staff.models import Account


@action
@carries("drug.register")
def register(
    *,
    generic_name: str,
    dosage_form: str,
    field: TherapeuticField,
    by: Account | None,
    on: date,
    national_number: str = "",
    category_code: str = "",
    rare_disease: bool = False,
    demonstration: bool = False,
) -> Drug:
    """Enter a drug by its name and form; what the national list says of it from a day on is `describe`.

    Raises ConstraintBroken (DRUG_NAME_AND_FORM_ONCE).
    """
    drug = Drug.objects.create(
        generic_name=generic_name,
        dosage_form=dosage_form,
        pinyin=sound(generic_name),
        national_number=national_number,
        category_code=category_code,
        rare_disease=rare_disease,
        field=field,
        demonstration=demonstration,
    )
    record(REGISTER, drug, by=by, on=on)
    return drug


@action
@carries("drug.describe")
def describe(
    *,
    drug: Drug,
    section: NationalSection,
    restricted_scope: str,
    first: date,
    document: str,
    by: Account | None,
    on: date,
    sold_in_pharmacies: bool = True,
    conditions: Iterable[AnyCondition] = (),
) -> DrugTerms:
    """Enter what the national list says of a drug from `first` on; its dual-channel membership follows from that.

    What was said before ends the day before and stays for its days. Raises ConstraintBroken (DRUG_TERMS_NO_OVERLAP)
    where other terms begin on that very day: those are corrected.
    """
    lock_rows(Drug.objects.filter(pk=drug.pk)).get()
    before = drug.terms.filter(period__contains=first).first()
    terms = DrugTerms.objects.create(
        drug=drug,
        period=make_room(drug.terms.all(), first),
        section=section,
        sold_in_pharmacies=sold_in_pharmacies,
        restricted_scope=restricted_scope,
        conditions=stored_conditions(conditions),
        document=document,
    )
    data = {"before": before and contents(before), "after": contents(terms)}
    record(DESCRIBE, drug, by=by, on=on, after=str(terms.period), data=data)
    return terms


@action
def correct(
    *,
    terms: DrugTerms,
    section: NationalSection,
    restricted_scope: str,
    document: str,
    why: str,
    by: Account | None,
    on: date,
    sold_in_pharmacies: bool = True,
    conditions: Iterable[AnyCondition] = (),
) -> DrugTerms:
    """Put right what was entered wrongly of a drug, for all the days of the row; the log keeps what stood there.

    Raises ReasonMissing.
    """
    if not why.strip():
        raise ReasonMissing
    terms = lock_rows(DrugTerms.objects.filter(pk=terms.pk)).select_related("drug").get()
    before = contents(terms)
    terms.section, terms.restricted_scope, terms.document = section, restricted_scope, document
    terms.sold_in_pharmacies, terms.conditions = sold_in_pharmacies, stored_conditions(conditions)
    terms.save()
    data = {"before": before, "after": contents(terms)}
    record(CORRECT, terms.drug, by=by, on=on, after=str(terms.period), why=why, data=data)
    return terms


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
