"""The physicians floor."""

from django.apps import AppConfig


class PhysiciansConfig(AppConfig):
    name = "physicians"
    verbose_name = "定点机构与责任医师"
