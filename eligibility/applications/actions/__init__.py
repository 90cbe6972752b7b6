"""The verbs of treatment applications: `applications.accept(application=..., by=..., on=...)`."""

from eligibility.applications.actions.claiming import assign, claim, release, release_all
from eligibility.applications.actions.clock import mark_overdue, recompute_deadlines
from eligibility.applications.actions.consulting import ask_expert, urge
from eligibility.applications.actions.filing import (
    Form,
    discard,
    draft,
    endorse,
    hand_back,
    sign,
    submit,
    transmit,
    update,
    withdraw,
)
from eligibility.applications.actions.intake import (
    accept,
    accept_complete,
    accept_unanswered,
    file,
    return_for_correction,
    supplement,
)
from eligibility.applications.actions.review import approve, deny, give_opinion

__all__ = [
    "Form",
    "accept",
    "accept_complete",
    "accept_unanswered",
    "approve",
    "ask_expert",
    "assign",
    "claim",
    "deny",
    "discard",
    "draft",
    "endorse",
    "file",
    "give_opinion",
    "hand_back",
    "mark_overdue",
    "recompute_deadlines",
    "release",
    "release_all",
    "return_for_correction",
    "sign",
    "submit",
    "supplement",
    "transmit",
    "update",
    "urge",
    "withdraw",
]
