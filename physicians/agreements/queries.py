"""Designated hospitals and pharmacies."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from acts.demands import carries
from physicians.agreements.models import Agreement
from physicians.institutions.models import Institution, InstitutionSuspension
from physicians.institutions.queries import named_like, visible_to
from physicians.institutions.words import InstitutionKind
from province.areas.models import Area
from province.areas.words import AreaLevel
from province.staff.models import Account
from province.staff.queries import within_area_of


def _in_force(day: date, institution: str = "pk") -> tuple[object, object]:
    own: dict[str, object] = {"institution": OuterRef(institution), "period__contains": day}
    return (
        Exists(Agreement.objects.filter(**own)),
        ~Exists(InstitutionSuspension.objects.filter(**own)),
    )


@carries("designated_institutions")
def designated_on(day: date, kind: str = "") -> QuerySet[Institution]:
    """Institutions of the whole province with an agreement in force and no suspension on the day.

    Recognised everywhere: whoever chooses one asks this, never an area.
    """
    rows = Institution.objects.filter(*_in_force(day)).select_related("area__parent")
    return rows.filter(kind=kind) if kind else rows


def designated_like(words: str, day: date, kind: str) -> QuerySet[Institution]:
    """Of those the ones that every word means: by a part of the name or its sound, by the code, by the area."""
    rows = designated_on(day, kind)
    for word in words.split():
        of_area = Q(area__name__contains=word) | Q(area__parent__name__contains=word)
        rows = rows.filter(named_like(word) | of_area)
    return rows


def is_designated(institution: Institution, day: date) -> bool:
    return designated_on(day).filter(pk=institution.pk).exists()


def standing_on(day: date, rows: QuerySet[Institution]) -> QuerySet[Institution]:
    """Institutions with `agreed`, `suspended` on the day and `agreement_last`, the end of the agreement then."""
    own: dict[str, object] = {"institution": OuterRef("pk"), "period__contains": day}
    agreements = Agreement.objects.filter(**own)
    return rows.annotate(
        agreed=Exists(agreements),
        suspended=Exists(InstitutionSuspension.objects.filter(**own)),
        agreement_last=agreements.values("last_day")[:1],
    )


@carries("pharmacies_per_county")
def pharmacies_per_county(day: date, user: Account) -> QuerySet[Area]:
    """Every county of the user's area with `pharmacies`, how many serve it on the day."""
    serving = designated_on(day, InstitutionKind.PHARMACY).values("pk")
    counties = Area.objects.filter(within_area_of(user, "code"), level=AreaLevel.COUNTY).select_related("parent")
    return counties.annotate(
        pharmacies=Count("institutions", filter=Q(institutions__in=serving)),
    ).order_by("pharmacies", "code")


@carries("hospitals_without_outpatient")
def hospitals_without_outpatient(day: date, user: Account) -> QuerySet[Institution]:
    """Designated hospitals of the user's area whose agreement leaves the outpatient clauses out."""
    without = Agreement.objects.filter(institution=OuterRef("pk"), period__contains=day, outpatient=False)
    return designated_on(day, InstitutionKind.HOSPITAL).filter(within_area_of(user), Exists(without))


def ending_without_successor(user: Account, day: date, until: date) -> QuerySet[Agreement]:
    """Agreements of the user's institutions that end by `until` without another one behind them, the nearest first."""
    following = Agreement.objects.filter(institution=OuterRef("institution"), first_day__gt=OuterRef("last_day"))
    rows = Agreement.objects.filter(~Exists(following), last_day__gte=day, last_day__lte=until)
    mine = rows.filter(institution__in=visible_to(user).order_by().values("pk"))
    return mine.select_related("institution").order_by("last_day", "pk")
