"""Agreements: what makes an institution designated."""

from datetime import date

from acts.demands import carries
from kit.action import action
from kit.errors import ReasonMissing
from kit.locks import lock_rows
from kit.period import Period
from physicians.agreements.deeds import END, SIGN
from physicians.agreements.errors import NoAgreementInForce
from physicians.agreements.models import Agreement
from physicians.institutions.models import Institution
from physicians.institutions.rules import refuse_retroactive_stop, refuse_unlike_kind
from physicians.institutions.words import InstitutionKind
from province.events.actions.recording import record
from province.staff.models import Account


@action
@carries("designation_agreement")
def sign(
    *,
    institution: Institution,
    period: Period,
    document: str,
    by: Account | None,
    on: date,
    outpatient: bool = True,
    physician_services: bool | None = None,
    excluded_from_totals: bool = True,
    totals_reason: str = "",
) -> Agreement:
    """Enter a signed agreement. A hospital's covers its physicians' service unless said otherwise.

    Raises PhysicianServicesMissing, NoPhysiciansInPharmacy, ConstraintBroken (overlap, no end, no reason).
    """
    covers = institution.kind is InstitutionKind.HOSPITAL if physician_services is None else physician_services
    refuse_unlike_kind(institution.kind, covers)
    agreement = Agreement.objects.create(
        institution=institution,
        period=period,
        document=document,
        outpatient=outpatient,
        physician_services=covers,
        excluded_from_totals=excluded_from_totals,
        totals_reason=totals_reason,
    )
    record(SIGN, institution, by=by, on=on, after=str(period), data={"document": document})
    return agreement


@action
@carries("agreement_end")
def end(*, institution: Institution, last_day: date, reason: str, by: Account | None, on: date) -> Agreement:
    """End the agreement in force after `last_day`.

    Raises ReasonMissing, StopRetroactive, NoAgreementInForce.
    """
    if not reason.strip():
        raise ReasonMissing
    refuse_retroactive_stop(last_day, on)
    # Two ends of one agreement: the second finds the days that the first left.
    agreement = lock_rows(institution.agreements.filter(period__contains=last_day)).first()
    if agreement is None:
        raise NoAgreementInForce(day=last_day)
    agreement.period, agreement.ended_for = agreement.period.until(last_day), reason.strip()
    agreement.save(update_fields=["period", "ended_for"])
    data = {"document": agreement.document}
    record(END, institution, by=by, on=on, after=str(agreement.period), why=reason, data=data)
    return agreement
