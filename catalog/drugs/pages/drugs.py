"""Drugs for staff: the table, one drug with its validity, products and history."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from catalog.admissions.queries import last_fault, with_admission_on
from catalog.drugs.deeds import DRUG
from catalog.drugs.models import Drug
from catalog.drugs.pages.shown import class_shown, listed_price_shown, standard_shown, state_shown
from catalog.drugs.pages.tables import DrugTable, ending_parts
from catalog.drugs.queries import terms_on, visible_to
from catalog.drugs.rules.conditions import read_conditions, written_conditions
from catalog.listings.cycle import LISTING
from catalog.listings.pages import STEPS
from catalog.listings.queries import lapsed_listing, listing_on, state_of
from catalog.listings.rules.lapse import waited_until
from catalog.prices.queries import priced_on, shown_prices
from catalog.products.queries import of_drug
from kit.pages.as_of import asked_day
from province.frame.access import ANYONE, page, who
from province.frame.history import moments
from province.frame.panels import panels_of
from province.law.queries.policy import current_policy
from province.staff.words import Role


@page(roles=ANYONE)
def drugs(request: HttpRequest) -> HttpResponseBase:
    """List the drugs that the reader may see; a curator is offered what to do with them."""
    curates = who(request).role == Role.CATALOG_ADMIN
    table = DrugTable(request, visible_to(who(request)))
    return table.respond("catalog/drugs.html", curates=curates, parts=ending_parts(table))


@page(roles=ANYONE)
def drug(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a drug with its listings, its agreements and its products' prices of the day asked for."""
    user, day = who(request), asked_day(request)
    row: Drug = get_object_or_404(visible_to(user), pk=pk)
    state, terms = state_of(row, day), terms_on(row, day)
    rows = with_admission_on(day, priced_on(day, of_drug(row)))
    waiting = lapsed_listing(row, day)
    products = [(product, shown_prices(product, user.role)) for product in rows]
    context = {
        "drug": row,
        "day": day,
        "state": state_shown(state),
        "terms": terms,
        "class": class_shown(terms, state),
        "history_of_terms": row.terms.order_by("-first_day"),
        "questions": written_conditions(read_conditions(terms.conditions)) if terms else "",
        "curates": user.role == Role.CATALOG_ADMIN,
        "listing": listing_on(row, day),
        "listings": row.listings.order_by("-first_day"),
        "agreements": row.agreements.order_by("-first_day"),
        "products": [(product, standard_shown(prices), listed_price_shown(prices)) for product, prices in products],
        "fault": last_fault(row, day),
        "lapsed": waiting,
        "waited_until": waited_until(waiting.last_day, current_policy()) if waiting else None,
        "offers": STEPS.offers(row, user),
        "panels": panels_of(LISTING.noun, row.pk, user),
        "history": moments(DRUG, LISTING.noun, number=row.pk),
    }
    return render(request, "catalog/drug.html", context)
