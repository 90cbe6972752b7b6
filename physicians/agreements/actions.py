"""Agreements: what makes an institution designated."""

from datetime import date

from acts.demands import carries
from kit.action import action
from kit.errors import ReasonMissing
from kit.period import Period
from physicians.agreements.errors import NoAgreementInForce
from physicians.agreements.models import Agreement
from physicians.institutions.announcements import InstitutionStopped
from physicians.institutions.models import Institution
from physicians.institutions.rules import refuse_retroactive_stop, refuse_unlike_kind
from physicians.institutions.words import InstitutionKind
from province.events.actions.recording import record
from province.events.announcements import announce
from province.law.queries.policy import article
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
    _record(agreement, "sign_agreement", by, on, article("designation_agreement"))
    return agreement


@action
@carries("agreement_end")
def end(*, institution: Institution, last_day: date, reason: str, by: Account | None, on: date) -> Agreement:
    """End the agreement in force after `last_day`. Announces InstitutionStopped.

    Raises ReasonMissing, StopRetroactive, NoAgreementInForce.
    """
    if not reason.strip():
        raise ReasonMissing
    refuse_retroactive_stop(last_day, on)
    agreement = institution.agreements.select_for_update(no_key=True).filter(period__contains=last_day).first()
    if agreement is None:
        raise NoAgreementInForce(day=last_day)
    agreement.period, agreement.ended_for = agreement.period.until(last_day), reason.strip()
    agreement.save(update_fields=["period", "ended_for"])
    _record(agreement, "end_agreement", by, on, article("agreement_end"), reason)
    announce(InstitutionStopped(by=by, on=on, institution_id=institution.pk, last_day=last_day))
    return agreement


def _record(agreement: Agreement, verb: str, by: Account | None, on: date, source: str, why: str = "") -> None:
    record(
        by=by, on=on, noun="institution", object_id=agreement.institution_id, verb=verb, source=source,
        after=str(agreement.period), why=why, area=agreement.institution.area_id,
        data={"document": agreement.document},
    )  # fmt: skip
