"""The roof: settings, urls, processes. It may import every app; nobody imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
