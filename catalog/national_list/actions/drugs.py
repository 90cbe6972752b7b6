"""The lines of a national list are written: drugs, agreements, and what the province has decided to list."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import F, Value

from catalog.drugs import actions as drugs
from catalog.drugs.deeds import DESCRIBE
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.rules.conditions import read_conditions
from catalog.drugs.words import DrugOrigin
from catalog.listings import actions as listings
from catalog.national_list.queries.drugs import StoredDrugs, drug_cells, stored_drugs, term_cells
from catalog.national_list.rules.drugs import DrugRow
from catalog.national_list.rules.terms import Terms
from kit.errors import Busy, DomainError
from kit.fields import Until
from kit.pinyin import sound
from kit.succession import in_force, room
from province.events.actions.recording import record_each
from province.staff.models import Account

CELLS = ("national_number", "category_code", "rare_disease", "field_id")
# What stays of the terms before, where the line does not say otherwise.
KEPT = ("section", "sold_in_pharmacies", "restricted_scope")
CORRECTED = "国家目录表格所载与此前登记不同，按表格更正。"
OFTEN = 100
Refusals = dict[int, tuple[str, str]]


def write_drugs(
    rows: Sequence[DrugRow], terms: Terms, by: Account | None, on: date, so_far: Callable[[int], None]
) -> tuple[dict[str, int], Refusals]:
    """Write what the lines say; returns counts, and by its number why a line's drug was not listed.

    `so_far` is told now and then how many lines are done with.
    """
    catalogue = stored_drugs()
    drug_count = _write_rows(rows, catalogue, terms)
    catalogue = stored_drugs()
    _describe(rows, catalogue, terms, by, on)
    agreements = _agreements(rows, catalogue)
    listing_count, refusals = _list(rows, catalogue, by, on, so_far)
    return {"drugs": drug_count, "agreements": agreements, "listed": listing_count}, refusals


def _write_rows(rows: Sequence[DrugRow], catalogue: StoredDrugs, terms: Terms) -> int:
    new: list[Drug] = []
    existing: list[Drug] = []
    for row in rows:
        cells = drug_cells(row, catalogue)
        drug = catalogue.find(row.generic_name, row.dosage_form)
        if drug is None:
            cells.setdefault("field_id", terms.field)
            new.append(Drug(
                generic_name=row.generic_name, dosage_form=row.dosage_form, pinyin=sound(row.generic_name),
                demonstration=bool(row.demonstration), **cells,
            ))  # fmt: skip
        elif any(getattr(drug, name) != value for name, value in cells.items()):
            for name, value in cells.items():
                setattr(drug, name, value)
            existing.append(drug)
    Drug.objects.bulk_create(new)
    # One statement of many rows instead of one of many cases.
    Drug.objects.bulk_create(
        existing, update_conflicts=True, unique_fields=["id"], update_fields=[n.removesuffix("_id") for n in CELLS]
    )
    return len(new) + len(existing)


def _describe(rows: Sequence[DrugRow], catalogue: StoredDrugs, terms: Terms, by: Account | None, on: date) -> None:
    """What the list says from the first day on follows what was said before, which ends the day before and stays."""
    cut: list[int] = []
    new: list[DrugTerms] = []
    for row in rows:
        drug, cells = catalogue.by_key[row.key], term_cells(row)
        of_day = in_force(catalogue.terms.get(drug.pk, []), terms.first)
        if of_day and all(getattr(of_day, name) == value for name, value in cells.items()):
            continue
        following = DrugTerms(
            drug=drug,
            period=room(catalogue.terms.get(drug.pk, []), terms.first),
            document=row.document,
            **({name: getattr(of_day, name) for name in KEPT} if of_day else {}),
        )
        for name, value in cells.items():
            setattr(following, name, value)
        # Structured conditions are of the wording that they were written for.
        if of_day and following.restricted_scope == of_day.restricted_scope:
            following.conditions = of_day.conditions
        if of_day and of_day.first_day == terms.first:
            _correct(of_day, following, by, on)
            continue
        cut += [of_day.pk] if of_day else []
        new.append(following)
    DrugTerms.objects.filter(pk__in=cut).update(period=Until(F("period"), Value(terms.first)))
    DrugTerms.objects.bulk_create(new, batch_size=2000)
    things = [(following.drug_id, "") for following in new]
    record_each(DESCRIBE, things, by=by, on=on, after=f"{terms.first} 起")


def _correct(of_day: DrugTerms, following: DrugTerms, by: Account | None, on: date) -> None:
    drugs.correct(
        terms=of_day, section=following.section, restricted_scope=following.restricted_scope,
        sold_in_pharmacies=following.sold_in_pharmacies, conditions=read_conditions(following.conditions),
        document=following.document, why=CORRECTED, by=by, on=on,
    )  # fmt: skip


def _agreements(rows: Sequence[DrugRow], catalogue: StoredDrugs) -> int:
    agreements: list[NationalAgreement] = []
    for row in rows:
        drug = catalogue.by_key[row.key]
        periods = [agreement.period for agreement in catalogue.agreements.get(drug.pk, [])]
        if row.agreement and row.agreement not in periods:
            agreements.append(NationalAgreement(
                drug=drug, period=row.agreement, printed_standard=row.printed_standard or "", document=row.document
            ))  # fmt: skip
    return len(NationalAgreement.objects.bulk_create(agreements))


def _list(
    rows: Sequence[DrugRow], catalogue: StoredDrugs, by: Account | None, on: date, so_far: Callable[[int], None]
) -> tuple[int, Refusals]:
    listing_count, refusals = 0, Refusals()
    for number, row in enumerate(rows):
        if number % OFTEN == 0:
            so_far(number)
        drug = catalogue.by_key[row.key]
        if row.listing is None or row.listing in [stretch.period for stretch in catalogue.listings.get(drug.pk, [])]:
            continue
        try:
            listings.open(
                drug=drug, origin=DrugOrigin.NEGOTIATED, first=row.listing.first,
                document=row.listing_document or "", by=by, on=on,
            )  # fmt: skip
            listing_count += 1
        except Busy:
            raise
        except DomainError as refused:
            refusals[row.line] = ("纳入起始日", f"药品已登记，但没有纳入：{refused.message}")
    return listing_count, refusals
