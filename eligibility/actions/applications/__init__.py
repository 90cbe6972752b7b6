"""The verbs of treatment applications: `applications.accept(application=..., by=..., on=...)`."""

from eligibility.actions.applications.clock import mark_overdue, recompute_deadlines
from eligibility.actions.applications.filing import (
    Form,
    draft,
    endorse,
    hand_back,
    sign,
    submit,
    transmit,
    update,
    withdraw,
)
from eligibility.actions.applications.intake import (
    accept,
    accept_unanswered,
    file,
    return_for_correction,
    supplement,
)
from eligibility.actions.applications.review import approve, deny, give_opinion

__all__ = [
    "Form",
    "accept",
    "accept_unanswered",
    "approve",
    "deny",
    "draft",
    "endorse",
    "file",
    "give_opinion",
    "hand_back",
    "mark_overdue",
    "recompute_deadlines",
    "return_for_correction",
    "sign",
    "submit",
    "supplement",
    "transmit",
    "update",
    "withdraw",
]
