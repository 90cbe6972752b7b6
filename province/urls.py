"""Addresses of the province pages."""

from django.urls import path

from province.pages.articles import article
from province.pages.gallery import gallery
from province.pages.home import home
from province.pages.register import obligations
from province.pages.search import search
from province.pages.sign_in import password, sign_in, sign_out

app_name = "province"
urlpatterns = [
    path("", home, name="home"),
    path("login/", sign_in, name="login"),
    path("logout/", sign_out, name="logout"),
    path("password/", password, name="password"),
    path("search/", search, name="search"),
    path("articles/", obligations, name="register"),
    path("articles/<str:ref>/", article, name="article"),
    path("gallery/", gallery, name="gallery"),
]
