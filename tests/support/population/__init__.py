"""A population for load and faults: insured persons with entitlements and signed prescriptions, made set-based.

It lives in an area of its own and fits into an empty database as well as into a seeded one. `populate` writes it
into the database that this process serves; `python -m tests.support.population '{"patients": 60}'` into the one
that its environment names, and prints what a client must know.
"""

from tests.support.population.values import Counter, Patient, Population, Sheet, Size, from_json, to_json

__all__ = ["Counter", "Patient", "Population", "Sheet", "Size", "from_json", "to_json"]
