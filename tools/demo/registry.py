"""Hospitals, pharmacies and their people: registered, staffed, nominated, reviewed, published."""

from collections.abc import Callable
from datetime import date

from catalog.fields.models import TherapeuticField
from kit.period import Period, parse_day
from physicians.agreements import actions as agreements
from physicians.clients import actions as api_clients
from physicians.institutions import actions as institutions
from physicians.institutions.models import Institution
from physicians.institutions.words import InstitutionKind
from physicians.responsible import actions as physicians
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.words import PhysicianState, Title
from province.areas.models import Area
from province.areas.rules import pooling_area
from province.law.queries.policy import cycle_in_use
from province.staff.models import Account
from province.staff.words import Role
from tools.demo.ground import account, of_role
from tools.demo.tables import Days, Row, table

DOCUMENT = "演示发布〔2026〕1号（待核实）"


def build(on: date, days: Days) -> None:
    """Institutions with agreements, accounts at them, responsible physicians published or on their way."""
    by = of_role(Role.PROVINCIAL_AGENCY)
    for row in table("institutions"):
        _institution(row, by, on)
    people = {row["username"]: account(row["username"]) for row in table("staff")}
    for row in table("staff"):
        institution = Institution.objects.get(pk=row["institution"])
        institutions.appoint(account=people[row["username"]], institution=institution, by=by, on=on)
    _physicians({row["physician"]: people[row["username"]] for row in table("staff") if row["physician"]}, on, days)


def _institution(row: Row, by: Account | None, on: date) -> None:
    area = Area.objects.get(pk=row["area"])
    contact = {"address": row["address"], "phone": row["phone"]}
    institution = institutions.register(code=row["code"], name=row["name"], area=area, by=by, on=on, **contact)
    agreements.sign(
        institution=institution,
        period=Period(parse_day(row["agreement_first"]), parse_day(row["agreement_last"])),
        document=row["document"],
        outpatient=row["outpatient"] == "是",
        by=by,
        on=on,
    )


def _physicians(people: dict[str, Account], on: date, days: Days) -> None:
    other_states = {row["physician"]: row for row in table("unpublished")}
    to_publish = []
    for row in table("physicians"):
        ending = other_states.get(row["code"], {"state": PhysicianState.PUBLISHED, "days": "", "why": ""})
        when = days.ago(ending["days"]) if ending["state"] in UP_TO else on
        physician = _nominate(row, people.get(row["code"]), when)
        if ending["state"] in UP_TO:
            UP_TO[ending["state"]](physician, ending["why"], when)
        else:
            _review(physician, "", when)
            to_publish.append(physician)
    by = of_role(Role.PROVINCIAL_AGENCY)
    physicians.publish(physicians=to_publish, document=DOCUMENT, first=on, by=by, on=on)
    for row in other_states.values():
        if row["state"] == PhysicianState.SUSPENDED:
            physician, when = ResponsiblePhysician.objects.get(pk=row["physician"]), days.ago(row["days"])
            physicians.suspend(physician=physician, last_day=when, why=row["why"], by=by, on=when)


def _nominate(row: Row, at_work: Account | None, on: date) -> ResponsiblePhysician:
    hospital = Institution.objects.get(pk=row["hospital"])
    return physicians.nominate(
        hospital=hospital,
        code=row["code"],
        name=row["name"],
        title=Title(row["title"]),
        specialty=row["specialty"],
        treatment_fields=TherapeuticField.objects.filter(pk__in=row["fields"].split()),
        account=at_work,
        by=Account.objects.filter(role=Role.INSURANCE_OFFICE, post__institution=hospital).first(),
        on=on,
    )


def _city(physician: ResponsiblePhysician) -> Account | None:
    return of_role(Role.REVIEWER, pooling_area(physician.hospital.area_id))


def _review(physician: ResponsiblePhysician, _why: str, on: date) -> None:
    """Take the city's step, which the act in use calls a review or a record."""
    verbs = {step.verb for step in cycle_in_use(PHYSICIAN).transitions}
    step = physicians.review if "review" in verbs else physicians.record
    step(physician=physician, by=_city(physician), on=on)


def _return(physician: ResponsiblePhysician, why: str, on: date) -> None:
    physicians.return_(physician=physician, why=why, by=_city(physician), on=on)


def _leave(_physician: ResponsiblePhysician, _why: str, _on: date) -> None:
    """Nominated is where the hospital left it."""


# How far somebody who is not published yet has come.
UP_TO: dict[str, Callable[[ResponsiblePhysician, str, date], None]] = {
    PhysicianState.NOMINATED: _leave,
    PhysicianState.REVIEWED: _review,
    PhysicianState.RETURNED: _return,
}


def connect(on: date) -> dict[str, str]:
    """Give an API client to every institution that the table connects: client and its secret, told once."""
    codes = [row["code"] for row in table("institutions") if row["connected"] == "是"]
    rows = Institution.objects.filter(pk__in=codes)
    by = of_role(Role.SYSTEM_ADMIN)
    return dict(
        api_clients.issue(institution=institution, name=f"{institution.name}{SYSTEMS[institution.kind]}", by=by, on=on)
        for institution in rows.order_by("pk")
    )


SYSTEMS = {InstitutionKind.HOSPITAL: "信息系统", InstitutionKind.PHARMACY: "收银系统"}
