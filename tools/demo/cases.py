"""Applications in every state, each taken there by the people whose work it is, on their days."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from catalog.products.models import Product
from eligibility.applications import actions as applications
from eligibility.applications.actions import materials
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.policy import Applying
from eligibility.applications.queries.experts import panel_of
from eligibility.applications.rules.materials import Gap
from eligibility.applications.words import ApplicationKind, ApplicationState, DenialReason, MaterialKind
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import SuspensionCause
from eligibility.people.models import InsuredPerson
from eligibility.people.queries.persons import enrolment_on
from physicians.institutions.models import Institution
from province.areas.rules import pooling_area
from province.law.queries.policy import current_policy
from province.staff.models import Account
from province.staff.words import Role
from tools.demo.ground import account, of_role
from tools.demo.papers import papers, suffix
from tools.demo.tables import Days, Row, table

OPINION = "病理、基因检测与影像资料齐全，符合说明书适应症和医保限定支付范围，同意使用。"
UNSIGNED = frozenset({ApplicationState.DRAFT, "handed_back"})


def build(days: Days) -> None:
    """Walk every row of the table, then put the entitlements of the other table under inquiry."""
    regimens = {row["product"]: row for row in table("regimens")}
    for row in table("cases"):
        Case(row, regimens[row["product"]], days).walk()
    for row in table("inquiries"):
        _suspend(row, days)


@dataclass
class Case:
    """One row on its way: each step is taken if the row has a day for it."""

    row: Row
    regimen: Row
    days: Days
    application: TreatmentApplication = field(init=False)

    def walk(self) -> None:
        """Take the case as far as its row says."""
        self.draft()
        if self.row["outcome"] == ApplicationState.DRAFT:
            return
        self.hand_in()
        self.step(applications.sign, self.physician, "drafted")
        if self.row["outcome"] == "handed_back":
            self.step(applications.hand_back, self.office, "drafted", why=self.row["why"])
        if self.row["outcome"] in UNSIGNED | {ApplicationState.SIGNED}:
            return
        self.step(applications.endorse, self.office, "drafted")
        for name, step in self.steps().items():
            if self.row[name]:
                step()
        self.finish()

    def steps(self) -> dict[str, Callable[[], None]]:
        """What each column stands for, in the order of the act."""
        return {
            "received": lambda: self.step(applications.submit, self.office, "received"),
            "returned": self.return_,
            "supplemented": self.supplement,
            "accepted": lambda: self.step(applications.accept, self.clerk, "accepted"),
            "opinion": self.give_opinion,
            "decided": self.decide,
        }

    def step(
        self, verb: Callable[..., TreatmentApplication], by: Account | None, column: str, **details: object
    ) -> None:
        """Take one step on the day that the column says."""
        self.application = verb(application=self.application, by=by, on=self.day(column), **details)

    def day(self, column: str) -> date:
        """Return the day that a column says, counted back in working days."""
        return self.days.ago(self.row[column])

    @cached_property
    def person(self) -> InsuredPerson:
        return InsuredPerson.objects.get(pk=self.row["person"])

    @cached_property
    def physician(self) -> Account:
        return account(self.row["physician"])

    @cached_property
    def hospital(self) -> Institution:
        return Institution.objects.get(staff__account=self.physician)

    @cached_property
    def office(self) -> Account:
        return Account.objects.get(role=Role.INSURANCE_OFFICE, post__institution=self.hospital)

    @cached_property
    def city(self) -> str:
        enrolment = enrolment_on(self.person, self.day("drafted"))
        return pooling_area(enrolment.area_id) if enrolment else ""

    @cached_property
    def clerk(self) -> Account:
        return Account.objects.get(role=Role.CLERK, area=self.city)

    @property
    def reviewer(self) -> Account | None:
        return of_role(Role.REVIEWER, self.city)

    def draft(self) -> None:
        """Draft the application."""
        on = self.day("drafted")
        self.application = applications.draft(person=self.person, form=self.form(on), by=self.physician, on=on)

    def form(self, on: date) -> applications.Form:
        """Return what the physician writes."""
        product = Product.objects.select_related("drug").get(pk=self.row["product"])
        return applications.Form(
            drug=product.drug,
            product=product,
            hospital=self.hospital,
            pharmacy=Institution.objects.get(pk=self.row["pharmacy"]),
            application_date=on,
            kind=ApplicationKind(self.row["kind"]),
            meets_label=True,
            meets_scope=True,
            identity_checked=True,
            signer_name=self.person.name,
            diagnosis_code=self.regimen["diagnosis_code"],
            diagnosis=self.regimen["diagnosis"],
            grounds=self.regimen["grounds"],
            usage=self.regimen["usage"],
        )

    def hand_in(self) -> None:
        """Attach the materials and hand the application in."""
        materials = current_policy()[Applying].materials.on(self.day("drafted"))
        for kind, content in papers(self.person.name, self.person.pk).items():
            if kind in materials:
                self.add(kind, content, self.physician, "drafted")

    def add(self, kind: MaterialKind, content: bytes, by: Account, column: str) -> None:
        """Attach one paper."""
        name = f"{kind}.{suffix(kind)}"
        materials.add(application=self.application, kind=kind, content=content, name=name, by=by, on=self.day(column))

    def gaps(self) -> list[tuple[MaterialKind, str]]:
        """The papers that the row returns, each with its note."""
        parts = (gap.partition(":") for gap in self.row["why"].split("|"))
        return [(MaterialKind(paper), note) for paper, _, note in parts]

    def return_(self) -> None:
        """Return the application with its gaps."""
        gaps = [Gap(paper, note) for paper, note in self.gaps()]
        self.step(applications.return_for_correction, self.clerk, "returned", gaps=gaps)

    def supplement(self) -> None:
        """Hand in anew what was missing."""
        fresh = papers(self.person.name, f"{self.person.pk} / 2")
        for kind in sorted({paper for paper, _ in self.gaps()}):
            self.add(kind, fresh[kind], self.office, "supplemented")
        self.step(applications.supplement, self.office, "supplemented")

    def give_opinion(self) -> None:
        """Give the expert's opinion."""
        agrees = self.row["outcome"] != ApplicationState.DENIED
        text = OPINION if agrees else self.row["why"].split(":")[1]
        verdicts = {"supports": agrees, "label": agrees, "scope": agrees, "text": text}
        self.step(applications.give_opinion, panel_of(self.application).members[0], "opinion", **verdicts)

    def decide(self) -> None:
        """Approve or deny."""
        if self.row["outcome"] == ApplicationState.APPROVED:
            self.step(applications.approve, self.reviewer, "decided", label=True, scope=True)
        else:
            denial, reason = self.row["why"].split(":")
            self.step(applications.deny, self.reviewer, "decided", denial=DenialReason(denial), reason=reason)

    def finish(self) -> None:
        """Withdraw what the row says was withdrawn."""
        if self.row["outcome"] == ApplicationState.WITHDRAWN:
            self.application = applications.withdraw(
                application=self.application, why=self.row["why"], by=self.office, on=self.days.ago(1)
            )


def _suspend(row: Row, days: Days) -> None:
    entitlement = Entitlement.objects.get(person=row["person"], drug__products=row["product"])
    entitlements.suspend(
        entitlement=entitlement,
        cause=SuspensionCause.INVESTIGATION,
        first=days.ago(5),
        note=row["note"],
        by=of_role(Role.SUPERVISOR),
        on=days.ago(5),
    )
