"""The catalogue: fields of treatment and rows of the national list, taken in as an official would."""

from datetime import date

from catalog.actions import catalogue, fields
from catalog.rules.national_list import read_rows
from config.demo.ground import of_role
from config.demo.tables import table
from province.models import Role


def build(on: date) -> None:
    by = of_role(Role.CATALOG_ADMIN)
    fields.load(by=by, on=on)
    catalogue.import_rows(rows=read_rows(table("national_list_2025")), by=by, on=on)
