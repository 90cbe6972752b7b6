"""The catalogue: fields of treatment and rows of the national list, taken in as an official would."""

from datetime import date

from catalog.fields import actions as fields
from catalog.national_list import actions as catalogue
from catalog.national_list.rules import read_rows
from province.staff.words import Role
from tools.demo.ground import of_role
from tools.demo.tables import table


def build(on: date) -> None:
    """Load the drugs of the demonstration."""
    by = of_role(Role.CATALOG_ADMIN)
    fields.load(by=by, on=on)
    catalogue.import_rows(rows=read_rows(table("national_list_2025")), by=by, on=on)
