"""What every verb of entitlements shares: find and lock, ask the table, record."""

from datetime import date, timedelta

from eligibility.entitlements.cycle import ENTITLEMENT
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import visible_to
from eligibility.entitlements.words import EntitlementState
from kit.errors import NotFound
from province.events.actions.recording import record
from province.events.rules import Actor
from province.law.queries.policy import article, cycle_in_use
from province.staff.models import Account

ONE_DAY = timedelta(days=1)


def lock(entitlement: Entitlement, by: Account | None) -> Entitlement:
    """The row as it stands now, held until the transaction ends. Raises NotFound when it is not the actor's."""
    rows = visible_to(by) if by else Entitlement.objects.all()
    # No key changes: a claim or a prescription that points here need not wait, a sale's FOR SHARE does.
    held = rows.select_for_update(of=("self",), no_key=True).filter(pk=entitlement.pk).first()
    if held is None:
        raise NotFound
    return held


def lock_of(person: str) -> None:
    """Hold all entitlements of the person until the transaction ends, in the order in which the counter shares them."""
    list(Entitlement.objects.filter(person=person).order_by("id").select_for_update(no_key=True).values_list("pk"))


def allowed(held: Entitlement, verb: str, by: Account | None, on: date) -> None:
    """Refuse what the state on the day or the role does not allow. Raises WrongState, NotPermitted."""
    state = held.state_on(on)
    now = EntitlementState.ACTIVE if state == EntitlementState.COMING else state
    cycle = cycle_in_use(ENTITLEMENT)
    cycle.step_by(by.role, now, verb) if by else cycle.step(now, verb)


def tell(
    held: Entitlement,
    verb: str,
    by: Actor | None,
    on: date,
    *,
    before: str = "",
    after: str = "",
    why: str = "",
) -> None:
    """Record the one event of a step, under the article that the act in use cites for it."""
    area = held.insured_area_id
    record(
        by=by,
        on=on,
        noun="entitlement",
        object_id=held.pk,
        verb=verb,
        source=article(f"entitlement.{verb}"),
        before=before,
        after=after,
        why=why,
        area=area,
    )
