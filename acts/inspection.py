"""All that is wrong in the folder of an act: what cannot be read in its files, and what does not fit the code."""

from collections.abc import Iterator, Set
from functools import partial
from typing import Never

from acts.areas import FILE as AREAS
from acts.areas import load_area_table
from acts.citations import DOCUMENT, Citations, parse_rows
from acts.citations import FILE as CITATIONS
from acts.cycles import effective, left_out, unknown_nouns
from acts.deeds import cycles
from acts.files import ActFileError, file_name, read_all, read_text, refuse
from acts.inventory import demands
from acts.loader import HEAD, faults, load_policy, load_tables, unusable
from acts.parameters import Basis
from acts.policy import Act, Policy
from acts.register import FILE as REGISTER
from acts.register import Register, UnknownObligation, load_act, load_register
from acts.rules import Rule, demand_of, every_rule
from acts.words import unknown_words
from kit.period import EARLIEST

NATIONAL_ID = "CN"


def complaints(act: str) -> list[ActFileError]:
    """Return all that is wrong in all files of an act's folder, each with file, key and reason.

    Every floor must have been imported. What leans on a file that cannot be read is judged once it can.
    """
    readers = (
        _check_policy,
        load_area_table,
        _check_areas,
        _check_cycles,
        _check_words,
        load_act,
        _check_register,
        _check_citations,
    )
    try:
        read_all(partial(reader, act) for reader in readers)
    except ActFileError as error:
        return list({str(fault): fault for fault in error.faults}.values())
    return []


def _check_policy(act: str) -> None:
    """Read the head and every value; where the head has no days for the act, values of any day. Raises ActFileError."""
    try:
        policy = load_policy(act)
    except ActFileError as error:
        always = Act(id="", title="", number="", first=EARLIEST)
        headless = Policy(name=act, province="", area="", act=always, fingerprint="", files=load_tables(act))
        refuse([*error.faults, *unusable(headless)])
    refuse(faults(policy))


def _check_areas(act: str) -> None:
    """Hold the area table against the areas that the policy names. Raises ActFileError."""
    policy, areas = load_policy(act), load_area_table(act)
    if policy.area not in areas or not policy.area.endswith("0000"):
        raise ActFileError(file_name(act, HEAD), "province.area", f"{policy.area} is no province of {AREAS}")
    rows = ((parameter, entry) for parameter in policy.parameters() for entry in parameter.entries)
    refuse(
        ActFileError(parameter.file, parameter.name, f"area {entry.area} is not in {AREAS}")
        for parameter, entry in rows
        if entry.area and entry.area not in areas
    )


def _check_cycles(act: str) -> None:
    refuse(unknown_nouns(act))
    read_all(partial(effective, cycle, act) for cycle in cycles())


def _check_words(act: str) -> None:
    refuse(unknown_words(act))


def _check_register(act: str) -> None:
    """Hold the register against the policy: of the same act, with every article on which a value stands."""
    policy, own = load_policy(act), load_act(act)
    if own.id != policy.act.id:
        raise ActFileError(file_name(act, REGISTER), "act.id", f"is {own.id}, in {HEAD} it is {policy.act.id}")
    register = load_register(act)
    rows = ((parameter, entry) for parameter in policy.parameters() for entry in parameter.entries)
    refuse(
        ActFileError(parameter.file, parameter.name, f"source {entry.source} is no article of {REGISTER}")
        for parameter, entry in rows
        if entry.basis is Basis.ACT and _act_of(entry.source, register) != own.id
    )


def _check_citations(act: str) -> None:
    """Hold the citations against what the code demands and what the register has. Raises ActFileError."""
    file = file_name(act, CITATIONS)
    citations, unread = parse_rows(read_text(act, CITATIONS), act)
    mentions = citations.keys() | {fault.key for fault in unread}
    reasons = [*unspoken(demands().keys() - _left_out(act, mentions), mentions)]
    read_all(
        (
            partial(refuse, unread),
            partial(refuse, [ActFileError(file, key, reason) for key, reason in reasons]),
            partial(_check_references, act, file, citations),
            partial(_check_needs, file, citations),
        )
    )


def _check_references(act: str, file: str, citations: Citations) -> None:
    acts, register = frozenset({load_act(act).id, NATIONAL_ID}), load_register(act)
    refuse(ActFileError(file, key, reason) for key, reason in unknown_references(citations, acts, register))


def _check_needs(file: str, citations: Citations) -> None:
    """Hold each rule that the act has against those that it needs: one of each kind must be there. Raises ActFileError.

    Else the rule would be asked, and fail, only when somebody's case is judged.
    """
    refuse(
        ActFileError(file, demand_of(rule), f"needs {demand_of(need)}, which is absent")
        for rule in every_rule()
        if _has(rule, citations)
        for need in rule.needs
        if not any(_has(kind, citations) for kind in every_rule(need))
    )


def _has(rule: type[Rule[Never]], citations: Citations) -> bool:
    row = citations.get(demand_of(rule))
    return row is not None and not row.absent


def _left_out(act: str, mentions: Set[str]) -> Set[str]:
    """Name the steps that an act leaves out; where its life cycles cannot be read, those that its citations lack."""
    try:
        return left_out(act).keys()
    except ActFileError:
        return {step.demand for cycle in cycles() for step in cycle.transitions} - mentions


def unspoken(demands_of_code: Set[str], mentions: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield each demand without a row, and each row without a demand, with the reason."""
    for demand in sorted(demands_of_code - mentions):
        yield demand, "missing: the code demands it, say what is cited or why it is absent"
    for demand in sorted(mentions - demands_of_code):
        yield demand, "unknown: the code demands nothing of this name"


def unknown_references(citations: Citations, acts: frozenset[str], register: Register) -> Iterator[tuple[str, str]]:
    """Yield each row with an article or an obligation that none of these acts has, with the reason."""
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
