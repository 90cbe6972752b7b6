"""The policy in use, and what its act says."""

from django.conf import settings

from acts.citations import article_of, citation
from acts.cycles import effective, left_out
from acts.loader import load_policy
from acts.policy import Policy
from acts.register import Register, load_register
from kit.errors import DomainError
from kit.life_cycle import LifeCycle


def current_policy() -> Policy:
    """The policy of settings.PROVINCE. Only the shell asks; rules get it as an argument. Raises ActFileError."""
    return load_policy(settings.PROVINCE)


def register_in_use() -> Register:
    """Return every act with its articles, that of settings.PROVINCE too, wherever it stands. Raises ActFileError."""
    return load_register(settings.PROVINCE)


def cycle_in_use(cycle: LifeCycle) -> LifeCycle:
    """Return a life cycle as the act in use knows it. Raises ActFileError."""
    return effective(cycle, settings.PROVINCE)


def article(demand: str) -> str:
    """Return the article that the act in use cites for a demand; empty where it knows none, or leaves the step out.

    Raises UnknownDemand.
    """
    if demand in left_out(settings.PROVINCE):
        return ""
    return citation(current_policy(), demand).cites


def article_against(error: DomainError) -> str:
    """Return the article under which the act in use refuses; empty where the refusal is the house's own."""
    return article_of(current_policy(), error)
