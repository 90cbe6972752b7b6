"""The audit trail and the record of scheduled work."""

from collections.abc import Mapping

from django.db.models import Case, CharField, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from catalog.drugs.deeds import DRUG
from catalog.drugs.models import Drug
from catalog.fields.deeds import FIELD
from catalog.fields.models import TherapeuticField
from catalog.listings.deeds import LISTING
from catalog.products.deeds import MANUFACTURER
from catalog.products.models import Manufacturer
from eligibility.applications.deeds import APPLICATION
from eligibility.applications.models import TreatmentApplication
from eligibility.entitlements.deeds import ENTITLEMENT
from eligibility.entitlements.models import Entitlement
from kit.deeds import Noun
from physicians.institutions.deeds import INSTITUTION
from physicians.institutions.models import Institution
from physicians.responsible.deeds import PHYSICIAN
from physicians.responsible.models import ResponsiblePhysician
from province.areas.deeds import AREAS
from province.areas.models import Area
from province.events.models import Event
from province.jobs.models import JobRun
from province.jobs.words import RunOutcome
from province.staff.deeds import STAFF_ACCOUNT
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role
from settlement.figures.deeds import ASSISTANCE, LIMIT, RATE
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule

# What people call a thing whose number in the log is the database's own or a code.
NAMES: Mapping[Noun, tuple[type[Model], str]] = {
    APPLICATION: (TreatmentApplication, "number"),
    AREAS: (Area, "name"),
    ASSISTANCE: (AssistanceRule, "area__name"),
    DRUG: (Drug, "generic_name"),
    ENTITLEMENT: (Entitlement, "application__number"),
    FIELD: (TherapeuticField, "name"),
    INSTITUTION: (Institution, "name"),
    LIMIT: (AnnualLimit, "area__name"),
    LISTING: (Drug, "generic_name"),
    MANUFACTURER: (Manufacturer, "name"),
    PHYSICIAN: (ResponsiblePhysician, "name"),
    RATE: (AreaRate, "area__name"),
    STAFF_ACCOUNT: (Account, "name"),
}


def events_visible_to(user: Account) -> QuerySet[Event]:
    """An auditor sees every event, an official those of his area; each with the `object_name` of its thing, if any."""
    rows = Event.objects.all() if user.role == Role.AUDITOR else Event.objects.filter(within_area_of(user))
    cases = [When(noun=noun.word, then=_name_in(model, path)) for noun, (model, path) in NAMES.items()]
    return rows.annotate(object_name=Case(*cases, default=Value(""), output_field=CharField()))


def with_name(words: str) -> Q:
    """The events of whatever has this number, or is called so."""
    rows = Q(object_id=words)
    for noun, (model, path) in NAMES.items():
        keys = model._default_manager.filter(Q(**{path: words})).values_list(Cast("pk", CharField()))
        rows |= Q(noun=noun.word, object_id__in=keys)
    return rows


def _name_in(model: type[Model], path: str) -> Combinable:
    """The name of the row whose key an event has as text; the branch of another kind of thing is never read."""
    key = Cast(OuterRef("object_id"), model._meta.pk)
    return Subquery(model._default_manager.filter(pk=key).order_by().values(path)[:1])


def runs_of(job: str) -> QuerySet[JobRun]:
    """The runs of one job."""
    return JobRun.objects.filter(job=job)


_SUCCEEDED = Q(error="")
_LEFT_ALL = Q(waiting_before__gt=0, work_done=0)
_LEFT_NONE = Q(waiting_after=0) | Q(waiting_after=None)
ENDED = {
    RunOutcome.FAILED: ~_SUCCEEDED,
    RunOutcome.STUCK: _SUCCEEDED & _LEFT_ALL,
    RunOutcome.PART: _SUCCEEDED & Q(waiting_after__gt=0) & (Q(waiting_before=0) | Q(work_done__gt=0)),
    RunOutcome.DONE: _SUCCEEDED & _LEFT_NONE & (Q(waiting_before=None) | Q(waiting_before=0) | Q(work_done__gt=0)),
}
