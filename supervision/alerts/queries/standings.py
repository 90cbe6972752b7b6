"""How the things that alerts are about stand now: one or two queries a kind, however many alerts there are.

The page shows it, and the job closes by it; so both say the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import CLOCK_RUNS
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import unlike_listings
from eligibility.people.policy import Insuring
from eligibility.people.words import AssistanceCategory
from eligibility.prescriptions.models import Prescription
from kit.clock import SHANGHAI, now
from kit.templatetags.words import moment
from province.calendar.models import CalendarYear
from province.calendar.queries import working_days_left
from province.jobs.schedule import title_of
from province.law.queries.policy import current_policy
from settlement.claims.models import Claim
from settlement.claims.queries.contradictions import with_contradictions
from settlement.counter.rules.figures import AreaRateKnown, AssistanceKnown, LimitsKnown, OrdinaryBenefitKnown
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule
from settlement.figures.words import LimitKind, RateKind
from supervision.alerts.models import Alert
from supervision.alerts.queries.jobs import late_jobs
from supervision.alerts.rules import Standing, end_with
from supervision.alerts.words import AlertKind

Standings = dict[int, Standing]


def with_standings(alerts: Iterable[Alert], on: date) -> list[Alert]:
    """The alerts with `standing`, how the thing of each stands on the day."""
    rows = list(alerts)
    for kind in {alert.kind for alert in rows}:
        of_kind = [alert for alert in rows if alert.kind is kind]
        by_alert = OF_KIND[kind](of_kind, on)
        for alert in of_kind:
            alert.standing = by_alert.get(alert.pk, Standing(alert.object_id))
    return rows


def _numbers(alerts: Sequence[Alert]) -> list[str]:
    return [alert.object_id for alert in alerts]


def _of(alerts: Sequence[Alert], things: Mapping[str, Standing]) -> Standings:
    return {alert.pk: things[alert.object_id] for alert in alerts if alert.object_id in things}


def _applications(alerts: Sequence[Alert], on: date) -> Standings:
    rows = TreatmentApplication.objects.filter(pk__in=_numbers(alerts))
    cases = rows.select_related("person", "drug", "claimed_by", "decided_by")
    return _of(alerts, {str(case.pk): _of_application(case, on) for case in cases})


def _of_application(case: TreatmentApplication, on: date) -> Standing:
    officer = case.decided_by or case.claimed_by
    state = case.get_state_display()
    gone_on: date | None = None
    if case.state in CLOCK_RUNS and case.deadline and case.deadline < on:
        late = -working_days_left(on, case.deadline)
        words = f"{state}，已超期 {late} 个工作日"
    elif case.state in CLOCK_RUNS:
        words, gone_on = f"期限已重新计算，至 {case.deadline}", on
    else:
        gone_on = case.decided_on or case.returned_on or on
        words = f"现{state} {gone_on}"
    return Standing(
        number=case.number,
        patient=case.person.name,
        drug=case.drug_name,
        officer=officer.name if officer else "无人领办",
        words=words,
        gone_on=gone_on,
    )


def _claims(alerts: Sequence[Alert], on: date, *, is_contradicted: bool) -> Standings:
    rows = Claim.objects.filter(pk__in=_numbers(alerts))
    claims = rows.select_related("person", "institution", "reversal").prefetch_related("lines__product__drug")
    conflicts = set(with_contradictions(rows).values_list("pk", flat=True)) if is_contradicted else set()
    continuations = set(Claim.objects.filter(continues__in=rows).values_list("continues", flat=True))
    things = {}
    for claim in claims:
        reversal = getattr(claim, "reversal", None)
        words, gone_on = "结算有效", None
        if claim.reverses_id:
            words = "撤销记录"
        elif reversal is not None and claim.pk in continuations:
            words = "已部分退药，其余仍有效"
        elif reversal is not None:
            gone_on = reversal.settled_at.astimezone(SHANGHAI).date()
            words = f"结算已撤销 {gone_on}"
        elif is_contradicted and claim.pk not in conflicts:
            words, gone_on = "与现有登记已不矛盾", on
        drugs = dict.fromkeys(line.product.drug.generic_name for line in claim.lines.all())
        things[str(claim.pk)] = Standing(
            number=str(claim.pk),
            patient=claim.person.name,
            drug="、".join(drugs),
            officer=claim.institution.name,
            words=words,
            gone_on=gone_on,
        )
    return _of(alerts, things)


def _noted_sales(alerts: Sequence[Alert], on: date) -> Standings:
    return _claims(alerts, on, is_contradicted=False)


def _contradicted_sales(alerts: Sequence[Alert], on: date) -> Standings:
    return _claims(alerts, on, is_contradicted=True)


def _entitlements(alerts: Sequence[Alert], on: date) -> Standings:
    rows = Entitlement.objects.filter(pk__in=_numbers(alerts))
    unlike = set(unlike_listings(on).filter(pk__in=_numbers(alerts)).values_list("pk", flat=True))
    things = {}
    for right in rows.select_related("person").prefetch_related("suspensions"):
        is_unlike = right.pk in unlike
        things[str(right.pk)] = Standing(
            number=f"待遇 {right.pk}",
            patient=right.person.name,
            drug=right.generic_name,
            words=right.state_on(on).label if is_unlike else "与药品目录已一致",
            gone_on=None if is_unlike else on,
        )
    return _of(alerts, things)


def _prescriptions(alerts: Sequence[Alert], on: date) -> Standings:
    rows = Prescription.objects.filter(pk__in=_numbers(alerts)).select_related("person", "physician")
    things = {}
    for sheet in rows.prefetch_related("lines__product__drug"):
        is_sold = any(line.dispensed for line in sheet.lines.all())
        withdrawn_on = sheet.withdrawn_at.astimezone(SHANGHAI).date() if sheet.withdrawn_at else None
        things[sheet.pk] = Standing(
            number=sheet.rxno,
            patient=sheet.person.name,
            drug="、".join(dict.fromkeys(line.product.drug.generic_name for line in sheet.lines.all())),
            officer=sheet.clinician_name,
            words=f"处方已作废 {withdrawn_on}" if withdrawn_on and not is_sold else sheet.state_on(on).label,
            gone_on=None if is_sold else withdrawn_on,
        )
    return _of(alerts, things)


def _missing_figures(alerts: Sequence[Alert], on: date) -> Standings:
    """A figure is there again once the area has every figure of that kind on the day of the sale, not one of them."""
    by_alert: Standings = {}
    for alert in alerts:
        *_, code, last_word = alert.object_id.split()
        day = date.fromisoformat(last_word)
        is_set = code in IS_SET and IS_SET[code](alert.area, day)
        words = "所缺的标准已设定" if is_set else "所缺的标准仍未设定"
        label = f"购药日 {day}"
        words = words if code in IS_SET else "设定后请核实关闭"
        by_alert[alert.pk] = Standing(number=label, words=words, gone_on=on if is_set else None)
    return by_alert


def _are_limits_set(area: str, day: date) -> bool:
    rows = AnnualLimit.objects.filter(area=area, category="", period__contains=day)
    there = set(rows.values_list("insurance_type", "kind"))
    return all((insurance, kind) in there for insurance in _types(day) for kind in LimitKind)


def _is_assistance_set(area: str, day: date) -> bool:
    rows = AssistanceRule.objects.filter(area=area, period__contains=day)
    return set(rows.values_list("category", flat=True)) == set(AssistanceCategory)


def _rates_set(area: str, day: date, *kinds: RateKind) -> bool:
    rows = AreaRate.objects.filter(area=area, kind__in=kinds, period__contains=day)
    there = set(rows.values_list("insurance_type", "kind"))
    return all((insurance, kind) in there for insurance in _types(day) for kind in kinds)


def _types(day: date) -> Iterable[str]:
    return current_policy()[Insuring].types.on(day)


IS_SET: dict[str, Callable[[str, date], bool]] = {
    LimitsKnown.code: _are_limits_set,
    AssistanceKnown.code: _is_assistance_set,
    AreaRateKnown.code: lambda area, day: _rates_set(area, day, RateKind.SEPARATE),
    OrdinaryBenefitKnown.code: lambda area, day: _rates_set(
        area, day, RateKind.ORDINARY_OUTPATIENT, RateKind.ORDINARY_INPATIENT
    ),
}


def _ending_policy(alerts: Sequence[Alert], on: date) -> Standings:
    by_alert: Standings = {}
    for alert in alerts:
        last = date.fromisoformat(alert.object_id.split()[-1])
        count = end_with(current_policy(), last)
        words = f"{count} 项参数止于 {last}，没有后续规定" if count else "已有后续规定"
        by_alert[alert.pk] = Standing(number=f"止于 {last}", words=words, gone_on=None if count else on)
    return by_alert


def _calendars(alerts: Sequence[Alert], _: date) -> Standings:
    years = CalendarYear.objects.filter(pk__in=_numbers(alerts))
    days = {str(year.pk): year.loaded_at.astimezone(SHANGHAI).date() for year in years}
    return {
        alert.pk: Standing(
            number=f"{alert.object_id} 年",
            words=f"已载入 {days[alert.object_id]}" if alert.object_id in days else "尚未载入",
            gone_on=days.get(alert.object_id),
        )
        for alert in alerts
    }


def _jobs(alerts: Sequence[Alert], on: date) -> Standings:
    late = {standing.job.name: standing for standing in late_jobs(now())}
    by_alert: Standings = {}
    for alert in alerts:
        standing, title = late.get(alert.object_id), title_of(alert.object_id)
        if standing is None:
            by_alert[alert.pk] = Standing(number=title, words="已恢复正常", gone_on=on)
        else:
            count = standing.backlog.count if standing.backlog else 0
            since = f"自 {moment(standing.late_since)} 起" if standing.late_since else ""
            by_alert[alert.pk] = Standing(number=title, words=f"{since}积压 {count}" if count else f"{since}未按时完成")
    return by_alert


OF_KIND: dict[AlertKind, Callable[[Sequence[Alert], date], Standings]] = {
    AlertKind.APPLICATION_OVERDUE: _applications,
    AlertKind.POLICY_MISSING: _missing_figures,
    AlertKind.POLICY_ENDING: _ending_policy,
    AlertKind.SALE_NOTED: _noted_sales,
    AlertKind.ENTITLEMENT_UNLIKE_LISTING: _entitlements,
    AlertKind.SALE_CONTRADICTED: _contradicted_sales,
    AlertKind.CALENDAR_MISSING: _calendars,
    AlertKind.EARLY_SUPPLY: _prescriptions,
    AlertKind.JOB_BEHIND: _jobs,
}
