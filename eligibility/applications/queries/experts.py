"""Whom a case is put to: the experts asked by name, or else those of the drug's field, or where it has none, all."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalog.fields.models import ExpertField
from catalog.fields.queries import expert_fields, experts, experts_of
from eligibility.applications.models import AskedExpert, TreatmentApplication
from province.staff.models import Account

FIELD = OuterRef("drug__field")
NO_EXPERTS_FIELD = ~Exists(expert_fields().filter(field=FIELD))


@dataclass(frozen=True)
class Panel:
    """Who may sign: those asked by name, or else those of the field; `of_all` where no expert has the field."""

    field: str
    members: tuple[Account, ...]
    by_name: bool
    of_all: bool


def asked_by_name() -> QuerySet[AskedExpert]:
    """Return who is asked by name and still works here: of whoever has left a case waits for its field again."""
    return AskedExpert.objects.filter(expert__in=experts().order_by().values("pk"))


def put_to(user: Account) -> Q:
    """Say which applications are put to an expert."""
    requests = asked_by_name().filter(application=OuterRef("pk"))
    mine = Exists(ExpertField.objects.filter(account=user, field=FIELD))
    return Q(Exists(requests.filter(expert=user))) | (~Q(Exists(requests)) & (Q(mine) | Q(NO_EXPERTS_FIELD)))


def for_experts(rows: QuerySet[TreatmentApplication], user: Account) -> QuerySet[TreatmentApplication]:
    """With how each came to this expert: asked by name, or because no expert has its field."""
    is_named = Exists(asked_by_name().filter(application=OuterRef("pk"), expert=user))
    return rows.select_related("drug__field").annotate(is_named=is_named, is_of_all=NO_EXPERTS_FIELD)


def panel_of(case: TreatmentApplication) -> Panel:
    """Return whom a case is put to now."""
    field = case.chosen_drug.field
    by_name = tuple(row.expert for row in asked_by_name().filter(application=case).select_related("expert"))
    of_field = () if by_name else tuple(experts_of(field.pk))
    members = by_name or of_field or tuple(experts())
    return Panel(field.name, members, by_name=bool(by_name), of_all=not (by_name or of_field))
