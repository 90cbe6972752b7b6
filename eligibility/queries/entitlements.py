"""Entitlements: whose they are to see, which hold on a day, which run out."""

from datetime import date

from django.db.models import F, Max, Q, QuerySet

from catalog.models import Drug
from eligibility.models import Entitlement
from eligibility.queries.scope import BY_INSURED_AREA, posts_of
from province.models import Account, Role
from province.queries.scope import NOTHING, within_area_of

NOT_VOID = Q(ended_on=None) | Q(ended_on__gte=F("first_day"))


def visible_to(user: Account) -> QuerySet[Entitlement]:
    """Agencies see their insured area's; hospitals and pharmacies those who chose them; physicians their field's."""
    return Entitlement.objects.filter(_scope(user))


def _scope(user: Account) -> Q:
    if user.role in BY_INSURED_AREA:
        return within_area_of(user, "insured_area")
    if user.role == Role.INSURANCE_OFFICE:
        return Q(hospital__in=posts_of(user))
    if user.role == Role.PHARMACIST:
        return Q(pharmacy__in=posts_of(user))
    if user.role == Role.PHYSICIAN:
        return Q(hospital__in=posts_of(user)) | Q(application__physician__account=user)
    return NOTHING


def for_lists(rows: QuerySet[Entitlement]) -> QuerySet[Entitlement]:
    """With everything that a line of a list shows."""
    return rows.select_related("person", "drug", "insured_area", "hospital", "pharmacy").prefetch_related("suspensions")


def for_page(rows: QuerySet[Entitlement]) -> QuerySet[Entitlement]:
    """With everything that the page of one entitlement shows."""
    related = ("person", "drug", "field", "insured_area", "hospital", "pharmacy", "application__physician")
    return rows.select_related(*related).prefetch_related("suspensions", "manufacturers__manufacturer")


def valid_on(day: date, rows: QuerySet[Entitlement] | None = None) -> QuerySet[Entitlement]:
    """In effect on the day: begun, not ended, not suspended. Source: HN-19.2."""
    held = Entitlement.objects.all() if rows is None else rows
    return held.filter(NOT_VOID, period__contains=day).exclude(suspensions__period__contains=day)


def prescribable_by(user: Account, day: date) -> QuerySet[Entitlement]:
    """What a responsible physician may prescribe for: in effect, of one of his fields, at any hospital (HN-22.3)."""
    return valid_on(day).filter(field__physicians__account=user).distinct()


def to_expire(on: date) -> QuerySet[Entitlement]:
    """Whose last day has passed and who are not marked ended."""
    return Entitlement.objects.filter(ended_on=None, last_day__lt=on)


def of_drug_beyond(drug_id: int, last_day: date) -> QuerySet[Entitlement]:
    """Entitlements for the drug that reach past the day. Source: HN-23.9."""
    return Entitlement.objects.filter(ended_on=None, drug=drug_id, last_day__gt=last_day)


def outlived(on: date) -> list[tuple[int, date]]:
    """Drugs neither listed nor under agreement any more, with their last listed day, though entitlements run on."""
    held = Entitlement.objects.filter(ended_on=None, last_day__gte=on).values("drug")
    drugs = Drug.objects.filter(pk__in=held).exclude(listings__period__contains=on)
    left = drugs.exclude(agreements__period__contains=on).annotate(last_valid=Max("listings__last_day"))
    return list(left.filter(last_valid__lt=on).order_by("pk").values_list("pk", "last_valid"))


def running_out(rows: QuerySet[Entitlement], day: date, until: date) -> QuerySet[Entitlement]:
    """Those whose last day comes by `until`: to be renewed in time."""
    return rows.filter(ended_on=None, last_day__gte=day, last_day__lte=until)
