"""The agency's door: return once, take the supplement, accept, have accepted by silence, or file."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from acts.demands import carries
from acts.rules import obey
from eligibility.applications.actions.filing import clocks_from_receipt
from eligibility.applications.actions.grounds import ground_of
from eligibility.applications.actions.steps import lock, move, step_from
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.errors import ClaimedByAnother, IntakeTermOver, ToBeReadAlone
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.policy import Intake, Reviewing
from eligibility.applications.queries.applications import intake_unanswered
from eligibility.applications.queries.facts import of_application
from eligibility.applications.queries.intake import doubt_at_intake
from eligibility.applications.rules.materials import Gap, check_gaps
from eligibility.applications.rules.stages import FILING
from eligibility.entitlements import actions as entitlements
from kit.action import action
from kit.locks import BATCH, lock_free_rows
from province.calendar.queries import deadline
from province.calendar.rules.workdays import Deadline
from province.events.actions.recording import record_each
from province.law.queries.policy import current_policy, cycle_in_use
from province.staff.models import Account


@action
@carries("application.return")
def return_for_correction(
    *, application: TreatmentApplication, gaps: Sequence[Gap], by: Account, on: date
) -> TreatmentApplication:
    """Say once what is missing, all of it, from the closed list; later only of what was newly handed in.

    Not after the intake term: then it counts as accepted, whether or not the job has said so yet.
    Raises NotFound, WrongState, IntakeTermOver, NoGapNamed, GapOutsideTheList, GapNotNewlyHandedIn.
    """
    case = lock(application, by)
    step = step_from(case.state, "return", by)
    if _is_unanswered(case, on):
        raise IntakeTermOver(last=case.intake_deadline)
    newly_handed_in = frozenset(material.kind for material in case.materials.filter(round=case.returns))
    check_gaps(gaps, case.returns, newly_handed_in, current_policy(), on)
    gap_rows = [asdict(gap) for gap in gaps]
    changes = {"gaps": gap_rows, "returned_on": on, "returns": case.returns + 1, "intake_deadline": None}
    clock = {"clock_from": None, "deadline": None, "deadline_provisional": False, "intake_provisional": False}
    why = "；".join(gap.words for gap in gaps)
    return move(case, step, by=by, on=on, why=why, data={"gaps": gap_rows}, **changes, **clock)


@action
@carries("application.supplement")
def supplement(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Hand the corrected papers in: the clocks of receipt begin anew. Raises NotFound, WrongState."""
    case = lock(application, by)
    step = step_from(case.state, "supplement", by)
    return move(case, step, by=by, on=on, supplemented_on=on, **clocks_from_receipt(on))


@action
@carries("application.accept", "application.accept_short")
def accept(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Accept: the legal clock starts and will not stop; after the intake term it has run since the day of receipt.

    Raises NotFound, WrongState.
    """
    case = lock(application, by)
    step = step_from(case.state, accepting(case.kind, "accept", on), by)
    since = (case.supplemented_on or case.received_on or on) if _is_unanswered(case, on) else on
    clock = _review_clock(since, on)
    return move(
        case,
        step,
        by=by,
        on=on,
        data={"deadline": str(clock.day), "provisional": clock.provisional},
        accepted_on=since,
        clock_from=since,
        deadline=clock.day,
        deadline_provisional=clock.provisional,
    )


@action
def accept_complete(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Accept one of many: every rule of the door is asked anew, and one that does not say yes leaves the case alone.

    Raises NotFound, WrongState, ClaimedByAnother, ToBeReadAlone.
    """
    case = lock(application, by)
    step_from(case.state, accepting(case.kind, "accept", on), by)
    if case.claimed_by is not None and case.claimed_by_id != by.pk:
        raise ClaimedByAnother(name=case.claimed_by.name)
    if doubt := doubt_at_intake(case, on):
        raise ToBeReadAlone(doubt=doubt)
    return accept(application=case, by=by, on=on)


def _is_unanswered(case: TreatmentApplication, on: date) -> bool:
    """Whether the intake term is over, where silence counts as acceptance (decision 3)."""
    counts = current_policy()[Intake].silence_accepts.on(on)
    return counts and case.intake_deadline is not None and on > case.intake_deadline


@action
@carries("application.accept_unanswered", "application.accept_unanswered_short")
def accept_unanswered(*, on: date) -> int:
    """Whatever the agency neither accepted nor returned in time counts as accepted on the day of receipt.

    One batch, by one UPDATE for each day of receipt and kind: what is left is accepted by the next call, and nothing is
    left where it accepts none. Returns how many. Source: decision 3.
    """
    if not current_policy()[Intake].silence_accepts.on(on):
        return 0
    waiting = intake_unanswered(on).annotate(came_on=Coalesce("supplemented_on", "received_on"))
    # What a clerk is just accepting or returning is answered by him.
    cases = list(lock_free_rows(waiting)[:BATCH])
    groups = {(case.came_on, case.kind) for case in cases}
    rows = TreatmentApplication.objects.filter(pk__in=[case.pk for case in cases])
    return sum(_count_as_accepted(rows, cases, came_on, kind, on) for came_on, kind in sorted(groups))


def _count_as_accepted(
    rows: QuerySet[TreatmentApplication], cases: Sequence[TreatmentApplication], came_on: date, kind: str, on: date
) -> int:
    mine = [case for case in cases if (case.came_on, case.kind) == (came_on, kind)]  # type: ignore[attr-defined]
    step = step_from(mine[0].state, accepting(kind, "accept_unanswered", on), None)
    clock = _review_clock(came_on, on)
    rows.filter(pk__in=[case.pk for case in mine]).update(
        state=step.target,
        claimed_by=None,
        accepted_on=came_on,
        clock_from=came_on,
        deadline=clock.day,
        deadline_provisional=clock.provisional,
    )
    return record_each(
        step,
        [(case.pk, case.insured_area_id) for case in mine],
        by=None,
        on=on,
        before=mine[0].state,
        after=step.target,
        why=f"逾期未答复，视为 {came_on} 受理",
    )


def accepting(kind: str, verb: str, on: date) -> str:
    """The verb that accepts this kind: those that need no expert's signature take the short way."""
    short = kind not in current_policy()[Reviewing].expert_signature_kinds.on(on)
    return f"{verb}_short" if short and cycle_in_use(APPLICATION).rows_of(f"{verb}_short") else verb


def _review_clock(start: date, on: date) -> Deadline:
    return deadline(start, current_policy()[Reviewing].working_days.on(on))


@action
@carries("application.file")
def file(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Where the act asks for filing only: the papers are complete, it is on file, the entitlement stands.

    Raises NotFound, WrongState, Refused, ConstraintBroken (ENTITLEMENT_NO_OVERLAP).
    """
    case = lock(application, by)
    step = step_from(case.state, "file", by)
    entitlements.lock_ground(person=case.person_id, drug=case.chosen_drug.pk)
    obey(FILING, of_application(case, on, decider=by.pk), current_policy())
    case_on_file = move(case, step, by=by, on=on, decided_by=by, decided_on=on)
    entitlements.grant(ground=ground_of(case_on_file), by=by, on=on)
    return case_on_file
