"""The catalogue in the Django admin: single entries by the catalogue administrator, each through its action.

What is entered stays: a drug's days, admissions and prices are changed on its own pages, lists come in whole.
"""

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from catalog.fields.admin import CatalogAdmin
from catalog.prices import actions as prices
from catalog.prices.models import PaymentStandard
from kit.clock import today
from province.frame.access import who


@admin.register(PaymentStandard)
class StandardAdmin(CatalogAdmin):
    """The nation's standard of one product; what the province sets is set on the product's page."""

    fields = ["product", "amount", "period", "document", "confidential"]
    list_display = ["product", "period", "amount", "confidential", "negotiated"]
    list_select_related = ["product__drug", "product__manufacturer"]
    autocomplete_fields = ["product"]
    ordering = ["product", "first_day"]

    def save_model(self, request: HttpRequest, obj: PaymentStandard, form: BaseForm, change: bool) -> None:
        obj.pk = prices.take_over_national(
            product=obj.product,
            amount=obj.amount,
            first=obj.period.first,
            document=obj.document,
            confidential=obj.confidential,
            by=who(request),
            on=today(),
        ).pk
