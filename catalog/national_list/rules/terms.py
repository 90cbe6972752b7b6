"""What an official says once for all lines of a table."""

from dataclasses import dataclass
from datetime import date

from catalog.drugs.words import NationalSection


@dataclass(frozen=True)
class Terms:
    """From which day the table holds, by which document; section and field of the lines that do not say their own."""

    first: date
    document: str
    section: NationalSection | None = None
    field: str | None = None
