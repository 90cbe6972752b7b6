"""Addresses of the catalog pages."""

from django.urls import path

from catalog.drugs.pages.drugs import drug, drugs
from catalog.drugs.pages.terms import correct, describe
from catalog.fields.pages import expert, expert_list
from catalog.listings.pages import STEPS
from catalog.national_list.pages import imports
from catalog.products import pages as products
from catalog.products.pages import (
    admit,
    end_admission,
    product,
    set_listed_price,
    set_standard,
    take_over_standard,
)
from catalog.publication.pages import published_drug, published_list

app_name = "catalog"
urlpatterns = [
    path("", published_list, name="published"),
    path("list/<int:pk>/", published_drug, name="published_drug"),
    path("drugs/", drugs, name="drugs"),
    path("drugs/<int:pk>/", drug, name="drug"),
    *STEPS.addresses("drugs/<int:pk>/"),
    path("drugs/<int:pk>/describe/", describe, name="describe"),
    path("drugs/terms/<int:pk>/correct/", correct, name="correct"),
    path("drugs/products/<str:pk>/", product, name="product"),
    path("drugs/products/<str:pk>/admit/", admit, name="admit"),
    path("drugs/products/<str:pk>/end/", end_admission, name="end_admission"),
    path("drugs/products/<str:pk>/standard/", set_standard, name="set_standard"),
    path("drugs/products/<str:pk>/national-standard/", take_over_standard, name="take_over_standard"),
    path("drugs/products/<str:pk>/price/", set_listed_price, name="set_listed_price"),
    path("drugs/products/<str:pk>/describe/", products.describe, name="describe_product"),
    path("drugs/products/terms/<int:pk>/correct/", products.correct, name="correct_product"),
    path("experts/", expert_list, name="experts"),
    path("experts/<int:pk>/", expert, name="expert"),
    path("import/", imports.imports, name="import"),
    path("import/<int:pk>/", imports.show, name="import_file"),
    path("import/<int:pk>/columns/", imports.columns, name="import_columns"),
    path("import/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("import/<int:pk>/confirm/", imports.confirm, name="import_confirm"),
    path("import/<int:pk>/wrong/", imports.wrong_lines, name="import_wrong"),
    path("import/<str:kind>/", imports.upload, name="import_upload"),
    path("import/<str:kind>/template/", imports.template, name="import_template"),
]
