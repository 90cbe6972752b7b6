"""The catalogue in the Django admin: single entries by the catalogue administrator, each through its action.

What is entered stays: a drug's days, admissions and prices are changed on its own pages, lists come in whole.
"""

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from catalog.actions import drugs, fields, prices, products
from catalog.models import Drug, Manufacturer, NationalAgreement, PaymentStandard, Product, TherapeuticField
from kit.clock import today
from province.admin import RoleAdmin
from province.models import Role
from province.pages.access import who


class CatalogAdmin(RoleAdmin):
    """The catalogue administrator's; entries are made once and then only looked at."""

    editors = frozenset({Role.CATALOG_ADMIN})

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(TherapeuticField)
class FieldAdmin(RoleAdmin):
    editors = frozenset({Role.CATALOG_ADMIN})
    fields = ["code", "name", "specialties"]
    list_display = ["code", "name", "specialties"]
    ordering = ["code"]

    def get_readonly_fields(self, request: HttpRequest, obj: TherapeuticField | None = None) -> list[str]:
        return ["code"] if obj else []

    def save_model(self, request: HttpRequest, obj: TherapeuticField, form: BaseForm, change: bool) -> None:
        fields.define(code=obj.code, name=obj.name, specialties=obj.specialties, by=who(request), on=today())


@admin.register(Manufacturer)
class ManufacturerAdmin(CatalogAdmin):
    fields = ["name"]
    search_fields = ["name"]
    ordering = ["name"]

    def save_model(self, request: HttpRequest, obj: Manufacturer, form: BaseForm, change: bool) -> None:
        obj.pk = drugs.register_manufacturer(name=obj.name, by=who(request), on=today()).pk


@admin.register(Drug)
class DrugAdmin(CatalogAdmin):
    """One drug as the national list prints it."""

    fields = [
        "generic_name", "dosage_form", "national_number", "category_code", "section", "sold_in_pharmacies",
        "rare_disease", "field", "restricted_scope", "demonstration",
    ]  # fmt: skip
    list_display = ["generic_name", "dosage_form", "section", "field"]
    list_filter = ["section", "field"]
    list_select_related = ["field"]
    search_fields = ["generic_name", "pinyin"]
    ordering = ["pinyin", "id"]

    def save_model(self, request: HttpRequest, obj: Drug, form: BaseForm, change: bool) -> None:
        obj.pk = drugs.register(**form.cleaned_data, by=who(request), on=today()).pk


@admin.register(NationalAgreement)
class AgreementAdmin(CatalogAdmin):
    fields = ["drug", "period", "printed_standard", "document"]
    list_display = ["drug", "period", "printed_standard"]
    list_select_related = ["drug"]
    autocomplete_fields = ["drug"]
    ordering = ["drug", "first_day"]

    def save_model(self, request: HttpRequest, obj: NationalAgreement, form: BaseForm, change: bool) -> None:
        obj.pk = drugs.agree(**form.cleaned_data, by=who(request), on=today()).pk


@admin.register(Product)
class ProductAdmin(CatalogAdmin):
    """One manufacturer's pack."""

    fields = [
        "code", "drug", "manufacturer", "trade_name", "specification", "pack", "units_per_pack", "unit",
        "approval_number", "label_indication", "injection", "demonstration",
    ]  # fmt: skip
    list_display = ["code", "drug", "manufacturer", "specification", "pack"]
    list_select_related = ["drug", "manufacturer"]
    search_fields = ["code", "drug__generic_name"]
    autocomplete_fields = ["drug", "manufacturer"]
    ordering = ["code"]

    def save_model(self, request: HttpRequest, obj: Product, form: BaseForm, change: bool) -> None:
        products.register(**form.cleaned_data, by=who(request), on=today())


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
