"""Addresses of the settlement pages."""

from django.urls import path

from settlement.annual_accounts import pages as accounts
from settlement.claims.pages import claims
from settlement.counter.api.wire.answers import ANSWERS
from settlement.counter.pages import counter, finding, returns
from settlement.figures import pages as figures
from settlement.traces import pages as traces

# Pages and API share the keys: what is settled at a page is kept in the words of the API.
app_name = "settlement"
urlpatterns = [
    path("", claims.settlements, name="settlements"),
    path("<int:pk>/", claims.claim, name="claim"),
    path("<int:pk>/receipt/", claims.receipt, name="receipt"),
    path("<int:pk>/reverse/", returns.reverse, {"answers": ANSWERS}, name="reverse"),
    path("<int:pk>/return/", returns.return_part, {"answers": ANSWERS}, name="return_part"),
    path("sale/", finding.find, name="find"),
    path("sale/<slug:rxno>/", counter.sale, name="sale"),
    path("sale/<slug:rxno>/settle/", counter.settle, {"answers": ANSWERS}, name="settle"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("months/", claims.months, name="months"),
    path("uncoded/", traces.uncoded_products, name="uncoded"),
    path("uncoded/list/", traces.uncoded_list, name="uncoded_list"),
    path("uncoded/<int:pk>/end/", traces.uncoded_end, name="uncoded_end"),
    path("uncoded/stock/", traces.uncoded_stock, name="uncoded_stock"),
    path("uncoded/stock/declare/", traces.uncoded_declare, name="uncoded_declare"),
    path("figures/", figures.figures, name="figures"),
    path("figures/limit/", figures.propose_limit, name="propose_limit"),
    path("figures/assistance/", figures.propose_assistance, name="propose_assistance"),
    path("figures/rate/", figures.propose_rate, name="propose_rate"),
]
