"""Lines of the national list against the drugs that are registered."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from django.db.models import Model

from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.fields.models import TherapeuticField
from catalog.listings.models import Listing
from catalog.national_list.errors import (
    AgreementOverlaps,
    DrugToldTwice,
    FieldMissing,
    FieldUnknown,
    ListingOverlaps,
    PrintedStandardDiffers,
)  # fmt: skip
from catalog.national_list.rules.drugs import DrugRow, missing_form
from catalog.national_list.rules.names import plain
from catalog.national_list.rules.outcomes import Change, Outcome, fault, wrong
from catalog.national_list.rules.terms import Terms
from catalog.national_list.words import LineKind
from kit.errors import FieldError
from kit.period import Period
from kit.succession import in_force
from kit.words import Word

Row = TypeVar("Row")
Key = TypeVar("Key")


@dataclass(frozen=True)
class StoredDrugs:
    """All drugs with their terms, agreements and listings, found by name and form as they are printed."""

    by_key: dict[tuple[str, str], Drug]
    by_name: dict[str, list[Drug]]
    terms: dict[int, list[DrugTerms]]
    agreements: dict[int, list[NationalAgreement]]
    listings: dict[int, list[Listing]]
    fields: dict[str, str]

    def find(self, generic_name: str, dosage_form: str) -> Drug | None:
        """Return the drug; without a form the one that is registered under the name, if there is only one."""
        if dosage_form:
            return self.by_key.get((plain(generic_name), plain(dosage_form)))
        drugs = self.by_name.get(plain(generic_name), [])
        return drugs[0] if len(drugs) == 1 else None


def stored_drugs() -> StoredDrugs:
    """Five queries, however many lines: a country's list is a few thousand drugs."""
    drugs = list(Drug.objects.all())
    return StoredDrugs(
        by_key={(plain(drug.generic_name), plain(drug.dosage_form)): drug for drug in drugs},
        by_name=group(drugs, lambda drug: plain(drug.generic_name)),
        terms=group(DrugTerms.objects.order_by("first_day"), attrgetter("drug_id")),
        agreements=group(NationalAgreement.objects.order_by("pk"), attrgetter("drug_id")),
        listings=group(Listing.objects.order_by("pk"), attrgetter("drug_id")),
        fields={
            key: code for code, name in TherapeuticField.objects.values_list("code", "name") for key in (code, name)
        },
    )


