"""The province floor."""

from django.apps import AppConfig


class ProvinceConfig(AppConfig):
    name = "province"
    verbose_name = "省级基础"
