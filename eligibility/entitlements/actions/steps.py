"""What every verb of entitlements shares: find and lock, ask the table."""

from datetime import date, timedelta

from django.db.models import DateField, F, Func, Value
from django.db.models.expressions import Combinable

from catalog.fields.models import TherapeuticField
from eligibility.entitlements.cycle import ENTITLEMENT
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import visible_to
from eligibility.entitlements.words import EntitlementState
from kit.errors import NotFound
from kit.life_cycle import Transition
from kit.locks import lock_rows
from province.law.queries.policy import cycle_in_use
from province.staff.models import Account
from province.staff.words import Role

ONE_DAY = timedelta(days=1)


def lock(entitlement: Entitlement, by: Account | None) -> Entitlement:
    """The row as it stands now, held until the transaction ends. Raises NotFound when it is not the actor's."""
    rows = visible_to(by) if by else Entitlement.objects.all()
    if by and by.role == Role.PHYSICIAN:
        # At whatever hospital: a physician of the field speaks for its patients.
        rows = Entitlement.objects.filter(field__in=TherapeuticField.objects.filter(physicians__account=by))
    # A claim or a prescription that points here need not wait, a sale's FOR SHARE does.
    row = lock_rows(rows.filter(pk=entitlement.pk)).first()
    if row is None:
        raise NotFound
    return row


def lock_of(person: str) -> None:
    """Hold all entitlements of the person until the transaction ends, in the order in which the counter shares them."""
    list(lock_rows(Entitlement.objects.filter(person=person)).values_list("pk"))


def step_from(entitlement: Entitlement, verb: str, by: Account | None, on: date) -> Transition:
    """The step, if the state on the day and the actor's role allow it. Raises WrongState, NotPermitted."""
    cycle, state = cycle_in_use(ENTITLEMENT), entitlement.state_on(on)
    now = EntitlementState.ACTIVE if state == EntitlementState.COMING else state
    return cycle.step_by(by.role, now, verb) if by else cycle.step(now, verb)


def row_of(verb: str) -> Transition:
    """The row of a step that is taken in every state, or on many entitlements at once."""
    return cycle_in_use(ENTITLEMENT).rows_of(verb)[0]


def until_day(field: str, day: date) -> Combinable:
    """The range of a field with the day as its last, for an update of many."""
    first = Func(F(field), function="lower", output_field=DateField())
    after = Value(day + ONE_DAY, output_field=DateField())
    return Func(first, after, function="daterange", output_field=Entitlement._meta.get_field("period"))
