"""The catalogue in the Django admin: single entries by the catalogue administrator, each through its action.

What is entered stays: a drug's days, admissions and prices are changed on its own pages, lists come in whole.
"""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from catalog.drugs.actions import agree, describe, register
from catalog.drugs.errors import ConditionsUnreadable
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.rules.conditions import AnyCondition, read_conditions
from catalog.fields.admin import CatalogAdmin, TermsAdmin, TermsForm
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


class DrugTermsForm(TermsForm):
    def clean_conditions(self) -> tuple[AnyCondition, ...]:
        try:
            return read_conditions(self.cleaned_data["conditions"])
        except ConditionsUnreadable as refused:
            raise ValidationError(refused.message, refused.code) from refused


@admin.register(DrugTerms)
class DrugTermsAdmin(TermsAdmin):
    """What the national list says of a drug from a day on; entered once, corrected on the drug's own page."""

    form = DrugTermsForm
    of = "drug"
    content = ["section", "sold_in_pharmacies", "restricted_scope", "conditions", "document"]
    list_display = ["drug", "period", "section"]
    list_select_related = ["drug"]
    autocomplete_fields = ["drug"]
    ordering = ["drug", "first_day"]

    def save_model(self, request: HttpRequest, obj: DrugTerms, form: BaseForm, change: bool) -> None:
        obj.pk = describe(**form.cleaned_data, by=who(request), on=today()).pk


@admin.register(NationalAgreement)
class AgreementAdmin(CatalogAdmin):
    fields = ["drug", "period", "printed_standard", "document"]
    list_display = ["drug", "period", "printed_standard"]
    list_select_related = ["drug"]
    autocomplete_fields = ["drug"]
    ordering = ["drug", "first_day"]

    def save_model(self, request: HttpRequest, obj: NationalAgreement, form: BaseForm, change: bool) -> None:
        obj.pk = agree(**form.cleaned_data, by=who(request), on=today()).pk
