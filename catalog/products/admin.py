"""The catalogue in the Django admin: single entries by the catalogue administrator, each through its action.

What is entered stays: a drug's days, admissions and prices are changed on its own pages, lists come in whole.
"""

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from catalog.fields.admin import CatalogAdmin
from catalog.products import actions as products
from catalog.products.actions import register_manufacturer
from catalog.products.models import Manufacturer, Product
from kit.clock import today
from province.frame.access import who


@admin.register(Manufacturer)
class ManufacturerAdmin(CatalogAdmin):
    fields = ["name"]
    search_fields = ["name"]
    ordering = ["name"]

    def save_model(self, request: HttpRequest, obj: Manufacturer, form: BaseForm, change: bool) -> None:
        obj.pk = register_manufacturer(name=obj.name, by=who(request), on=today()).pk


@admin.register(Product)
class ProductAdmin(CatalogAdmin):
    """One manufacturer's pack."""

    fields = [
        "code", "drug", "manufacturer", "trade_name", "specification", "pack", "units_per_pack", "unit",
        "approval_number", "demonstration",
    ]  # fmt: skip
    list_display = ["code", "drug", "manufacturer", "specification", "pack"]
    list_select_related = ["drug", "manufacturer"]
    search_fields = ["code", "drug__generic_name"]
    autocomplete_fields = ["drug", "manufacturer"]
    ordering = ["code"]

    def save_model(self, request: HttpRequest, obj: Product, form: BaseForm, change: bool) -> None:
        products.register(**form.cleaned_data, by=who(request), on=today())
