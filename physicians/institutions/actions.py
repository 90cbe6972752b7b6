"""Institutions: registered, staffed, suspended and resumed."""

from datetime import date, timedelta

from acts.demands import carries
from kit.action import action
from kit.errors import ReasonMissing
from kit.locks import lock_rows
from kit.period import Period
from physicians.institutions.deeds import APPOINT, REGISTER, RESUME, SUSPEND
from physicians.institutions.errors import InstitutionTaken, NotSuspended, WrongInstitutionForRole
from physicians.institutions.models import Institution, InstitutionStaff, InstitutionSuspension
from physicians.institutions.rules import refuse_foreign_code, refuse_retroactive_stop
from physicians.institutions.words import InstitutionKind
from province.areas.models import Area
from province.events.actions.recording import record
from province.staff.models import Account
from province.staff.words import Role

KINDS_OF_ROLE = {
    Role.PHYSICIAN: InstitutionKind.HOSPITAL,
    Role.INSURANCE_OFFICE: InstitutionKind.HOSPITAL,
    Role.PHARMACIST: InstitutionKind.PHARMACY,
}
ONE_DAY = timedelta(days=1)


@action
def register(
    *, code: str, name: str, area: Area, by: Account | None, on: date, address: str = "", phone: str = ""
) -> Institution:
    """Enter a hospital (H...) or pharmacy (P...) of a county; an agreement makes it designated.

    Raises InstitutionTaken, CodeUnlikeArea, AreaNotCounty, ConstraintBroken.
    """
    # Of one that is not there yet no row can be locked: those of an area come one after the other.
    lock_rows(Area.objects.filter(pk=area.pk)).first()
    if Institution.objects.filter(pk=code).exists():
        raise InstitutionTaken(number=code)
    refuse_foreign_code(code, area.code)
    institution = Institution.objects.create(
        code=code, name=name, kind=InstitutionKind.of(code), area=area, address=address, phone=phone
    )
    record(REGISTER, institution, by=by, on=on)
    return institution


@action
def appoint(*, account: Account, institution: Institution, by: Account | None, on: date) -> InstitutionStaff:
    """Tie a physician's, insurance office's or pharmacist's account to its one institution.

    Raises WrongInstitutionForRole.
    """
    if KINDS_OF_ROLE.get(account.role) != institution.kind:
        raise WrongInstitutionForRole(role=account.get_role_display(), kind=institution.get_kind_display())
    staff, _ = InstitutionStaff.objects.update_or_create(account=account, defaults={"institution": institution})
    record(APPOINT, institution, by=by, on=on, after=account.name)
    return staff


@action
@carries("institution.suspend")
def suspend(
    *, institution: Institution, cause: str, first: date, by: Account | None, on: date, last: date | None = None
) -> InstitutionSuspension:
    """Stop an institution from `first` on, until `last` or until it is resumed.

    Raises ReasonMissing, StopRetroactive, ConstraintBroken when it is suspended already.
    """
    if not cause.strip():
        raise ReasonMissing
    refuse_retroactive_stop(first - ONE_DAY, on)
    # Suspensions of one institution come one after the other, so that the constraint on their days is asked in turn.
    institution = lock_rows(Institution.objects.filter(pk=institution.pk)).get()
    period = Period(first, last)
    suspension = InstitutionSuspension.objects.create(institution=institution, period=period, cause=cause.strip())
    record(SUSPEND, institution, by=by, on=on, after=str(period), why=cause)
    return suspension


@action
@carries("institution.resume")
def resume(*, institution: Institution, first: date, why: str, by: Account | None, on: date) -> InstitutionSuspension:
    """End a suspension so that `first` is the first day of business again. Raises NotSuspended, StopRetroactive."""
    refuse_retroactive_stop(first - ONE_DAY, on)
    last = first - ONE_DAY
    # Two resumptions: the second finds the days that the first left.
    suspension = lock_rows(institution.suspensions.filter(period__contains=last)).first()
    if suspension is None:
        raise NotSuspended
    suspension.period = suspension.period.until(last)
    suspension.save(update_fields=["period"])
    record(RESUME, institution, by=by, on=on, after=str(first), why=why)
    return suspension
