"""Everything that the code demands, held against what an act says of it."""

from collections.abc import Iterator, Mapping
from typing import Never

from acts.citations import FILE, Citations, load_citations
from acts.cycles import effective, left_out, unknown_nouns
from acts.demands import cycles, signatures
from acts.files import ActFileError, act_names, file_name
from acts.loader import load_policy
from acts.register import Register, UnknownObligation, load_register
from acts.rules import Rule
from kit.errors import every_kind

DOCUMENT = "号"  # a national document is cited by its number, as 医保发〔2025〕7号
NATIONAL, NATIONAL_ID = "national", "CN"

Demands = Mapping[str, tuple[str, ...]]


def demands() -> Demands:
    """Return every demand that an act has to speak of, with the code that carries it, as far as imported."""
    places: dict[str, list[str]] = {demand: list(carriers) for demand, carriers in signatures().items()}
    for rule in every_rule():
        places.setdefault(rule.ground or rule.code, []).append(f"{rule.__module__}:{rule.__qualname__}")
    for kind in every_kind():
        if "code" in vars(kind) and not kind.house and "<locals>" not in kind.__qualname__:
            places.setdefault(kind.code, [])
    return {demand: tuple(places[demand]) for demand in places}


def every_rule(family: type[Rule[Never]] = Rule) -> Iterator[type[Rule[Never]]]:
    """Yield each class of rules that has a code; a family that only shares behaviour has none."""
    for rule in family.__subclasses__():
        if hasattr(rule, "code") and "<locals>" not in rule.__qualname__:
            yield rule
        yield from every_rule(rule)


def carriers(obligation: str, beside: str = "") -> tuple[str, ...]:
    """Return the code that carries an obligation, by the demands under which the acts say so."""
    places = demands()
    rows = (
        row for act in acts_with_citations(beside) for row in load_citations(act).values() if obligation in row.carries
    )
    return tuple(dict.fromkeys(place for row in rows for place in places.get(row.demand, ())))


def acts_with_citations(beside: str = "") -> tuple[str, ...]:
    """Name every act that a province may be governed by: the national rules stand behind them."""
    return tuple(name for name in act_names(beside) if name != NATIONAL)


def complaints(act: str) -> list[ActFileError]:
    """Return what is wrong with an act's life cycles and citations, held against the code: file, key and reason."""
    citing, absent = load_policy(act).act.id, left_out(act)
    asked = {demand: places for demand, places in demands().items() if demand not in absent}
    faults = contradictions(asked, load_citations(act), frozenset({citing, NATIONAL_ID}), load_register(act))
    return [*_of_cycles(act), *(ActFileError(file_name(act, FILE), key, reason) for key, reason in faults)]


def _of_cycles(act: str) -> Iterator[ActFileError]:
    yield from unknown_nouns(act)
    for cycle in cycles():
        try:
            effective(cycle, act)
        except ActFileError as error:
            yield error


def contradictions(
    known: Demands, citations: Citations, acts: frozenset[str], register: Register
) -> Iterator[tuple[str, str]]:
    """Yield each demand without a row, each row without a demand, and each reference that these acts do not have."""
    for demand in sorted(known.keys() - citations.keys()):
        yield demand, "missing: the code demands it, say what is cited or why it is absent"
    for demand in sorted(citations.keys() - known.keys()):
        yield demand, "unknown: the code demands nothing of this name"
    for row in citations.values():
        if row.cites and DOCUMENT not in row.cites and _act_of(row.cites, register) not in acts:
            yield row.demand, f"cites {row.cites}, which is no article of {', '.join(sorted(acts))}"
        for obligation in row.carries:
            if obligation not in register.obligations or _act_of(obligation, register) not in acts:
                yield row.demand, f"carries {obligation}, which is no obligation of {', '.join(sorted(acts))}"


def _act_of(reference: str, register: Register) -> str:
    try:
        return register.article(reference).act
    except UnknownObligation:
        return ""
