"""The verbs of insured persons, as the core insurance system reports them.

What it reports is told twice without harm, takes effect backwards too, and is tried again where a lock was not had.
"""

from eligibility.people.actions.insuring import enrol, hold, recognise
from eligibility.people.actions.past import tell_of_past
from eligibility.people.actions.persons import note_search, register, report_death, reveal
from eligibility.people.actions.taking_over import PersonRow, take_over

__all__ = [
    "PersonRow",
    "enrol",
    "hold",
    "note_search",
    "recognise",
    "register",
    "report_death",
    "reveal",
    "take_over",
    "tell_of_past",
]
