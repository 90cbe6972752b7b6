"""What stands in an address: objects of the demonstration, those that somebody may see and those that he may not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from catalog.drugs.models import Drug, DrugTerms
from catalog.fields.queries import experts
from catalog.listings.queries import listed_on
from catalog.national_list.models import CatalogueImport
from catalog.national_list.queries.imports import visible_to as visible_to_curator
from catalog.products.models import Product, ProductTerms
from eligibility.applications.models import Material, TreatmentApplication
from eligibility.applications.queries import applications, patients
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries import entitlements
from eligibility.people.models import InsuredPerson
from eligibility.prescriptions import queries as prescriptions
from eligibility.prescriptions.models import Prescription
from kit.clock import today
from physicians.clients.models import ApiClient
from physicians.institutions.models import Institution
from physicians.institutions.queries import visible_to
from physicians.responsible import queries as physicians
from physicians.responsible.models import ResponsiblePhysician
from province.exports import queries as exports
from province.exports.models import ListExport
from province.jobs.models import JobRun
from province.proposals import queries as proposals
from province.proposals.models import Proposal
from province.staff.models import Account
from province.staff.words import Role
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim
from settlement.claims.queries import records
from settlement.traces.models import UncodedProduct
from supervision.alerts.models import Alert
from supervision.alerts.queries import alerts

Arguments = Mapping[str, Any]
NO_NUMBER = 987_654_321


@dataclass(frozen=True)
class Kind:
    """One kind of object in an address: all of them, those an account sees, how one is named, and a name of none."""

    every: Callable[[], QuerySet[Any]]
    seen_by: Callable[[Account], QuerySet[Any]]
    arguments: Callable[[Any], Arguments]
    unknown: Arguments

    def one_of(self, account: Account) -> Arguments | None:
        found = self.seen_by(account).order_by("pk").first()
        return self.arguments(found) if found else None

    def one_of_others(self, account: Account) -> Arguments | None:
        mine = self.seen_by(account).order_by().values("pk")
        found = self.every().exclude(pk__in=mine).order_by("pk").first()
        return self.arguments(found) if found else None


def by_key(row: Model) -> Arguments:
    return {"pk": row.pk}


def papers_of(account: Account) -> QuerySet[Material]:
    return Material.objects.filter(application__in=applications.visible_to(account).values("pk"))


def on_sale_for(account: Account) -> QuerySet[Prescription]:
    """What an institution may dispense: issued there, or for a patient who chose it."""
    place = account.post.institution_id
    chosen = Q(entitlement__pharmacy=place) | Q(entitlement__hospital=place)
    return Prescription.objects.filter(chosen | Q(hospital=place))


def entitlements_of(account: Account) -> QuerySet[Entitlement]:
    """A physician may prescribe for what is of his field, at any hospital (HN-22.3)."""
    mine = Q(pk__in=entitlements.visible_to(account).values("pk"))
    if account.role == Role.PHYSICIAN:
        mine |= Q(pk__in=entitlements.prescribable_by(account, today()).values("pk"))
    return Entitlement.objects.filter(mine)


def accounts_of(account: Account) -> QuerySet[AnnualAccount]:
    return AnnualAccount.objects.filter(claims__in=records.visible_to(account).values("pk")).distinct()


def everything(model: type[Model]) -> Callable[..., QuerySet[Any]]:
    return lambda *_: model._default_manager.all()


def experts_of_the_house(*_: Account) -> QuerySet[Account]:
    return experts()


NUMBER = {"pk": NO_NUMBER}
KINDS: Mapping[str, Kind] = {
    "drug": Kind(everything(Drug), everything(Drug), by_key, NUMBER),
    "expert": Kind(experts_of_the_house, experts_of_the_house, by_key, NUMBER),
    "export": Kind(everything(ListExport), exports.visible_to, by_key, NUMBER),
    "import": Kind(everything(CatalogueImport), visible_to_curator, by_key, NUMBER),
    "import_kind": Kind(everything(CatalogueImport), visible_to_curator, lambda row: {"kind": row.kind}, {"kind": "x"}),
    "published_drug": Kind(everything(Drug), lambda _: listed_on(today()), by_key, NUMBER),
    "drug_terms": Kind(everything(DrugTerms), everything(DrugTerms), by_key, NUMBER),
    "product_terms": Kind(everything(ProductTerms), everything(ProductTerms), by_key, NUMBER),
    "product": Kind(everything(Product), everything(Product), by_key, {"pk": "XX0"}),
    "physician": Kind(everything(ResponsiblePhysician), physicians.visible_to, by_key, {"pk": "D430102999999"}),
    "institution": Kind(everything(Institution), visible_to, by_key, {"pk": "H43010299999"}),
    "client": Kind(
        everything(ApiClient),
        everything(ApiClient),
        lambda row: {"pk": row.institution_id, "client": row.pk},
        {"pk": "H43010299999", "client": NO_NUMBER},
    ),
    "application": Kind(everything(TreatmentApplication), applications.visible_to, by_key, NUMBER),
    "material": Kind(
        everything(Material),
        papers_of,
        lambda row: {"pk": row.application_id, "material": row.pk},
        {"pk": NO_NUMBER, "material": NO_NUMBER},
    ),
    "paper": Kind(everything(Material), papers_of, by_key, NUMBER),
    "entitlement": Kind(everything(Entitlement), entitlements_of, by_key, NUMBER),
    "prescription": Kind(
        everything(Prescription), prescriptions.visible_to, lambda row: {"rxno": row.pk}, {"rxno": "H0"}
    ),
    "recorded_prescription": Kind(
        lambda: Prescription.objects.filter(paper__isnull=False),
        lambda account: prescriptions.visible_to(account).filter(paper__isnull=False),
        lambda row: {"rxno": row.pk},
        {"rxno": "H0"},
    ),
    "person": Kind(
        everything(InsuredPerson), patients.visible_to, lambda row: {"key": row.identity_hash}, {"key": "0" * 64}
    ),
    "sale": Kind(everything(Prescription), on_sale_for, lambda row: {"rxno": row.pk}, {"rxno": "H0"}),
    "account": Kind(everything(AnnualAccount), accounts_of, by_key, NUMBER),
    "proposal": Kind(everything(Proposal), proposals.visible_to, by_key, NUMBER),
    "claim": Kind(everything(Claim), records.visible_to, by_key, NUMBER),
    "uncoded": Kind(everything(UncodedProduct), everything(UncodedProduct), by_key, NUMBER),
    "job": Kind(everything(JobRun), everything(JobRun), lambda row: {"job": row.job}, {"job": "seal_events"}),
    "alert": Kind(everything(Alert), alerts.visible_to, by_key, NUMBER),
}