def group(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Return rows by what they share."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)


def compare_drugs(
    rows: Iterable[DrugRow | Outcome], catalogue: StoredDrugs, terms: Terms
) -> Iterator[tuple[Outcome, DrugRow | None]]:
    """Return what would become of each line, with the row where it can be taken; then what stands in no line."""
    first: dict[tuple[str, str], DrugRow] = {}
    mentioned_keys: set[int] = set()
    for row in rows:
        if isinstance(row, Outcome):
            yield row, None
            continue
        drug = catalogue.find(row.generic_name, row.dosage_form)
        if drug:
            mentioned_keys.add(drug.pk)
            row = replace(row, generic_name=drug.generic_name, dosage_form=drug.dosage_form)
        before = first.setdefault(row.key, row)
        if before is not row and replace(row, line=before.line) == before:
            yield Outcome(row.line, LineKind.SAME, row.name), None
            continue
        faults = [fault("通用名", DrugToldTwice(line=before.line))] if before is not row else []
        faults += _faults(row, drug, catalogue, terms)
        yield (wrong(row.line, row.name, faults), None) if faults else (_outcome(row, drug, catalogue, terms), row)
    for outcome in _absent(mentioned_keys, catalogue, terms):
        yield outcome, None


def _faults(row: DrugRow, drug: Drug | None, catalogue: StoredDrugs, terms: Terms) -> Iterator[FieldError]:
    if row.field and row.field not in catalogue.fields:
        names = "、".join(name for name, code in catalogue.fields.items() if name != code)
        yield fault("治疗领域", FieldUnknown(name=row.field, known=names))
    yield from _new_faults(row, terms) if drug is None else _faults_against(row, drug, catalogue)


def _new_faults(row: DrugRow, terms: Terms) -> Iterator[FieldError]:
    """What a drug lacks that is to be registered."""
    if not row.dosage_form:
        yield missing_form(row)
    if not (row.field or terms.field):
        yield fault("治疗领域", FieldMissing())


def _faults_against(row: DrugRow, drug: Drug, catalogue: StoredDrugs) -> Iterator[FieldError]:
    """What the line says otherwise than what stands and stays."""
    agreements = catalogue.agreements.get(drug.pk, [])
    if row.agreement and (other := collision(row.agreement, agreements)):
        yield fault("协议有效期", AgreementOverlaps(period=other.period))
    same = next((agreement for agreement in agreements if agreement.period == row.agreement), None)
    if same and row.printed_standard and same.printed_standard != row.printed_standard:
        yield fault("医保支付标准", PrintedStandardDiffers(before=same.printed_standard))
    if row.listing and (stretch := collision(row.listing, catalogue.listings.get(drug.pk, []))):
        yield fault("纳入起始日", ListingOverlaps(period=stretch.period))


Stretch = TypeVar("Stretch", NationalAgreement, Listing)


def collision(period: Period, rows: Iterable[Stretch]) -> Stretch | None:
    """Return a stored row that shares days with the period and is not the same."""
    return next((row for row in rows if row.period.overlaps(period) and row.period != period), None)


def drug_cells(row: DrugRow, catalogue: StoredDrugs) -> dict[str, object]:
    """Return what the line says of the drug itself; what it does not say is left out."""
    cells = {
        "national_number": row.national_number,
        "category_code": row.category_code,
        "rare_disease": row.rare_disease,
        "field_id": catalogue.fields[row.field] if row.field else None,
    }
    return {name: value for name, value in cells.items() if value is not None}


def term_cells(row: DrugRow) -> dict[str, object]:
    """Return what the line says of the drug from the first day on; what it does not say is left out."""
    cells = {
        "section": row.section,
        "sold_in_pharmacies": row.sold_in_pharmacies,
        "restricted_scope": row.restricted_scope,
    }
    return {name: value for name, value in cells.items() if value is not None}


def differences(row: Model | None, cells: Mapping[str, object], names: Mapping[str, str]) -> list[Change]:
    """Return what the cells say otherwise than the row."""
    pairs = [(name, getattr(row, name), value) for name, value in cells.items()] if row else []
    return [
        Change(label(type(row), name.removesuffix("_id")), readable(old, names), readable(new, names))
        for name, old, new in pairs
        if row and old != new
    ]


def _outcome(row: DrugRow, drug: Drug | None, catalogue: StoredDrugs, terms: Terms) -> Outcome:
    names = {code: name for name, code in catalogue.fields.items() if name != code}
    of_day = in_force(catalogue.terms.get(drug.pk, []), terms.first) if drug else None
    changes = [*differences(drug, drug_cells(row, catalogue), names), *differences(of_day, term_cells(row), {})]
    if drug and of_day is None:
        changes.append(Change("目录内容", "无", f"{terms.first} 起"))
    agreements = catalogue.agreements.get(drug.pk, []) if drug else []
    if row.agreement and row.agreement not in [agreement.period for agreement in agreements]:
        latest = max((agreement.period for agreement in agreements), default=None)
        changes.append(Change("国家协议期", str(latest or "无"), str(row.agreement)))
    listings = catalogue.listings.get(drug.pk, []) if drug else []
    if row.listing and row.listing not in [listing.period for listing in listings]:
        changes.append(Change("目录有效期", "无", str(row.listing)))
    kind = LineKind.NEW if drug is None else LineKind.ALTERED if changes else LineKind.SAME
    return Outcome(row.line, kind, row.name, tuple(changes))


def label(model: type[Model], name: str) -> str:
    """Return what a reader calls a field."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def readable(value: object, names: Mapping[str, str]) -> str:
    """Return a value as a reader knows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Word):
        return value.label
    return names.get(str(value), str(value)) if value not in (None, "") else "无"


def _absent(mentioned_keys: set[int], catalogue: StoredDrugs, terms: Terms) -> Iterator[Outcome]:
    """Drugs whose agreement is in force from the first day on and that no line names: told, never taken off by it."""
    drugs: Sequence[Drug] = [
        drug for drugs in catalogue.by_name.values() for drug in drugs if drug.pk not in mentioned_keys
    ]
    for drug in drugs:
        for agreement in catalogue.agreements.get(drug.pk, []):
            if agreement.period.contains(terms.first):
                yield Outcome(
                    None, LineKind.GONE, str(drug), (Change("国家协议期", str(agreement.period), "表中没有"),)
                )
