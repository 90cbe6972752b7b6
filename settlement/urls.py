"""Addresses of the settlement pages."""

from django.urls import path

from settlement.annual_accounts import pages as accounts
from settlement.claims.pages import claims
from settlement.counter.api.wire.answers import ANSWERS
from settlement.counter.pages import counter

# Pages and API share the keys: what is settled at a page is kept in the words of the API.
app_name = "settlement"
urlpatterns = [
    path("", claims.settlements, name="settlements"),
    path("<int:pk>/", claims.claim, name="claim"),
    path("<int:pk>/receipt/", claims.receipt, name="receipt"),
    path("<int:pk>/reverse/", counter.reverse, {"answers": ANSWERS}, name="reverse"),
    path("sale/", counter.find, name="find"),
    path("sale/<slug:rxno>/", counter.sale, name="sale"),
    path("sale/<slug:rxno>/settle/", counter.settle, {"answers": ANSWERS}, name="settle"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("months/", claims.months, name="months"),
]
