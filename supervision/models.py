"""Every model of the floor, for Django to find. Nobody else imports from here."""

from supervision.alerts.models import Alert

__all__ = ["Alert"]
