"""The policy in use, and what its act says."""

from django.conf import settings

from acts.citations import article_of, citation
from acts.cycles import effective, left_out
from acts.loader import load_policy
from acts.policy import Policy
from acts.register import Register, load_register
from kit.errors import DomainError
from kit.life_cycle import LifeCycle
from kit.words import Word


def current_policy() -> Policy:
    """The policy of settings.PROVINCE. Only the shell asks; rules get it as an argument. Raises ActFileError."""
    return load_policy(settings.PROVINCE)


def register_in_use() -> Register:
    """Return every act with its articles, that of settings.PROVINCE too, wherever it stands. Raises ActFileError."""
    return load_register(settings.PROVINCE)


def cycle_in_use(cycle: LifeCycle) -> LifeCycle:
    """Return a life cycle as the act in use knows it. Raises ActFileError."""
    return effective(cycle, settings.PROVINCE)


def absence(*steps: str) -> str:
    """Return why the act in use leaves out all of these steps, each noun.verb; empty where it knows one of them."""
    reasons = [left_out(settings.PROVINCE).get(step, "") for step in steps]
    return reasons[0] if reasons and all(reasons) else ""


def states_in_use(cycle: LifeCycle, word: type[Word]) -> list[tuple[str, str]]:
    """Return the states that can be reached under the act in use, as the choices of a filter."""
    return [(value, label) for value, label in word.as_choices() if value in cycle_in_use(cycle).states]


def article(demand: str) -> str:
    """Return the article that the act in use cites for a demand; empty where it knows none, or leaves the step out.

    Raises UnknownDemand.
    """
    if absence(demand):
        return ""
    return citation(current_policy(), demand).cites


def article_against(error: DomainError) -> str:
    """Return the article under which the act in use refuses; empty where the refusal is the house's own."""
    return article_of(current_policy(), error)
