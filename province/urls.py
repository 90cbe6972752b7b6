"""Addresses of the province pages."""

from django.urls import path

from province.calendar import pages as calendar
from province.exports.pages import exports
from province.frame.pages.gallery import gallery
from province.frame.pages.home import home
from province.frame.search import search
from province.law.pages.articles import article
from province.law.pages.parameters import parameters
from province.law.pages.register import obligations
from province.proposals.pages import proposals
from province.staff.pages.sign_in import password, sign_in, sign_out

app_name = "province"
urlpatterns = [
    path("", home, name="home"),
    path("login/", sign_in, name="login"),
    path("logout/", sign_out, name="logout"),
    path("password/", password, name="password"),
    path("search/", search, name="search"),
    path("articles/", obligations, name="register"),
    path("articles/<str:ref>/", article, name="article"),
    path("parameters/", parameters, name="parameters"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/load/", calendar.load, name="load_calendar"),
    path("calendar/correct/", calendar.correct, name="correct_calendar"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/confirm/", proposals.confirm_several, name="confirm_several"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    *proposals.STEPS.addresses("proposals/<int:pk>/"),
    path("exports/", exports.exports, name="exports"),
    path("exports/ask/", exports.ask, name="ask_export"),
    path("exports/discard/", exports.discard, name="discard_export"),
    path("exports/<int:pk>/progress/", exports.progress, name="export_progress"),
    path("exports/<int:pk>/file/", exports.download, name="download_export"),
    path("gallery/", gallery, name="gallery"),
]
