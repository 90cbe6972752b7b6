"""The catalogue in the Django admin: single entries by the catalogue administrator, each through its action.

What is entered stays: what the list says of a drug, its days, admissions and prices are changed on its own pages, and
lists come in whole.
"""

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from catalog.drugs.actions import agree, register
from catalog.drugs.models import Drug, NationalAgreement
from catalog.fields.admin import CatalogAdmin
from kit.clock import today
from province.frame.access import who


@admin.register(Drug)
class DrugAdmin(CatalogAdmin):
    """One drug as the national list prints it."""

    fields = [
        "generic_name", "dosage_form", "national_number", "category_code", "rare_disease", "field", "demonstration",
    ]  # fmt: skip
    list_display = ["generic_name", "dosage_form", "field"]
    list_filter = ["field"]
    list_select_related = ["field"]
    search_fields = ["generic_name", "pinyin"]
    ordering = ["pinyin", "id"]

    def save_model(self, request: HttpRequest, obj: Drug, form: BaseForm, change: bool) -> None:
        obj.pk = register(**form.cleaned_data, by=who(request), on=today()).pk


@admin.register(NationalAgreement)
class AgreementAdmin(CatalogAdmin):
    fields = ["drug", "period", "printed_standard", "document"]
    list_display = ["drug", "period", "printed_standard"]
    list_select_related = ["drug"]
    autocomplete_fields = ["drug"]
    ordering = ["drug", "first_day"]

    def save_model(self, request: HttpRequest, obj: NationalAgreement, form: BaseForm, change: bool) -> None:
        obj.pk = agree(**form.cleaned_data, by=who(request), on=today()).pk
