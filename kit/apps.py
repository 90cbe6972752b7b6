"""The toolbox as an app, so that its template tags and forms are found."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "kit"
