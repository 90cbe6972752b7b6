"""Addresses of the physicians pages."""

from django.urls import URLPattern

app_name = "physicians"
urlpatterns: list[URLPattern] = []
