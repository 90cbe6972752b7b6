"""The catalogue: fields of treatment and rows of the national list, taken in as an official would."""

from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby

from catalog.drugs import actions as drugs
from catalog.drugs.models import DrugTerms
from catalog.drugs.rules.conditions import read_lines
from catalog.fields import actions as fields
from catalog.fields.models import TherapeuticField
from catalog.national_list import actions as imports
from catalog.national_list.rules.drugs import YES_NO
from catalog.national_list.words import ImportKind, ImportState, LineKind
from catalog.products import actions as products
from catalog.products.models import ProductTerms
from catalog.products.words import Route
from kit.period import parse_day
from province.staff.models import Account
from province.staff.words import Role
from tools.demo.ground import account, of_role
from tools.demo.tables import Row, place_of, table

FIRST, DOCUMENT = date(2026, 1, 1), "医保发〔2025〕33号"
FROM_LABEL = "演示（待核实）：按说明书补录。"
FROM_WORDING = "演示（待核实）：按目录印刷文字补充限定条件。"


def build(on: date) -> None:
    """Load the drugs of the demonstration, and what no column of the list says of them and their products."""
    by = of_role(Role.CATALOG_ADMIN)
    fields.load(by=by, on=on)
    for row in table("experts"):
        of_expert = TherapeuticField.objects.filter(pk__in=row["fields"].split())
        fields.set_expert_fields(expert=account(row["username"]), fields=of_expert, by=by, on=on)
    for name in ("national_list_2025", "national_list_depots"):
        for kind in ImportKind:
            _take(name, kind, by, on)
    for row in table("product_terms"):
        _describe(row, by, on)
    for key, rows in groupby(table("scope_conditions"), lambda row: (row["generic_name"], row["dosage_form"])):
        _ask(key, "\n".join(row["condition"] for row in rows), by, on)


def _take(name: str, kind: ImportKind, by: Account | None, on: date) -> None:
    """Take in a table of drugs and products, once for either. Raises ValueError where a line is wrong."""
    path = place_of(f"{name}.csv")
    if path is None:
        return
    row = imports.upload(kind=kind, content=path.read_bytes(), name=path.name, first=FIRST, document=DOCUMENT, by=by)
    imports.advance(catalogue_import=row)
    imports.confirm(catalogue_import=row, by=by, on=on)
    row = imports.advance(catalogue_import=row)
    if row.state != ImportState.TAKEN or row.counts.get(LineKind.WRONG):
        raise ValueError(f"{path.name} was not taken whole: {row.counts} {row.note}")


def _describe(row: Row, by: Account | None, on: date) -> None:
    """Enter what the label says: from the row's own first day, or of the days that the list has described."""
    terms = ProductTerms.objects.select_related("product").order_by("-first_day").filter(product=row["product"])[0]
    enter = (
        partial(products.describe, product=terms.product, first=parse_day(row["first"]))
        if row["first"]
        else partial(products.correct, terms=terms, why=FROM_LABEL)
    )
    enter(
        route=Route(row["route"]),
        cold_chain=YES_NO[row["cold_chain"]],
        indivisible=YES_NO[row["indivisible"]],
        long_term_allowed=YES_NO[row["long_term_allowed"]],
        daily_maximum=Decimal(row["daily_maximum"]) if row["daily_maximum"] else None,
        trace_prefix=row["trace_prefix"],
        label_indication=row["label"] or terms.label_indication,
        document="演示说明书（待核实）",
        by=by,
        on=on,
    )


def _ask(key: tuple[str, str], lines: str, by: Account | None, on: date) -> None:
    """Add to the printed scope of a drug the conditions that ask."""
    terms = DrugTerms.objects.get(drug__generic_name=key[0], drug__dosage_form=key[1])
    drugs.correct(
        terms=terms,
        section=terms.section,
        restricted_scope=terms.restricted_scope,
        sold_in_pharmacies=terms.sold_in_pharmacies,
        document=terms.document,
        conditions=read_lines(lines),
        why=FROM_WORDING,
        by=by,
        on=on,
    )
